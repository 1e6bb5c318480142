using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Events;

namespace Supervisor.Domain.Floor;

/// <summary>Folds inputs into the picture of the floor.</summary>
public static class FloorReducer
{
    /// <summary>The cause shown for an agent whose event could not be folded.</summary>
    public const string InternalFault = GapCauses.InternalFault;

    /// <summary>The floor after <paramref name="input"/>; the same reference where nothing has changed.</summary>
    public static FloorSnapshot Apply(FloorSnapshot floor, FloorInput input) => input switch
    {
        FloorInput.Staffed staffed => Staff(floor, staffed),
        FloorInput.Happened happened when floor.Agents.TryGetValue(happened.Event.Agent, out var agent) =>
            Replace(floor, agent, AgentReducer.Apply(agent, happened.Event), happened.Event.ReceivedAt),
        FloorInput.Distrusted distrusted when floor.Agents.TryGetValue(distrusted.Agent, out var agent) =>
            Replace(floor, agent, CallReducer.Lose(agent, distrusted.At) with { State = AgentState.Unknown, Reason = InternalFault, Since = distrusted.At }, distrusted.At),
        // Events of an agent that has just been removed: history keeps them, the floor has no place for them.
        _ => floor,
    };

    private static FloorSnapshot Replace(FloorSnapshot floor, AgentSnapshot before, AgentSnapshot after, DateTimeOffset at) =>
        ReferenceEquals(before, after)
            ? floor
            : floor with
            {
                Revision = floor.Revision + 1,
                AsOf = at,
                Agents = floor.Agents.SetItem(after.Id, after),
                Totals = floor.Totals.Move(before.State, after.State),
            };

    private static FloorSnapshot Staff(FloorSnapshot floor, FloorInput.Staffed staffed)
    {
        var wanted = staffed.Agents.ToDictionary(profile => profile.Id);
        var agents = floor.Agents.ToBuilder();
        var totals = floor.Totals;
        foreach (var gone in floor.Agents.Values.Where(agent => !wanted.ContainsKey(agent.Id)))
        {
            agents.Remove(gone.Id);
            totals = totals.Move(gone.State, null);
        }

        foreach (var profile in staffed.Agents)
        {
            if (!agents.TryGetValue(profile.Id, out var agent))
            {
                agents[profile.Id] = agent = new AgentSnapshot(profile, staffed.At);
                totals = totals.Move(null, agent.State);
            }
            else if (agent.Profile != profile)
            {
                agents[profile.Id] = agent with { Profile = profile };
            }
        }

        var next = agents.ToImmutable();
        return ReferenceEquals(next, floor.Agents)
            ? floor
            : floor with { Revision = floor.Revision + 1, AsOf = staffed.At, Agents = next, Totals = totals };
    }
}
