using System.Collections.Immutable;
using System.Globalization;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Limits;
using Supervisor.Web.Alerts;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Wallboard;

/// <summary>Agents in one state.</summary>
/// <param name="State">The state.</param>
/// <param name="Count">How many.</param>
/// <param name="Longest">Since when the one who is longest in it; null where nobody is.</param>
/// <param name="Limit">Limits of the state; null where it has none.</param>
public sealed record WallState(AgentState State, int Count, DateTimeOffset? Longest, StateLimit? Limit);

/// <summary>One agent who is over a limit.</summary>
/// <param name="Name">As the wall calls agents; empty where it does not.</param>
/// <param name="Team">Team.</param>
/// <param name="State">The state.</param>
/// <param name="Since">Since when.</param>
/// <param name="Limit">Limits of the state.</param>
public sealed record WallAgent(string Name, string Team, AgentState State, DateTimeOffset Since, StateLimit Limit);

/// <summary>One team.</summary>
/// <param name="Name">Name; empty for agents without one.</param>
/// <param name="Counts">Agents by state, in the order of the tiles.</param>
public sealed record WallTeam(string Name, ImmutableArray<int> Counts);

/// <summary>What a wall shows of a floor. Nothing of an agent is in it that the wall was not made to show.</summary>
/// <param name="States">All states, in the order of the tiles.</param>
/// <param name="Urgent">Who is over a limit, the worst first.</param>
/// <param name="MoreUrgent">How many more there are.</param>
/// <param name="Teams">The largest teams.</param>
/// <param name="MoreTeams">How many more there are.</param>
public sealed record WallPicture(ImmutableArray<WallState> States, ImmutableArray<WallAgent> Urgent, int MoreUrgent, ImmutableArray<WallTeam> Teams, int MoreTeams)
{
    /// <summary>Rows that can be read from afar.</summary>
    public const int MostAgents = 8;

    /// <summary>Likewise, of teams.</summary>
    public const int MostTeams = 9;

    internal static WallPicture Of(FloorSnapshot floor, Persistence.Entities.Wallboard wall, FloorLimits limits, DateTimeOffset now)
    {
        var (teams, gateways) = (AlertRules.Lines(wall.Teams), AlertRules.Lines(wall.Gateways));
        var agents = floor.Agents.Values.Where(agent => (teams.IsEmpty || teams.Contains(agent.Profile.Team)) && (gateways.IsEmpty || gateways.Contains(agent.Id.Gateway))).ToList();
        var byState = agents.ToLookup(agent => agent.State);
        var over = agents.Select(agent => (Agent: agent, Limit: limits.Of(agent.State, agent.Reason, agent.Profile.Team), Lasted: now - agent.Since)).Where(one => one.Limit?.Level(one.Lasted) > 0)
            .OrderByDescending(one => one.Limit!.Level(one.Lasted)).ThenByDescending(one => one.Lasted / one.Limit!.Alarm).ThenBy(one => one.Agent.Id).ToList();
        var byTeam = agents.GroupBy(agent => agent.Profile.Team).OrderByDescending(team => team.Count()).ThenBy(team => team.Key, StringComparer.Ordinal).ToList();
        return new WallPicture(
            [.. StateLook.All.Select(look => new WallState(look.State, byState[look.State].Count(), byState[look.State].Min(agent => (DateTimeOffset?)agent.Since), limits.Of(look.State, null, "")))],
            [.. over.Take(MostAgents).Select(one => new WallAgent(NameOf(one.Agent, wall.Names), one.Agent.Profile.Team, one.Agent.State, one.Agent.Since, one.Limit!))],
            Math.Max(0, over.Count - MostAgents),
            [.. byTeam.Take(MostTeams).Select(team => new WallTeam(team.Key, [.. StateLook.All.Select(look => team.Count(agent => agent.State == look.State))]))],
            Math.Max(0, byTeam.Count - MostTeams));
    }

    /// <summary>What the wall calls an agent.</summary>
    internal static string NameOf(AgentSnapshot agent, WallNames names) => names switch
    {
        WallNames.Full => agent.Profile.Name,
        WallNames.Initials => Initials(agent.Profile.Name),
        WallNames.Number => agent.Id.WorkNo,
        _ => "",
    };

    // whole characters, not halves: names come in every script
    private static string Initials(string name) =>
        string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => StringInfo.GetNextTextElement(part) + "."));
}
