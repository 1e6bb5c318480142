namespace Supervisor.Domain.Calls;

/// <summary>How far a call has come, seen from the agent.</summary>
public enum CallPhase
{
    /// <summary>Not answered yet, by the agent or by the called party.</summary>
    Ringing,

    /// <summary>Connected.</summary>
    Talking,

    /// <summary>On hold.</summary>
    Held,
}
