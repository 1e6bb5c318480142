using System.Security.Claims;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Features.FloorViews;

namespace Supervisor.Tests.Floor;

/// <summary>One person's views, in memory.</summary>
internal sealed class ScriptedViews : IFloorViews
{
    public FloorHabits Habits { get; set; } = FloorHabits.None;

    public Task<FloorHabits> LoadAsync(ClaimsPrincipal person, CancellationToken cancellationToken) => Task.FromResult(Habits);

    public Task<Outcome> KeepLayoutAsync(ClaimsPrincipal person, FloorLayout? layout, int? viewId, CancellationToken cancellationToken) =>
        Done(Habits with { Layout = layout, LayoutViewId = viewId });

    public Task<Outcome> AddAsync(ClaimsPrincipal person, string name, FloorChoice choice, FloorLayout layout, CancellationToken cancellationToken) =>
        Done(Habits with { Views = Habits.Views.Add(new SavedView(Habits.Views.Length + 1, name, "sue", true, false, [], choice, layout)) });

    public Task<Outcome> ReplaceAsync(ClaimsPrincipal person, int id, FloorChoice choice, FloorLayout layout, CancellationToken cancellationToken) =>
        Done(Habits with { Views = [.. Habits.Views.Select(view => view.Id == id ? view with { Choice = choice, Layout = layout } : view)] });

    public Task<Outcome> RenameAsync(ClaimsPrincipal person, int id, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome> ShareAsync(ClaimsPrincipal person, int id, bool isShared, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Outcome> RemoveAsync(ClaimsPrincipal person, int id, CancellationToken cancellationToken) =>
        Done(Habits with { Views = Habits.Views.RemoveAll(view => view.Id == id) });

    public Task<Outcome> SetOwnDefaultAsync(ClaimsPrincipal person, int? id, CancellationToken cancellationToken) => Done(Habits with { DefaultViewId = id });

    public Task<Outcome> SetRoleDefaultAsync(ClaimsPrincipal person, int id, string role, bool isDefault, CancellationToken cancellationToken) => throw new NotSupportedException();

    private Task<Outcome> Done(FloorHabits habits)
    {
        Habits = habits;
        return Task.FromResult(Outcome.Done);
    }
}
