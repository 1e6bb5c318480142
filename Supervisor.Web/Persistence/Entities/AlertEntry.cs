using Supervisor.Domain.Agents;
using Supervisor.Domain.Alerts;

namespace Supervisor.Web.Persistence.Entities;

/// <summary>An alert that was raised. What it says of rule and agent stays as it was then. Rule, agent and <see cref="Since"/> name it: a stay raises it once.</summary>
public sealed class AlertEntry
{
    /// <summary>Key, in order of raising.</summary>
    public long Id { get; set; }

    /// <summary>Key of the rule, which may be gone.</summary>
    public int RuleId { get; set; }

    /// <summary>Its name.</summary>
    public required string Rule { get; set; }

    /// <summary>How urgent.</summary>
    public AlertSeverity Severity { get; set; }

    /// <summary>Roles whose bell rings; empty for everybody on the floor.</summary>
    public string Roles { get; set; } = "";

    /// <summary>Name of the gateway.</summary>
    public required string Gateway { get; set; }

    /// <summary>Number of the agent.</summary>
    public required string AgentId { get; set; }

    /// <summary>Name of the agent.</summary>
    public required string AgentName { get; set; }

    /// <summary>Team of the agent.</summary>
    public string Team { get; set; } = "";

    /// <summary>The state.</summary>
    public AgentState State { get; set; }

    /// <summary>Its reason; null where none is known.</summary>
    public string? Reason { get; set; }

    /// <summary>When the state began (UTC).</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>When the alert was raised (UTC).</summary>
    public DateTimeOffset RaisedAt { get; set; }

    /// <summary>When the state ended (UTC); null while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When somebody took care of it (UTC); null while nobody has.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }

    /// <summary>Who did.</summary>
    public string? AcknowledgedBy { get; set; }

    /// <summary>What they wrote.</summary>
    public string? Note { get; set; }

    /// <summary>Nobody is asked before (UTC); null where it was not put off.</summary>
    public DateTimeOffset? SnoozedUntil { get; set; }

    /// <summary>Who has put it off.</summary>
    public string? SnoozedBy { get; set; }
}
