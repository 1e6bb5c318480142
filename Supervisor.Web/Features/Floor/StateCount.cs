using System.Collections.Immutable;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Floor;

/// <summary>What a tile shows.</summary>
/// <param name="State">The state.</param>
/// <param name="Agents">How many are in it.</param>
/// <param name="Earliest">Since when the one who is in it longest; null where nobody is.</param>
public readonly record struct StateCount(AgentState State, int Agents, DateTimeOffset? Earliest)
{
    /// <summary>All states, nobody in them, in the order of the tiles.</summary>
    public static readonly ImmutableArray<StateCount> Nobody = [.. StateLook.All.Select(look => new StateCount(look.State, 0, null))];

    /// <summary>Counts of all states, in the order of the tiles.</summary>
    public static ImmutableArray<StateCount> Of(IEnumerable<FloorRow> rows)
    {
        var counts = new int[StateLook.All.Count];
        var earliest = new DateTimeOffset?[StateLook.All.Count];
        foreach (var row in rows)
        {
            var at = (int)row.Snapshot.State;
            counts[at]++;
            if (earliest[at] is not { } known || row.Snapshot.Since < known) earliest[at] = row.Snapshot.Since;
        }

        return [.. StateLook.All.Select(look => new StateCount(look.State, counts[(int)look.State], earliest[(int)look.State]))];
    }
}
