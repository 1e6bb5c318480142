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
}
