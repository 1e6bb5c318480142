using System.Security.Claims;

namespace Supervisor.Web.Security;

/// <inheritdoc cref="ICommandRights" />
internal sealed class CommandRights(StandingWatch standing) : ICommandRights
{
    /// <inheritdoc />
    public async Task<ClaimsPrincipal> NowAsync(ClaimsPrincipal user, CancellationToken cancellationToken) => await standing.MayStayAsync(user, cancellationToken) ? user : WithoutRoles(user);

    // the name stays: what is refused is refused to somebody
    private static ClaimsPrincipal WithoutRoles(ClaimsPrincipal user) => new(user.Identities.Select(one =>
        new ClaimsIdentity(one.Claims.Where(claim => claim.Type != one.RoleClaimType), one.AuthenticationType, one.NameClaimType, one.RoleClaimType)));
}
