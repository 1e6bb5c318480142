using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;

namespace Supervisor.Web.Realtime;

/// <summary>The floor as it is now, and as it changes.</summary>
public interface IFloorFeed
{
    /// <summary>The newest picture.</summary>
    FloorSnapshot Current { get; }

    /// <summary>
    /// The newest picture and a stream of later ones, taken under one lock: nothing is missed in between. A slow reader skips pictures,
    /// never the latest. Dispose the subscription to end the stream.
    /// </summary>
    FloorSubscription Subscribe();

    /// <summary>The agents that are not the same in two pictures of this feed, and perhaps some that are; null where that is not known, and everybody has to be looked at.</summary>
    /// <param name="before">The older picture.</param>
    /// <param name="after">The newer one.</param>
    IReadOnlySet<AgentId>? ChangedBetween(FloorSnapshot before, FloorSnapshot after) => null;
}
