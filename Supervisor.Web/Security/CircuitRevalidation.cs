using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Security;

/// <summary>Signs open pages out when the user was disabled, or the password or roles changed; <c>SessionGuard</c> then leaves the page.</summary>
internal sealed class CircuitRevalidation(ILoggerFactory loggers, IServiceScopeFactory scopes, IOptions<SecurityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(options.Value.RevalidateSeconds);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await IsStillGoodAsync(scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>(), authenticationState.User);
    }

    internal static async Task<bool> IsStillGoodAsync(UserManager<SupervisorUser> users, ClaimsPrincipal principal)
    {
        if (await users.GetUserAsync(principal) is not { Enabled: true } user) return false;
        if (principal.FindFirstValue(users.Options.ClaimsIdentity.SecurityStampClaimType) != await users.GetSecurityStampAsync(user)) return false;
        var roles = principal.FindAll(users.Options.ClaimsIdentity.RoleClaimType).Select(x => x.Value);
        return (await users.GetRolesAsync(user)).ToHashSet().SetEquals(roles);
    }
}
