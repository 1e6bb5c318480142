using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.FloorViews;

/// <summary>What concerns others.</summary>
internal sealed partial class FloorViewStore
{
    /// <inheritdoc />
    public Task<Outcome> ShareAsync(ClaimsPrincipal person, int id, bool isShared, CancellationToken cancellationToken) =>
        ChangeOwnAsync(person, id, isShared ? "view.share" : "view.unshare", (_, view) =>
        {
            if (!FloorUser.From(person).Actor.MaySetFloor) return Task.FromResult(Outcome.Forbidden);
            if (!isShared && view.Roles.Length > 0) return Task.FromResult(Outcome.Invalid("", "A role's floor opens with this view: take that back first."));
            view.Shared = isShared;
            return Task.FromResult(Outcome.Done);
        }, cancellationToken);

    /// <inheritdoc />
    public async Task<Outcome> SetRoleDefaultAsync(ClaimsPrincipal person, int id, string role, bool isDefault, CancellationToken cancellationToken)
    {
        var user = FloorUser.From(person);
        if (!user.Actor.MaySetFloor) return Outcome.Forbidden;
        if (!FloorUser.FloorRoles.Contains(role)) return Outcome.Invalid("", "There is no role {0} on the floor.", role);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.FloorViews.SingleOrDefaultAsync(x => x.Id == id && (x.OwnerId == user.Id || x.Shared), cancellationToken) is not { } view) return Gone;
        foreach (var other in await db.FloorViews.Where(x => x.Roles != "").ToListAsync(cancellationToken)) other.Roles = string.Join(',', RolesOf(other).Remove(role));
        if (isDefault)
        {
            // what everybody of a role sees first, everybody may find again
            view.Shared = true;
            view.Roles = string.Join(',', RolesOf(view).Add(role));
        }

        audit.Add(db, user.Actor, isDefault ? "view.default" : "view.nodefault", view.Name, $"role {role}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Outcome.Done;
    }

    /// <inheritdoc />
    public Task<Outcome> RemoveAsync(ClaimsPrincipal person, int id, CancellationToken cancellationToken) =>
        ChangeOwnAsync(person, id, "view.remove", async (db, view) =>
        {
            db.FloorViews.Remove(view);
            foreach (var habits in await db.FloorPeople.Where(x => x.DefaultViewId == id || x.LayoutViewId == id).ToListAsync(cancellationToken))
            {
                if (habits.DefaultViewId == id) habits.DefaultViewId = null;
                if (habits.LayoutViewId == id) habits.LayoutViewId = null;
            }

            return Outcome.Done;
        }, cancellationToken);

    /// <summary>Changes a view of this person; an administrator may remove what its owner has left behind for everybody.</summary>
    private async Task<Outcome> ChangeOwnAsync(ClaimsPrincipal person, int id, string action, Func<SupervisorDb, SavedFloorView, Task<Outcome>> change, CancellationToken cancellationToken)
    {
        var user = FloorUser.From(person);
        if (!user.MaySeeFloor) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.FloorViews.SingleOrDefaultAsync(x => x.Id == id && (x.OwnerId == user.Id || x.Shared), cancellationToken) is not { } view) return Gone;
        if (view.OwnerId != user.Id && !(user.Actor.MayAdminister && action == "view.remove")) return Outcome.Forbidden;
        var (wasShared, name) = (view.Shared, view.Name);
        var outcome = await change(db, view);
        if (!outcome.IsDone) return outcome;
        if (wasShared || view.Shared) audit.Add(db, user.Actor, action, name, view.Name == name ? $"of {view.Owner}" : $"now {view.Name}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Outcome.Done;
    }
}
