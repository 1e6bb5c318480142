using System.Collections.Immutable;
using System.Globalization;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Web.Alerts;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Wallboard;

/// <summary>How long a state may last.</summary>
/// <param name="Warning">From here on: look.</param>
/// <param name="Alarm">From here on: act.</param>
public sealed record WallLimit(TimeSpan Warning, TimeSpan Alarm)
{
    /// <summary>0 within the limit, 1 from the warning on, 2 from the alarm on.</summary>
    public int Level(TimeSpan lasted) => lasted >= Alarm ? 2 : lasted >= Warning ? 1 : 0;
}

/// <summary>Agents in one state.</summary>
/// <param name="State">The state.</param>
/// <param name="Count">How many.</param>
/// <param name="Longest">Since when the one who is longest in it; null where nobody is.</param>
/// <param name="Limit">Limits of the state; null where it has none.</param>
public sealed record WallState(AgentState State, int Count, DateTimeOffset? Longest, WallLimit? Limit);

/// <summary>One agent who is over a limit.</summary>
/// <param name="Name">As the wall calls agents; empty where it does not.</param>
/// <param name="Team">Team.</param>
/// <param name="State">The state.</param>
/// <param name="Since">Since when.</param>
/// <param name="Limit">Limits of the state.</param>
public sealed record WallAgent(string Name, string Team, AgentState State, DateTimeOffset Since, WallLimit Limit);

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

    internal static WallPicture Of(FloorSnapshot floor, Persistence.Entities.Wallboard wall, DateTimeOffset now)
    {
        var (teams, gateways) = (AlertRules.Lines(wall.Teams), AlertRules.Lines(wall.Gateways));
        var agents = floor.Agents.Values.Where(agent => (teams.IsEmpty || teams.Contains(agent.Profile.Team)) && (gateways.IsEmpty || gateways.Contains(agent.Id.Gateway))).ToList();
        var byState = agents.ToLookup(agent => agent.State);
        var over = agents.Where(agent => LimitOf(agent.State)?.Level(now - agent.Since) > 0)
            .OrderByDescending(agent => LimitOf(agent.State)!.Level(now - agent.Since)).ThenByDescending(agent => (now - agent.Since) / LimitOf(agent.State)!.Alarm).ThenBy(agent => agent.Id).ToList();
        var byTeam = agents.GroupBy(agent => agent.Profile.Team).OrderByDescending(team => team.Count()).ThenBy(team => team.Key, StringComparer.Ordinal).ToList();
        return new WallPicture(
            [.. StateLook.All.Select(look => new WallState(look.State, byState[look.State].Count(), byState[look.State].Min(agent => (DateTimeOffset?)agent.Since), LimitOf(look.State)))],
            [.. over.Take(MostAgents).Select(agent => new WallAgent(NameOf(agent, wall.Names), agent.Profile.Team, agent.State, agent.Since, LimitOf(agent.State)!))],
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

    /// <summary>The one place that asks for limits.</summary>
    private static WallLimit? LimitOf(AgentState state) => StateLimit.Of(state) is { } limit ? new WallLimit(limit.Warning, limit.Alarm) : null;

    // whole characters, not halves: names come in every script
    private static string Initials(string name) =>
        string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => StringInfo.GetNextTextElement(part) + "."));
}
