namespace Supervisor.Domain.Alerts;

/// <summary>How urgent an alert is.</summary>
public enum AlertSeverity
{
    /// <summary>Look.</summary>
    Warning,

    /// <summary>Act.</summary>
    Alarm,
}
