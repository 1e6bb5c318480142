using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.Users;

/// <summary>One user as lists show it.</summary>
/// <param name="Name">User name.</param>
/// <param name="Roles">Roles, sorted.</param>
/// <param name="Enabled">May sign in.</param>
/// <param name="LockedUntil">Locked out after wrong passwords until then (UTC); null where not.</param>
/// <param name="External">Comes by single sign-on: password and roles are not set here.</param>
public sealed record UserRow(string Name, IReadOnlyList<string> Roles, bool Enabled, DateTimeOffset? LockedUntil, bool External = false);

/// <summary>Reads users for pages and the command line.</summary>
internal sealed class UserQueries(IDbContextFactory<SupervisorDb> databases, TimeProvider time)
{
    public async Task<IReadOnlyList<UserRow>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var users = await db.Users.AsNoTracking().OrderBy(x => x.NormalizedUserName).ToListAsync(cancellationToken);
        var names = await db.Roles.AsNoTracking().ToDictionaryAsync(x => x.Id, x => x.Name!, cancellationToken);
        var roles = (await db.UserRoles.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(x => x.UserId, x => names[x.RoleId]);
        var now = time.GetUtcNow();
        return users.Select(x => new UserRow(x.UserName!, roles[x.Id].Order().ToList(), x.Enabled, x.LockoutEnd > now ? x.LockoutEnd : null, x.IsExternal())).ToList();
    }

    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Users.AnyAsync(cancellationToken);
    }
}
