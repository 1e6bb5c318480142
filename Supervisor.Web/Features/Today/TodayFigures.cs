using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Today;

/// <summary>
/// One agent's day so far. The state that lasts is not in the sums: the browser adds it, second by second. Another reference only where something has changed that time alone does not change.
/// </summary>
/// <param name="Done">What has ended, and the calls.</param>
/// <param name="State">The state that lasts.</param>
/// <param name="From">Since when it lasts, at the earliest since midnight (UTC).</param>
/// <param name="OccupancyPercent">Talk, hold and wrap-up in the same and idle, rounded down; null where there is neither.</param>
/// <param name="CoveragePercent">Share of the day so far for which there is data, rounded down.</param>
public sealed record TodayFigures(TodaySums Done, AgentState State, DateTimeOffset From, int? OccupancyPercent, int CoveragePercent)
{
    /// <summary>False where nothing is known of the day: that is no zero.</summary>
    public bool IsKnown => Done.Known > 0 || State != AgentState.Unknown;

    /// <summary>
    /// The time in a state: what has passed, and since when it goes on, null where it does not. The figures are some seconds old, the agent's picture is not: where the agent has gone on to another
    /// state since, the old one has ended and the new one runs.
    /// </summary>
    public (TimeSpan Passed, DateTimeOffset? RunsFrom) Time(AgentState state, AgentSnapshot agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var passed = new TimeSpan(Done.In(state));
        if (state == AgentState.Unknown) return (TimeSpan.Zero, null);
        if (agent.State == State || agent.Since <= From) return (passed, state == State ? From : null);
        if (state == State) return (passed + (agent.Since - From), null);
        return (passed, state == agent.State ? agent.Since : null);
    }

    /// <summary>The time in a state until <paramref name="now"/>.</summary>
    public TimeSpan Until(AgentState state, AgentSnapshot agent, DateTimeOffset now)
    {
        var (passed, from) = Time(state, agent);
        return from is { } since && now > since ? passed + (now - since) : passed;
    }
}
