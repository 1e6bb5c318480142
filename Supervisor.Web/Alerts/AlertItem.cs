using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Alerts;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Alerts;

/// <summary>An alert as pages show it. Times are UTC.</summary>
public sealed record AlertItem(
    long Id, int RuleId, string Rule, AlertSeverity Severity, ImmutableArray<string> Roles, AgentId Agent, string AgentName, string Team, AgentState State, string? Reason,
    DateTimeOffset Since, DateTimeOffset RaisedAt, DateTimeOffset? EndedAt, DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy, string? Note, DateTimeOffset? SnoozedUntil, string? SnoozedBy)
{
    /// <summary>When it (last) asked for attention: when it was raised, or when it was no longer put off.</summary>
    public DateTimeOffset AsksSince => SnoozedUntil ?? RaisedAt;

    /// <summary>True while nobody has taken care of it and it is not put off.</summary>
    public bool AsksAt(DateTimeOffset now) => AcknowledgedAt is null && (SnoozedUntil is null || SnoozedUntil <= now);

    /// <summary>True where it concerns somebody with these roles.</summary>
    public bool IsFor(Func<string, bool> hasRole) => Roles.IsEmpty || Roles.Any(hasRole);

    internal static AlertItem Of(AlertEntry entry) => new(
        entry.Id, entry.RuleId, entry.Rule, entry.Severity, AlertRules.Lines(entry.Roles), new AgentId(entry.Gateway, entry.AgentId), entry.AgentName, entry.Team, entry.State, entry.Reason,
        entry.Since, entry.RaisedAt, entry.EndedAt, entry.AcknowledgedAt, entry.AcknowledgedBy, entry.Note, entry.SnoozedUntil, entry.SnoozedBy);
}
