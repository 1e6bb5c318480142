namespace Supervisor.Web.Persistence.Entities;

/// <summary>How far a person has looked at the alerts.</summary>
public sealed class AlertReading
{
    /// <summary>User name.</summary>
    public required string Person { get; set; }

    /// <summary>What asked for attention up to then (UTC) is read.</summary>
    public DateTimeOffset ReadThrough { get; set; }
}
