using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Alerts;

/// <summary>What becomes of an alert.</summary>
public enum AlertTurn
{
    /// <summary>It is new.</summary>
    Raised,

    /// <summary>It had ended because we had no data, and the same stay goes on.</summary>
    Resumed,

    /// <summary>The state is over, or the agent or the rule is gone.</summary>
    Ended,
}

/// <summary>One alert has changed. Rule, agent and <see cref="Stay.Began"/> name it.</summary>
/// <param name="Turn">How.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Agent">Who.</param>
/// <param name="Stay">The stay that has raised it.</param>
/// <param name="At">When (UTC).</param>
public readonly record struct AlertChange(AlertTurn Turn, int Rule, AgentId Agent, Stay Stay, DateTimeOffset At);
