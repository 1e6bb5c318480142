using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.FloorViews;

/// <summary>Views and habits in the store. What concerns others, shared views and the defaults of roles, is audited in the same transaction.</summary>
internal sealed partial class FloorViewStore(IDbContextFactory<SupervisorDb> databases, AuditTrail audit) : IFloorViews
{
    private const int LongestName = 60;

    /// <summary>More are of no use in a menu.</summary>
    private const int MostViews = 100;

    /// <inheritdoc />
    public async Task<FloorHabits> LoadAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var user = FloorUser.From(person);
        if (!user.MaySeeFloor) return FloorHabits.None;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var habits = await db.FloorPeople.AsNoTracking().SingleOrDefaultAsync(x => x.UserId == user.Id, cancellationToken);
        var views = await db.FloorViews.AsNoTracking().Where(x => x.OwnerId == user.Id || x.Shared).ToListAsync(cancellationToken);
        return new FloorHabits
        {
            Layout = FloorLayout.Parse(habits?.Layout),
            LayoutViewId = habits?.LayoutViewId,
            DefaultViewId = habits?.DefaultViewId,
            Roles = user.Roles,
            Views = [.. views.Select(view => new SavedView(view.Id, view.Name, view.Owner, view.OwnerId == user.Id, view.Shared, RolesOf(view), FloorChoice.FromQuery(view.Query), FloorLayout.Parse(view.Layout) ?? FloorLayout.Default))
                .OrderByDescending(view => view.IsOwn).ThenBy(view => view.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(view => view.Owner, StringComparer.Ordinal)],
        };
    }

    /// <inheritdoc />
    public Task<Outcome> KeepLayoutAsync(ClaimsPrincipal person, FloorLayout? layout, int? viewId, CancellationToken cancellationToken) =>
        ChangeHabitsAsync(person, habits => (habits.Layout, habits.LayoutViewId) = (layout?.ToString() ?? "", viewId), cancellationToken);

    /// <inheritdoc />
    public async Task<Outcome> SetOwnDefaultAsync(ClaimsPrincipal person, int? id, CancellationToken cancellationToken)
    {
        if (id is not null && (await LoadAsync(person, cancellationToken)).Find(id) is null) return Gone;
        return await ChangeHabitsAsync(person, habits => habits.DefaultViewId = id, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Outcome> AddAsync(ClaimsPrincipal person, string name, FloorChoice choice, FloorLayout layout, CancellationToken cancellationToken)
    {
        var user = FloorUser.From(person);
        if (!user.MaySeeFloor) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await CheckNameAsync(db, user, name, null, cancellationToken) is { } wrong) return wrong;
        if (await db.FloorViews.CountAsync(x => x.OwnerId == user.Id, cancellationToken) >= MostViews) return Outcome.Invalid("name", "You have {0} views: remove one first.", MostViews);
        db.FloorViews.Add(new SavedFloorView { OwnerId = user.Id, Owner = user.Actor.Name, Name = name.Trim(), Query = choice.ToQuery(), Layout = layout.ToString() });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Outcome.Done;
    }

    /// <inheritdoc />
    public Task<Outcome> ReplaceAsync(ClaimsPrincipal person, int id, FloorChoice choice, FloorLayout layout, CancellationToken cancellationToken) =>
        ChangeOwnAsync(person, id, "view.change", (_, view) =>
        {
            (view.Query, view.Layout) = (choice.ToQuery(), layout.ToString());
            return Task.FromResult(Outcome.Done);
        }, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome> RenameAsync(ClaimsPrincipal person, int id, string name, CancellationToken cancellationToken) =>
        ChangeOwnAsync(person, id, "view.rename", async (db, view) =>
        {
            if (await CheckNameAsync(db, FloorUser.From(person), name, id, cancellationToken) is { } wrong) return wrong;
            view.Name = name.Trim();
            return Outcome.Done;
        }, cancellationToken);

    private static Outcome Gone => Outcome.NotFound("This view was removed meanwhile.");

    private static System.Collections.Immutable.ImmutableArray<string> RolesOf(SavedFloorView view) => [.. view.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries)];

    private static async Task<Outcome?> CheckNameAsync(SupervisorDb db, FloorUser user, string name, int? own, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl)) return Outcome.Invalid("name", "A view's name has 1 to {0} characters.", LongestName);
        return await db.FloorViews.AnyAsync(x => x.OwnerId == user.Id && x.Name == name && x.Id != own, cancellationToken) ? Outcome.Invalid("name", "You have a view called {0} already.", name) : null;
    }

    private async Task<Outcome> ChangeHabitsAsync(ClaimsPrincipal person, Action<FloorPerson> change, CancellationToken cancellationToken)
    {
        var user = FloorUser.From(person);
        if (!user.MaySeeFloor) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var habits = await db.FloorPeople.FindAsync([user.Id], cancellationToken);
        if (habits is null) db.FloorPeople.Add(habits = new FloorPerson { UserId = user.Id });
        change(habits);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Outcome.Done;
    }
}
