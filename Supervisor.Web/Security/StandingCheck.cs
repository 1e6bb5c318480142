using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Security;

/// <summary>Tells whether somebody who came in earlier would come in now, with the same roles: what stays open has no request that would be checked.</summary>
internal sealed class StandingCheck(IServiceScopeFactory scopes, IDbContextFactory<SupervisorDb> databases, EndedSignIns ended, TimeProvider time)
{
    /// <summary>False once the sign-in has ended, the user is disabled or has another password or other roles, the single sign-on has to be asked again, or the token is revoked.</summary>
    /// <exception cref="System.Data.Common.DbException">The store cannot be read.</exception>
    public async Task<bool> IsStillGoodAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.Identity is { AuthenticationType: ApiTokenHandler.SchemeName, Name: { } name }) return await IsTokenGoodAsync(name, principal, cancellationToken);
        if (ended.Has(principal)) return false;
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>();
        if (await users.GetUserAsync(principal) is not { } user || !user.MayStay(time.GetUtcNow())) return false;
        if (principal.FindFirstValue(users.Options.ClaimsIdentity.SecurityStampClaimType) != await users.GetSecurityStampAsync(user)) return false;
        var roles = principal.FindAll(users.Options.ClaimsIdentity.RoleClaimType).Select(x => x.Value);
        return (await users.GetRolesAsync(user)).ToHashSet().SetEquals(roles);
    }

    private async Task<bool> IsTokenGoodAsync(string name, ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var role = await db.Tokens.Where(x => ApiTokenHandler.NamePrefix + x.Name == name && x.RevokedAt == null).Select(x => x.Role).SingleOrDefaultAsync(cancellationToken);
        return role is not null && principal.IsInRole(role);
    }
}
