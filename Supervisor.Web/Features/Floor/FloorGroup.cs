using System.Collections.Immutable;
using System.Globalization;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Floor;

/// <summary>The head of a group on one open page: stable, with facts that are replaced.</summary>
/// <param name="key">What its rows have in common: the name of a team, or the class suffix of a state.</param>
/// <param name="state">The state, where grouped by state.</param>
/// <param name="number">Unique on the page.</param>
public sealed class FloorGroup(string key, AgentState? state, int number) : IFloorLine
{
    public string Key => key;

    /// <summary>Null where grouped by team.</summary>
    public AgentState? State => state;

    /// <inheritdoc />
    public string ElementId { get; } = "fg-" + number.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public int Index { get; set; }

    /// <inheritdoc />
    public bool Active { get; set; }

    /// <summary>Its rows are not shown.</summary>
    public bool IsCollapsed { get; set; }

    /// <summary>What is true of its rows; another reference when that has changed.</summary>
    public GroupFacts Facts { get; set; } = GroupFacts.None;

    /// <summary>Its rows, as shown or as they would be.</summary>
    public List<FloorRow> Rows { get; set; } = [];
}

/// <summary>What the head of a group tells.</summary>
/// <param name="Counts">Agents by state, in the order of the tiles; with the one who is in it longest.</param>
/// <param name="Longest">The row that is longest in its state, of those at work; null where nobody is.</param>
/// <param name="Today">Sums of today; null where nothing is known.</param>
public sealed record GroupFacts(ImmutableArray<StateCount> Counts, AgentSnapshot? Longest, GroupToday? Today)
{
    public static readonly GroupFacts None = new(StateCount.Nobody, null, null);

    /// <summary>True where both would be drawn alike.</summary>
    public bool IsSame(GroupFacts other) => ReferenceEquals(Longest, other.Longest) && ReferenceEquals(Today, other.Today) && Counts.AsSpan().SequenceEqual(other.Counts.AsSpan());
}

/// <summary>Today's sums of a group, as of the last counting.</summary>
/// <param name="Agents">Of how many agents anything is known.</param>
/// <param name="Sums">Times and calls, the states that last included.</param>
/// <param name="CoveragePercent">Known in elapsed time, over all agents of the group.</param>
public sealed record GroupToday(int Agents, Today.TodaySums Sums, int CoveragePercent)
{
    /// <summary>Talk, hold and wrap-up in the same and idle, rounded down; null where there is neither.</summary>
    public int? OccupancyPercent => Sums.Handling + Sums.Idle is var shared and > 0 ? (int)(100 * (decimal)Sums.Handling / shared) : null;
}
