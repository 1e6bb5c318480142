using System.Collections.Immutable;
using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Alerts;

/// <summary>When somebody is to be told of an agent.</summary>
public sealed record AlertRule
{
    /// <summary>The reason of who has none, as gateways count it (protocol.md section 2.9).</summary>
    public const string NoReason = "0";

    /// <summary>Longest <see cref="After"/>.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Names the rule for as long as it lives, through all its changes.</summary>
    public required int Id { get; init; }

    /// <summary>What people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>In which states.</summary>
    public required ImmutableHashSet<AgentState> States { get; init; }

    /// <summary>For which reasons; empty for any and none, <see cref="NoReason"/> for none.</summary>
    public ImmutableHashSet<string> Reasons { get; init; } = [];

    /// <summary>Of which teams; empty for all.</summary>
    public ImmutableHashSet<string> Teams { get; init; } = [];

    /// <summary>Of which gateways; empty for all.</summary>
    public ImmutableHashSet<string> Gateways { get; init; } = [];

    /// <summary>How long the state lasts first, 0 to <see cref="Longest"/>.</summary>
    public TimeSpan After { get; init; }

    /// <summary>When.</summary>
    public AlertHours Hours { get; init; } = AlertHours.Always;

    /// <summary>How urgent.</summary>
    public AlertSeverity Severity { get; init; }

    /// <summary>After an alert, no other one of this rule for the same agent for so long. A stay that is still on then raises it then.</summary>
    public TimeSpan CoolDown { get; init; }

    /// <summary>True where the rule speaks of such a stay of an agent.</summary>
    public bool Wants(AgentId agent, string team, in Stay stay) =>
        States.Contains(stay.State)
        && (Reasons.IsEmpty || Reasons.Contains(stay.Reason ?? NoReason))
        && (Teams.IsEmpty || Teams.Contains(team))
        && (Gateways.IsEmpty || Gateways.Contains(agent.Gateway));

    /// <summary>When the stay raises the alert if it lasts so long (UTC), never before now; null for never.</summary>
    /// <param name="stay">A stay that the rule wants.</param>
    /// <param name="lastRaised">When the rule has last raised an alert for the agent.</param>
    /// <param name="now">What is overdue is due now, or when the hours open next.</param>
    public DateTimeOffset? DueAt(in Stay stay, DateTimeOffset? lastRaised, DateTimeOffset now)
    {
        var due = stay.Began + After;
        if (!Reasons.IsEmpty && stay.ReasonSince > due) due = stay.ReasonSince;
        if (lastRaised + CoolDown is { } again && again > due) due = again;
        return Hours.OpensAt(due > now ? due : now);
    }
}
