using System.Collections.Immutable;
using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Floor;

/// <summary>One immutable picture of the whole floor.</summary>
/// <param name="Revision">Grows by one with every change, from 0.</param>
/// <param name="AsOf">When the last change was received (UTC).</param>
/// <param name="Agents">All configured agents.</param>
/// <param name="Totals">Agents by state.</param>
public sealed record FloorSnapshot(
    long Revision,
    DateTimeOffset AsOf,
    ImmutableDictionary<AgentId, AgentSnapshot> Agents,
    FloorTotals Totals)
{
    /// <summary>A floor with nobody on it.</summary>
    public static FloorSnapshot Empty { get; } = new(0, DateTimeOffset.UnixEpoch, ImmutableDictionary<AgentId, AgentSnapshot>.Empty, FloorTotals.Empty);

    /// <summary>Those of <paramref name="ids"/> who are on the floor; everybody for null.</summary>
    public IEnumerable<AgentSnapshot> Of(IReadOnlySet<AgentId>? ids)
    {
        foreach (var id in ids ?? Agents.Keys)
            if (Agents.TryGetValue(id, out var agent)) yield return agent;
    }
}
