using System.Collections.Immutable;
using Supervisor.Web.Features.Floor;

namespace Supervisor.Web.Features.FloorViews;

/// <summary>How one person likes the floor, and the views to choose from. Immutable.</summary>
public sealed record FloorHabits
{
    /// <summary>Somebody who has changed nothing.</summary>
    public static readonly FloorHabits None = new();

    /// <summary>The columns last chosen; null for the default.</summary>
    public FloorLayout? Layout { get; init; }

    /// <summary>The view that was open when they were chosen; null for none.</summary>
    public int? LayoutViewId { get; init; }

    /// <summary>The person's own choice of what the floor opens with; null: the role's.</summary>
    public int? DefaultViewId { get; init; }

    /// <summary>Own views and shared ones, in order.</summary>
    public ImmutableArray<SavedView> Views { get; init; } = [];

    /// <summary>Roles that see the floor.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>What the floor opens with: the person's choice, else that of the first role that has one, else null.</summary>
    public SavedView? Opening => Find(DefaultViewId) ?? Roles.Select(role => Views.FirstOrDefault(view => view.Roles.Contains(role))).FirstOrDefault(view => view is not null);

    /// <summary>The view of that key; null where there is none that this person sees.</summary>
    public SavedView? Find(int? id) => id is null ? null : Views.FirstOrDefault(view => view.Id == id);

    /// <summary>The columns under a view: as last changed there, else as the view has them.</summary>
    public FloorLayout LayoutOf(SavedView? view) => view is null || (LayoutViewId == view.Id && Layout is not null) ? Layout ?? FloorLayout.Default : view.Layout;
}
