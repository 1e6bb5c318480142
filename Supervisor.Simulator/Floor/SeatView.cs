namespace Supervisor.Simulator.Floor;

/// <summary>One agent as the query interfaces of protocol.md section 3.3 see it.</summary>
internal sealed record SeatView(
    SimulatedAgent Agent, int Status, int CtiStatus, bool IsWorking, DateTimeOffset Since, DateTimeOffset? SignedInAt, string? CallId)
{
    public SeatState State { get; init; }

    /// <summary>Busy reason or rest cause, otherwise null.</summary>
    public int? Reason { get; init; }

    /// <summary>Queues the agent entered, in the order of its configuration.</summary>
    public IReadOnlyList<string> Entered { get; init; } = [];

    /// <summary>Whether the platform may give the agent a call.</summary>
    public bool TakesCalls { get; init; }

    public int CustomState { get; init; }

    public bool BusyPlanned { get; init; }

    public bool RestPlanned { get; init; }

    public CallRecord? Call { get; init; }

    /// <summary>The call before, when there was one.</summary>
    public CallRecord? LastCall { get; init; }

    /// <summary>Node of the cluster that holds the session, 0 or 1; null: not signed in.</summary>
    public int? Node { get; init; }

    /// <summary>The agent whom this one inspects, if any.</summary>
    public string? InspectedAgent { get; init; }

    public bool SignedIn => State != SeatState.SignedOut;

    public bool Available => State == SeatState.Idle && TakesCalls;
}
