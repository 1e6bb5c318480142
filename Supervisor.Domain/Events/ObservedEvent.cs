using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Events;

/// <summary>The envelope in which an event travels from the session to the floor and into the history.</summary>
public sealed record ObservedEvent
{
    /// <summary>Longest way of an event from the gateway to us for which the gateway's own time is believed.</summary>
    public static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(30);

    /// <summary>Place in the history, from 1, without holes within one run; 0 until the floor keeper has given it.</summary>
    public long Sequence { get; init; }

    /// <summary>Whose event this is.</summary>
    public required AgentId Agent { get; init; }

    /// <summary>When we had it in hand (UTC): the end of the answer that carried it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the gateway made it (<c>eventGenTime</c>, newer gateways only); null where not told.</summary>
    public DateTimeOffset? GeneratedAt { get; init; }

    /// <summary>
    /// When it happened, as well as we know (UTC): the gateway's own time where it is told and plausible, that is not after the receipt and at most <see cref="LongestWay"/> before it;
    /// else the receipt. So neither the wait for a poll nor a clock that is wrong by minutes moves a state.
    /// </summary>
    public DateTimeOffset HappenedAt => GeneratedAt is { } made && made <= ReceivedAt && ReceivedAt - made <= LongestWay ? made : ReceivedAt;

    /// <summary>Who says so.</summary>
    public required EventOrigin Origin { get; init; }

    /// <summary>The gateway's own name of the event (<c>eventType</c>), or ours where <see cref="Origin"/> is Supervisor.</summary>
    public required string Type { get; init; }

    /// <summary>What it means.</summary>
    public required AgentEvent Event { get; init; }

    /// <summary>The event's <c>content</c> as the gateway wrote it, UTF-8 JSON; empty where there was none.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }
}
