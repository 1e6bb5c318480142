using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Statistics;

/// <summary>What one row of a statistic is about.</summary>
public enum StatisticsBy
{
    /// <summary>One agent.</summary>
    Agent,

    /// <summary>The agents of a team, by the teams of today.</summary>
    Team,

    /// <summary>The agents of a gateway.</summary>
    Gateway,

    /// <summary>All agents together.</summary>
    All,
}

/// <summary>What is to be counted.</summary>
public sealed record StatisticsRequest
{
    /// <summary>Beginning (UTC).</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>End, not included (UTC). What lies in the future is not counted: it has not passed.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Whose clock and calendar split the range.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Whom a row is about.</summary>
    public StatisticsBy By { get; init; } = StatisticsBy.Agent;

    /// <summary>What the range is split into.</summary>
    public PeriodLength Per { get; init; } = PeriodLength.Range;

    /// <summary>Agents of this gateway only; null for all.</summary>
    public string? Gateway { get; init; }

    /// <summary>Agents of this team only; null for all.</summary>
    public string? Team { get; init; }

    /// <summary>Ids of agents; empty for all.</summary>
    public ImmutableArray<string> Agents { get; init; } = [];

    /// <summary>Whether it is about an agent.</summary>
    public bool Wants(RosterEntry agent) =>
        (Gateway is null || Gateway == agent.Id.Gateway) && (Team is null || Team == agent.Team) && (Agents.IsEmpty || Agents.Contains(agent.Id.WorkNo));

    /// <summary>The row that an agent is counted in.</summary>
    public StatisticsGroup GroupOf(RosterEntry agent) => By switch
    {
        StatisticsBy.Agent => new StatisticsGroup(By, agent.Id.Gateway, agent.Id.WorkNo, agent.Team, agent.Name),
        StatisticsBy.Team => new StatisticsGroup(By, Team: agent.Team),
        StatisticsBy.Gateway => new StatisticsGroup(By, Gateway: agent.Id.Gateway),
        _ => StatisticsGroup.Everybody,
    };
}

/// <summary>Whom a row is about; what does not apply is null.</summary>
/// <param name="By">Kind of row.</param>
/// <param name="Gateway">Name of the gateway; of an agent or a gateway.</param>
/// <param name="AgentId">Id of the agent.</param>
/// <param name="Team">Team, empty where there is none; of an agent or a team.</param>
/// <param name="Name">Display name of the agent, or empty.</param>
public sealed record StatisticsGroup(StatisticsBy By, string? Gateway = null, string? AgentId = null, string? Team = null, string? Name = null)
{
    /// <summary>All agents together.</summary>
    public static readonly StatisticsGroup Everybody = new(StatisticsBy.All);

    /// <summary>Agents by gateway and number, others by name.</summary>
    public static readonly IComparer<StatisticsGroup> InOrder = Comparer<StatisticsGroup>.Create(Compare);

    /// <summary>Names it in an address.</summary>
    public string Key => By switch { StatisticsBy.Agent => $"{Gateway}/{AgentId}", StatisticsBy.Team => Team!, StatisticsBy.Gateway => Gateway!, _ => "" };

    private static int Compare(StatisticsGroup one, StatisticsGroup other) =>
        one.By == StatisticsBy.Agent && other.By == StatisticsBy.Agent ? new AgentId(one.Gateway!, one.AgentId!).CompareTo(new AgentId(other.Gateway!, other.AgentId!))
        : string.Compare(one.Key, other.Key, StringComparison.OrdinalIgnoreCase) is var order and not 0 ? order : string.CompareOrdinal(one.Key, other.Key);
}

/// <summary>What was counted for one group in one period.</summary>
/// <param name="Group">Whom it is about.</param>
/// <param name="Period">When.</param>
/// <param name="Figures">What.</param>
public sealed record StatisticsRow(StatisticsGroup Group, Period Period, Figures Figures);

/// <summary>A statistic.</summary>
/// <param name="Rows">By group, and by period within it.</param>
/// <param name="Total">All rows together.</param>
/// <param name="Periods">What the range was split into.</param>
/// <param name="Agents">Agents that are counted.</param>
/// <param name="LeftOut">Agents of the history that are not counted: no longer configured, and nothing is known of them in the range.</param>
/// <param name="TooMany">So many rows it would have had, more than are given; then nothing was counted. 0 where it was.</param>
public sealed record StatisticsResult(ImmutableArray<StatisticsRow> Rows, StatisticsRow Total, ImmutableArray<Period> Periods, int Agents, int LeftOut, long TooMany = 0);
