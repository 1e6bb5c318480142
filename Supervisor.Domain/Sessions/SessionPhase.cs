namespace Supervisor.Domain.Sessions;

/// <summary>Where our gateway session for one agent stands.</summary>
public enum SessionPhase
{
    /// <summary>Not wanted; nothing runs.</summary>
    Stopped,

    /// <summary>The sign-in was sent and is not answered yet. Nothing else may be sent (seed text "Signing In", note).</summary>
    SigningIn,

    /// <summary>Signed in; the skill queues are being entered (protocol.md section 2.7).</summary>
    EnteringQueues,

    /// <summary>Events arrive.</summary>
    Live,

    /// <summary>Something failed; the next try has a time.</summary>
    Waiting,

    /// <summary>Signed in elsewhere (100-002, 100-015): a person decides whether to take over. Asked again now and then, never by force.</summary>
    Occupied,

    /// <summary>Refused for a reason that trying again cannot mend: stays until a person retries or the credential changes.</summary>
    Rejected,

    /// <summary>The sign-out was sent and is not answered yet.</summary>
    SigningOut,
}
