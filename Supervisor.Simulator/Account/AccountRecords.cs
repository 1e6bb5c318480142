namespace Supervisor.Simulator;

/// <summary>An event whose poll answer left the gateway, or whose push was acknowledged.</summary>
/// <param name="Sequence">Per agent, from 1, without gaps, in order of delivery.</param>
/// <param name="DeliveredAt">Wall clock at which the answer was written or the push acknowledged.</param>
/// <param name="EventType">Event type as sent.</param>
/// <param name="Content">Raw JSON of <c>content</c> as sent.</param>
public sealed record DeliveredEvent(long Sequence, DateTimeOffset DeliveredAt, string EventType, string Content)
{
    /// <summary>Wall clock at which it happened: <c>eventGenTime</c>, whether it was sent or not.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A change of an agent's true state, when it happened (its events may be delivered later).</summary>
/// <param name="At">Wall clock.</param>
/// <param name="State">signedOut, idle, ringing, talking, hold, wrapUp, busy or rest.</param>
/// <param name="Reason">Busy reason or rest cause, otherwise null.</param>
public sealed record StateChange(DateTimeOffset At, string State, int? Reason);

/// <summary>How one agent stands now.</summary>
/// <param name="AgentId">Employee id.</param>
/// <param name="Name">Full name.</param>
/// <param name="Team">Work group.</param>
/// <param name="Status">Gateway status, table A of protocol.md section 2.9.</param>
/// <param name="State">signedOut, idle, ringing, talking, hold, wrapUp, busy or rest.</param>
/// <param name="Reason">Busy reason or rest cause, otherwise null.</param>
/// <param name="Since">Wall clock at which the state began.</param>
/// <param name="SignedIn">Whether the gateway holds a session that accepts commands.</param>
/// <param name="InQueues">Whether the agent entered skill queues since it signed in.</param>
/// <param name="Queued">Events created and not yet delivered.</param>
/// <param name="Polling">Whether a poll is being held right now.</param>
public sealed record AgentStanding(
    string AgentId, string Name, string Team, int Status, string State, int? Reason, DateTimeOffset Since,
    bool SignedIn, bool InQueues, int Queued, bool Polling)
{
    /// <summary>Whether the session gets its events pushed.</summary>
    public bool Push { get; init; }
}

/// <summary>A heartbeat that was accepted.</summary>
/// <param name="At">Wall clock.</param>
/// <param name="Operation">handShake, or the older heartbeat.</param>
/// <param name="TokenChanged">Whether it brought a service_token other than the one in force.</param>
public sealed record Heartbeat(DateTimeOffset At, string Operation, bool TokenChanged);

/// <summary>How regular an agent's heartbeats came since the start. Intervals lie within one session; null before the second heartbeat.</summary>
/// <param name="AgentId">Employee id.</param>
/// <param name="Count">Heartbeats.</param>
/// <param name="MinSeconds">Shortest interval, seconds.</param>
/// <param name="MaxSeconds">Longest interval, seconds.</param>
/// <param name="MeanSeconds">Mean interval, seconds.</param>
public sealed record HeartbeatIntervals(string AgentId, long Count, double? MinSeconds, double? MaxSeconds, double? MeanSeconds);
