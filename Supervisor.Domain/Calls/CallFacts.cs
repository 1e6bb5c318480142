namespace Supervisor.Domain.Calls;

/// <summary>What one gateway event tells of a call; every field may be missing (protocol.md section 4.4).</summary>
/// <param name="CallId">The platform's id of the call.</param>
/// <param name="Direction">Who started it, as far as the event tells.</param>
/// <param name="OtherParty">Number or agent at the other end.</param>
/// <param name="Skill">Name of the skill queue.</param>
public sealed record CallFacts(
    string? CallId = null,
    CallDirection Direction = CallDirection.Unknown,
    string? OtherParty = null,
    string? Skill = null)
{
    /// <summary>An event that tells nothing of the call.</summary>
    public static CallFacts None { get; } = new();
}
