using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;
using Supervisor.Web.Security;

namespace Supervisor.Web.Components;

/// <summary>In which language and by whose formats a page is made: a person's choice (cookie), else the browser's wish, else English.</summary>
internal static class LanguagesModule
{
    public static IServiceCollection AddLanguages(this IServiceCollection services) => services
        .AddSingleton<IStringLocalizerFactory, CaseBlindWords>()
        .AddLocalization(options => options.ResourcesPath = "Resources")
        .Configure<RequestLocalizationOptions>(options =>
        {
            string[] cultures = [.. Language.All.Select(language => language.Code)];
            options.SetDefaultCulture(Language.English.Code).AddSupportedCultures(cultures).AddSupportedUICultures(cultures);
            options.RequestCultureProviders = [new CustomRequestCultureProvider(context => Task.FromResult(Find(context.Request)))];
        });

    /// <summary>Before everything that writes a page. The circuit's own request comes through here too, so that it speaks like the page. Programs are spoken to in one way only.</summary>
    public static void UseLanguages(this WebApplication app) =>
        app.UseWhen(context => !ApiRefusal.IsForPrograms(context.Request), people => people.UseRequestLocalization());

    /// <summary>Keeps a choice for a year, so that the next sign-in page has it too.</summary>
    public static void Remember(this HttpContext context, Language language) => context.Response.Cookies.Append(Language.Cookie, language.Code, new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(365),
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
    });

    private static ProviderCultureResult? Find(HttpRequest request) =>
        (Language.Named(request.Cookies[Language.Cookie]) ?? Language.Wished(request.Headers.AcceptLanguage)) is { } language ? new(language.Code) : null;
}
