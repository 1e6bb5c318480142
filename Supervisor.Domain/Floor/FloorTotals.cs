using System.Collections.Immutable;
using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Floor;

/// <summary>How many agents are in each state.</summary>
public sealed record FloorTotals
{
    private static readonly int StateCount = Enum.GetValues<AgentState>().Length;

    private readonly ImmutableArray<int> _counts;

    private FloorTotals(ImmutableArray<int> counts) => _counts = counts;

    /// <summary>Nobody anywhere.</summary>
    public static FloorTotals Empty { get; } = new([.. new int[StateCount]]);

    /// <summary>Agents in <paramref name="state"/>.</summary>
    public int this[AgentState state] => _counts[(int)state];

    /// <summary>All agents.</summary>
    public int Agents => _counts.Sum();

    /// <summary>The totals after one agent has gone from one state into another; null for somebody who was not on the floor, or leaves it.</summary>
    public FloorTotals Move(AgentState? from, AgentState? to)
    {
        if (from == to) return this;
        var counts = _counts.ToBuilder();
        if (from is { } left) counts[(int)left]--;
        if (to is { } entered) counts[(int)entered]++;
        return new FloorTotals(counts.MoveToImmutable());
    }
}
