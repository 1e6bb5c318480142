namespace Supervisor.Domain.Events;

/// <summary>Who says so. Stored by number: append only.</summary>
public enum EventOrigin
{
    /// <summary>The gateway sent this event.</summary>
    Gateway,

    /// <summary>We observed it: a session that moved on, a status we asked for, a gap.</summary>
    Supervisor,

    /// <summary>The speech recognition of the platform, through a subscription (protocol.md section 6.3).</summary>
    Recognition,

    /// <summary>The gateway delivered it in this agent's session, but it names another agent: kept, and without effect.</summary>
    Stray,
}
