using System.Collections.Frozen;

namespace Supervisor.Web.Features.Floor;

/// <summary>A column of the grid.</summary>
/// <param name="Id">Its name in stored layouts, in addresses and in style sheets.</param>
/// <param name="Title">English word, the key of the translation.</param>
/// <param name="Sort">What it sorts by.</param>
/// <param name="Pixels">How wide it is at least.</param>
/// <param name="Share">Its share of the room that is left; 0 keeps it as it is.</param>
public sealed record GridColumn(string Id, string Title, FloorColumn Sort, int Pixels, double Share = 0)
{
    /// <summary>All columns, in the order of the default.</summary>
    public static readonly IReadOnlyList<GridColumn> All =
    [
        new("dot", "Health", FloorColumn.Session, 0) { IsPinned = true, IsNarrow = true },
        new("agent", "Agent", FloorColumn.Agent, 0) { IsPinned = true },
        new("state", "State", FloorColumn.State, 0) { IsPinned = true },
        new("time", "In state", FloorColumn.Time, 90),
        new("team", "Team", FloorColumn.Team, 122, .8),
        new("call", "Call", FloorColumn.Call, 172, 1.2),
        new("login", "Login", FloorColumn.Login, 52),
        new("calls", "Calls", FloorColumn.Calls, 48) { Hint = "Today: calls answered, in whatever direction; at most 5 seconds old" },
        new("talk", "Talk", FloorColumn.Talk, 66) { Hint = "Today: time in conversation; ticks while it lasts" },
        new("wrapUp", "Wrap-up", FloorColumn.WrapUp, 66) { Hint = "Today: time in after-call work; ticks while it lasts" },
        new("rest", "Rest", FloorColumn.Rest, 66) { Hint = "Today: time on a break; ticks while it lasts" },
        new("idle", "Idle", FloorColumn.Idle, 66) { Hint = "Today: time ready for a call, not ringing; ticks while it lasts" },
        new("occupancy", "Occupancy", FloorColumn.Occupancy, 80) { Hint = "Today: talk, hold and wrap-up, divided by the same and idle; at most 5 seconds old" },
        new("gateway", "Gateway", FloorColumn.Gateway, 90, .7) { IsExtra = true },
        new("session", "Session", FloorColumn.Session, 130, .9) { IsExtra = true },
        new("coverage", "Coverage", FloorColumn.Coverage, 80) { IsExtra = true, Hint = "Today: share of the day so far for which there is data; at most 5 seconds old" },
    ];

    private static readonly FrozenDictionary<string, GridColumn> ById = All.ToFrozenDictionary(column => column.Id, StringComparer.Ordinal);

    /// <summary>Always shown, first, and in sight while the rest scrolls.</summary>
    public bool IsPinned { get; private init; }

    /// <summary>Too narrow for its title, which is then for screen readers.</summary>
    public bool IsNarrow { get; private init; }

    /// <summary>Not shown unless somebody chooses it.</summary>
    public bool IsExtra { get; private init; }

    /// <summary>What a figure of today means and how old it may be, the key of the translation; null for what is no figure of today.</summary>
    public string? Hint { get; private init; }

    /// <summary>A figure of today, of which the past knows nothing.</summary>
    public bool IsToday => Hint is not null;

    /// <summary>The head of a group has something to say in it.</summary>
    public bool HasGroupFigure => IsToday || Id == "time";

    /// <summary>As a track of the style sheet's grid. The widths of pinned columns depend on the width of the page, so they are the style sheet's business.</summary>
    public string Track => IsPinned ? (Id == "state" ? "minmax(var(--w-state), 1fr)" : $"var(--w-{Id})")
        : Share > 0 ? FormattableString.Invariant($"minmax({Pixels}px, {Share}fr)") : FormattableString.Invariant($"{Pixels}px");

    /// <summary>The column of that name; null where there is none (any more).</summary>
    public static GridColumn? Find(string id) => ById.GetValueOrDefault(id);
}
