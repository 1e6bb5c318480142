namespace Supervisor.Domain.Actions;

/// <summary>A command with what it needs. One record for all kinds: what a kind does not use stays as it is.</summary>
/// <param name="Kind">What is asked for.</param>
public sealed record AgentCommand(CommandKind Kind)
{
    /// <summary>Longest rest, in seconds (protocol.md section 3.2).</summary>
    public const int LongestRest = 86_399;

    /// <summary>Largest rest cause.</summary>
    public const int LastRestCause = 255;

    /// <summary>First and last busy reason that a site may define.</summary>
    public const int FirstBusyReason = 200, LastBusyReason = 250;

    /// <summary>Busy reason: 0 for none, else 200 to 250.</summary>
    public int Reason { get; init; }

    /// <summary>Length of a rest in seconds, 1 to 86,399.</summary>
    public int Seconds { get; init; } = 900;

    /// <summary>Cause of a rest, 0 to 255; 0 for none.</summary>
    public int Cause { get; init; }

    /// <summary>A sign-out at once, which releases a call in hand.</summary>
    public bool CutsCall { get; init; }

    /// <summary>The way to switch to.</summary>
    public InspectionMode Mode { get; init; }

    /// <summary>True for what an inspector does.</summary>
    public bool NeedsInspector => Kind >= CommandKind.Listen;

    /// <summary>True for what begins with listening, inserting or whispering.</summary>
    public bool BeginsInspection => Kind is CommandKind.Listen or CommandKind.Insert or CommandKind.Whisper;

    /// <summary>
    /// A reason must be typed for what takes something away from a person: a call, a customer, a sign-in. What an agent can undo alone needs none.
    /// </summary>
    public bool NeedsReason => Kind is CommandKind.Intercept or CommandKind.ForceSignOut or CommandKind.TakeOver || (Kind == CommandKind.SignOut && CutsCall);

    /// <summary>How the inspector takes part after it.</summary>
    public InspectionMode ModeAfter => Kind switch
    {
        CommandKind.Insert => InspectionMode.Insert,
        CommandKind.Whisper => InspectionMode.Whisper,
        CommandKind.SwitchMode => Mode,
        _ => InspectionMode.Listen,
    };
}
