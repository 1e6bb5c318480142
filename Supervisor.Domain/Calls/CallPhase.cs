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

    /// <summary>Another call was connected while this one was: it waits, and no event has named it as on hold. Never of the call in hand.</summary>
    Waiting,
}
