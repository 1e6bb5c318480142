using Supervisor.Domain.Events;

namespace Supervisor.Web.Persistence.Entities;

/// <summary>One event of the history, as it was received. Rows are only ever added, in order of <see cref="Sequence"/>, and emptied and removed by age.</summary>
public sealed class StoredEvent
{
    /// <summary>Place in the history, from 1; grows with the time of receipt.</summary>
    public long Sequence { get; set; }

    /// <summary>When the answer that carried it was received (UTC).</summary>
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>When the gateway made it (UTC); null where not told.</summary>
    public DateTimeOffset? GeneratedAt { get; set; }

    /// <summary>Name of the gateway; also of one that has been removed since.</summary>
    public required string Gateway { get; set; }

    /// <summary>Agent id; also of one that has been removed since.</summary>
    public required string AgentId { get; set; }

    /// <summary>Who says so.</summary>
    public EventOrigin Origin { get; set; }

    /// <summary>The gateway's name of the event, or ours.</summary>
    public required string Type { get; set; }

    /// <summary>Raw content, UTF-8 JSON as received; null where there was none, and in a recognition result that the retention has emptied.</summary>
    public byte[]? Content { get; set; }

    /// <summary>SHA-256 of the content of a recognition result, 32 bytes: stays when the content goes. Null for every other event. Read by the verification alone.</summary>
    public byte[]? ContentHash { get; set; }

    /// <summary>Place in the chain: 32 bytes over this event and the link before it; null for what was stored before there was a chain. Read by the verification alone.</summary>
    public byte[]? Link { get; set; }
}
