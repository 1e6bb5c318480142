using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>Sign-in by a provider, where one is configured.</summary>
internal static class SingleSignOnModule
{
    public static AuthenticationBuilder AddSingleSignOn(this AuthenticationBuilder builder, IConfiguration configuration)
    {
        var settings = SingleSignOnOptions.From(configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<SingleSignOnTrouble>();
        builder.Services.AddSingleton<ProviderClient>();
        builder.Services.AddSingleton<PersonReader>();
        builder.Services.AddSingleton<ExternalUsers>();
        builder.Services.AddScoped<SingleSignOnEvents>();
        return settings.IsConfigured ? builder.AddOAuth<SingleSignOnSchemeOptions, SingleSignOnHandler>(SingleSignOnHandler.SchemeName, settings.Name, options => Set(options, settings)) : builder;
    }

    private static void Set(SingleSignOnSchemeOptions options, SingleSignOnOptions settings)
    {
        options.AuthorizationEndpoint = "";
        options.ClientId = settings.ClientId!;
        options.CallbackPath = SingleSignOnHandler.CallbackPath;
        options.SignInScheme = IdentityConstants.ExternalScheme;
        options.EventsType = typeof(SingleSignOnEvents);
        options.UsePkce = true;
        options.SaveTokens = false;
        options.Scope.Clear();
        foreach (var scope in settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)) options.Scope.Add(scope);
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);
        // the provider answers by a link, for which Lax is enough; None would need Secure, and so https
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = settings.PublicAddress?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}
