using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security.SingleSignOn;

namespace Supervisor.Web.Security;

/// <summary>Who may come in, and what they may do.</summary>
internal static class SecurityModule
{
    private const string CookieOrToken = nameof(CookieOrToken);

    public static IServiceCollection AddSupervisorSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<SecurityOptions>(configuration.GetSection(SecurityOptions.Section));
        services.AddDataProtection().SetApplicationName("Supervisor").PersistKeysToFileSystem(new DirectoryInfo(DataDirectory.From(configuration).Keys));
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, AddressesOutOfTheLog>();
        services.AddHttpContextAccessor();
        services.AddProblemDetails();
        services.AddRequestLimits();
        services.AddAntiforgery(options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        // a form without its anti-forgery token is a bad request in every environment, not a fault of ours
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        services.AddSingleton<CredentialVault>();
        services.AddSingleton<SignInMetrics>();
        services.AddSingleton<PasswordTurns>();
        services.AddScoped<PasswordSignIn>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<EndedSignIns>();
        services.AddSingleton<StandingCheck>();
        services.AddSingleton<StandingWatch>();
        services.AddSingleton<ICommandRights, CommandRights>();
        services.AddSingleton<CircuitCut>();
        services.AddSingleton<SignInAudit>();
        services.AddHostedService(provider => provider.GetRequiredService<SignInAudit>());
        services.AddSingleton<RoleSeeder>();
        services.AddHostedService(provider => provider.GetRequiredService<RoleSeeder>());
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        AddIdentity(services);
        AddSchemes(services, configuration);
        Policies.AddTo(services.AddAuthorizationBuilder());
        return services;
    }

    /// <summary>Headers, then who it is, then what they may do; a limit comes first where the second answers by itself.</summary>
    public static IApplicationBuilder UseSupervisorSecurity(this IApplicationBuilder app) => app.UseHsts().UseSecurityHeaders().UseLimitOfSingleSignOn().UseAuthentication().UseOriginOfHubs().UseRateLimiter().UseAuthorization();

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddIdentityCore<SupervisorUser>(options =>
            {
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
                // length is what counts; rules of composition only make people write passwords down
                options.Password.RequiredLength = 10;
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
            })
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<SupervisorDb>()
            .AddSignInManager<SupervisorSignInManager>();
        services.AddOptions<SecurityStampValidatorOptions>()
            .Configure<IOptions<SecurityOptions>>((stamp, security) => stamp.ValidationInterval = TimeSpan.FromSeconds(security.Value.RevalidateSeconds))
            .Configure(stamp => stamp.OnRefreshingPrincipal = context =>
            {
                EndedSignIns.Carry(context.CurrentPrincipal!, context.NewPrincipal!);
                return Task.CompletedTask;
            });
    }

    private static void AddSchemes(IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(CookieOrToken)
            .AddPolicyScheme(CookieOrToken, null, options => options.ForwardDefaultSelector = context =>
                ApiTokenHandler.IsMeant(context.Request) ? ApiTokenHandler.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, null)
            .AddSingleSignOn(configuration)
            .AddIdentityCookies();
        services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = EndedSignIns.CookieLife;
            options.SlidingExpiration = true;
            options.LoginPath = "/account/sign-in";
            options.AccessDeniedPath = "/account/denied";
            options.Events.OnValidatePrincipal = CookieCheck.ValidateAsync;
            options.Events.OnRedirectToLogin = context => RedirectPeople(context, StatusCodes.Status401Unauthorized);
            options.Events.OnRedirectToAccessDenied = context => RedirectPeople(context, StatusCodes.Status403Forbidden);
        });
    }

    private static Task RedirectPeople(RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions> context, int status)
    {
        if (ApiRefusal.IsForPrograms(context.Request)) return ApiRefusal.WriteAsync(context.HttpContext, status);
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
