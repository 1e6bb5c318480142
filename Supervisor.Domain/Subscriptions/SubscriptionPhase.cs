namespace Supervisor.Domain.Subscriptions;

/// <summary>Where our recognition subscription at one gateway stands.</summary>
public enum SubscriptionPhase
{
    /// <summary>Not wanted, or not begun; nothing runs.</summary>
    Off,

    /// <summary>The configuration account is being signed in (C5, protocol.md section 1.4).</summary>
    LoggingIn,

    /// <summary>The subscription is being registered, or the one of our last run is being tried.</summary>
    Registering,

    /// <summary>Results arrive; a handshake every two minutes keeps it so (seed text "Handshake (Extended)").</summary>
    Registered,

    /// <summary>Something failed; the next try has a time.</summary>
    Waiting,

    /// <summary>The configuration account was refused for a reason that trying again cannot mend: stays until a person retries or the settings change.</summary>
    Rejected,
}
