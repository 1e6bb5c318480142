using Supervisor.Domain.Agents;

namespace Supervisor.Web.Persistence.Entities;

/// <summary>A limit that the site has set; the defaults are not stored.</summary>
public sealed class LimitRule
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>Of which state. Stored by name.</summary>
    public AgentState State { get; set; }

    /// <summary>Only for this team; empty for every team.</summary>
    public string Team { get; set; } = "";

    /// <summary>Only for this reason; empty for every reason.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Seconds until the floor says: look.</summary>
    public int WarningSeconds { get; set; }

    /// <summary>Seconds until the floor says: act.</summary>
    public int AlarmSeconds { get; set; }
}
