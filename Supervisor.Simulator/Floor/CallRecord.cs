namespace Supervisor.Simulator.Floor;

/// <summary>A call as the call-data interfaces see it: running, or over.</summary>
/// <param name="AgentId">The agent at whose seat it is or was.</param>
/// <param name="Call">What does not change during the call.</param>
/// <param name="AnsweredAt">Wall clock; null while it rings, and when nobody answered.</param>
/// <param name="EndedAt">Wall clock; null while it runs.</param>
/// <param name="Held">Whether it is on hold.</param>
/// <param name="Data">Call-associated data, at most 1,024 bytes.</param>
internal sealed record CallRecord(string AgentId, Call Call, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt, bool Held, string Data)
{
    /// <summary>An inbound call that nobody answered yet: the simulator's queues hold exactly these.</summary>
    public bool Waits => !Call.Outbound && AnsweredAt is null && EndedAt is null;
}
