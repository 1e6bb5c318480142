using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Limits;

namespace Supervisor.Web.Features.Floor;

/// <summary>What a tile shows.</summary>
/// <param name="State">The state.</param>
/// <param name="Agents">How many are in it.</param>
/// <param name="Earliest">Since when the one who is in it longest; null where nobody is.</param>
/// <param name="Limit">The limit of that one.</param>
public readonly record struct StateCount(AgentState State, int Agents, DateTimeOffset? Earliest, StateLimit? Limit)
{
    private static readonly int States = StateLook.All.Count;

    /// <summary>All states, nobody in them, in the order of the tiles.</summary>
    public static readonly ImmutableArray<StateCount> Nobody = [.. StateLook.All.Select(look => new StateCount(look.State, 0, null, null))];

    /// <summary>Counts of all states, in the order of the tiles.</summary>
    public static ImmutableArray<StateCount> Of(List<FloorRow> rows)
    {
        var counts = new int[States];
        var longest = new FloorRow?[States];
        foreach (var row in rows)
        {
            var at = (int)row.Snapshot.State;
            counts[at]++;
            if (longest[at] is not { } known || row.Snapshot.Since < known.Snapshot.Since) longest[at] = row;
        }

        var all = ImmutableArray.CreateBuilder<StateCount>(States);
        foreach (var look in StateLook.All) all.Add(new StateCount(look.State, counts[(int)look.State], longest[(int)look.State]?.Snapshot.Since, longest[(int)look.State]?.Limit));
        return all.MoveToImmutable();
    }
}
