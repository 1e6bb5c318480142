namespace Supervisor.Domain.Events;

/// <summary>Who says so.</summary>
public enum EventOrigin
{
    /// <summary>The gateway sent this event.</summary>
    Gateway,

    /// <summary>We observed it: a session that moved on, a status we asked for, a gap.</summary>
    Supervisor,
}
