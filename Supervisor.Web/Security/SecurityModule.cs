using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Security;

/// <summary>Who may come in, and what they may do.</summary>
internal static class SecurityModule
{
    public static IServiceCollection AddSupervisorSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddDataProtection().SetApplicationName("Supervisor").PersistKeysToFileSystem(new DirectoryInfo(DataDirectory.From(configuration).Keys));
        services.AddCascadingAuthenticationState();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<SupervisorUser>().AddRoles<IdentityRole>().AddEntityFrameworkStores<SupervisorDb>().AddSignInManager();
        Policies.AddTo(services.AddAuthorizationBuilder());
        return services;
    }
}
