using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Alerts;

/// <summary>What the watch holds of one agent.</summary>
internal sealed class WatchedAgent(AgentId id, string team, StayLine line)
{
    public AgentId Id => id;

    public string Team { get; set; } = team;

    public StayLine Line { get; set; } = line;

    /// <summary>Alerts that wait for their time.</summary>
    public List<DueAlert> Due { get; } = [];

    /// <summary>Alerts that were raised for the stay in hand, and for the one that it interrupts.</summary>
    public HashSet<(int Rule, DateTimeOffset Began)> Raised { get; } = [];
}

/// <summary>An alert that is raised at a time unless its stay ends before.</summary>
internal sealed record DueAlert(DateTimeOffset At, long Order, WatchedAgent Agent, AlertRule Rule)
{
    public static readonly IComparer<DueAlert> InOrder = Comparer<DueAlert>.Create((one, other) =>
        one.At.CompareTo(other.At) is var byTime and not 0 ? byTime : one.Order.CompareTo(other.Order));
}
