namespace Supervisor.Domain.Calls;

/// <summary>One call of one agent.</summary>
/// <param name="CallId">The platform's id, <c>epoch seconds-sequence</c> (protocol.md section 3.5); null until told.</param>
/// <param name="Direction">Who started it.</param>
/// <param name="OtherParty">Number or agent at the other end; null until told.</param>
/// <param name="Skill">Name of the skill queue; null where the gateway did not tell.</param>
/// <param name="Phase">How far it has come.</param>
/// <param name="StartedAt">First sign of the call, by our clock (UTC).</param>
/// <param name="AnsweredAt">First time connected (UTC); null while ringing.</param>
public sealed record CallSnapshot(
    string? CallId,
    CallDirection Direction,
    string? OtherParty,
    string? Skill,
    CallPhase Phase,
    DateTimeOffset StartedAt,
    DateTimeOffset? AnsweredAt = null);
