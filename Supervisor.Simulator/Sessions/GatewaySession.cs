using Supervisor.Simulator.Callbacks;
using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Sessions;

/// <summary>What the gateway keeps of one sign-in. Touched only under the lock of its seat.</summary>
internal sealed class GatewaySession(long number, GuidChain guids, DateTimeOffset signedInAt, TimeSpan now)
{
    public long Number { get; } = number;

    public GuidChain Guids { get; } = guids;

    public DateTimeOffset SignedInAt { get; } = signedInAt;

    /// <summary>Value of the load balancer's cookie, hexadecimal.</summary>
    public string Cookie { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Both callBackUri and serviceToken came with the sign-in: events are pushed, polling is refused (000-001).</summary>
    public bool PushMode => Push is not null;

    /// <summary>The way the events of a push session go; null when they are polled.</summary>
    public PushLine? Push { get; set; }

    /// <summary>Held by a client outside this process; it never times out.</summary>
    public bool Elsewhere { get; init; }

    public TimeSpan LastRequest { get; set; } = now;

    public LinkedList<GatewayEvent> Queue { get; } = [];

    /// <summary>The poll that waits for an event, if any.</summary>
    public PollTurn? Turn { get; set; }

    /// <summary>The answer that is on its way out, if any: the next poll waits until its fate is known.</summary>
    public PollTurn? Leaving { get; set; }

    /// <summary>The platform signed the agent out; polls may still fetch what is queued.</summary>
    public bool Closing { get; set; }

    public bool Ended { get; set; }

    /// <summary>The scenario lives this agent's day.</summary>
    public bool HasLife { get; set; }

    public void End()
    {
        Ended = true;
        Queue.Clear();
        Turn?.Wake();
    }
}
