using Supervisor.Domain.Events;

namespace Supervisor.Web.Persistence;

/// <summary>Where the floor keeper hands over what must be kept. Never waits: the live picture does not depend on the disk.</summary>
internal interface IEventSink
{
    /// <summary>The highest sequence number ever given; 0 in a new store.</summary>
    Task<long> LastSequenceAsync(CancellationToken cancellationToken);

    /// <summary>False from the first event that found no room until half of it is free again.</summary>
    bool HasRoom { get; }

    /// <summary>Takes one event. False when there is no room: the sink has counted it and will record the gap.</summary>
    bool TryWrite(ObservedEvent observed);

    /// <summary>Completes when everything taken so far is on the disk, or never will be; whoever waits makes the sink hurry.</summary>
    Task WrittenAsync();
}
