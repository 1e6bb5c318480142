using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;

namespace Supervisor.Domain.Floor;

/// <summary>Whether the history keeps what the floor was told.</summary>
public enum Keep
{
    /// <summary>Kept.</summary>
    Always,

    /// <summary>Kept where it changes the picture: an answer that confirms what we know is no event.</summary>
    WhereNew,

    /// <summary>Kept where it changes what the agent does. All else of it, such as the time of the next try, only the live picture needs: the history would drown in it.</summary>
    WhereItTurns,
}

/// <summary>What can change the floor, a closed set.</summary>
public abstract record FloorInput
{
    private FloorInput()
    {
    }

    /// <summary>The site's agents, all of them: who is missing here leaves the floor.</summary>
    public sealed record Staffed(ImmutableArray<AgentProfile> Agents, DateTimeOffset At) : FloorInput;

    /// <summary>Something was observed of one agent.</summary>
    /// <param name="Event">What.</param>
    /// <param name="Keep">Whether the history keeps it.</param>
    public sealed record Happened(ObservedEvent Event, Keep Keep = Keep.Always) : FloorInput;

    /// <summary>Folding an event failed, which is a fault of ours: what we show of this agent can no longer be trusted.</summary>
    public sealed record Distrusted(AgentId Agent, DateTimeOffset At) : FloorInput;
}
