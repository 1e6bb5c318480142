using System.Collections.Immutable;
using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Alerts;

/// <summary>
/// Decides which alerts there are. It is told what is seen of agents, and when time has come as far as <see cref="NextDue"/>; nothing is done for agents that do not change, and nothing per second. Live
/// and over the history it is the same code. Not thread-safe: one owner.
/// </summary>
public sealed class AlertWatch
{
    private static readonly int States = Enum.GetValues<AgentState>().Length;

    private readonly Dictionary<AgentId, WatchedAgent> _agents = [];
    private readonly Dictionary<(int Rule, AgentId Agent), DateTimeOffset> _lastRaised = [];
    private readonly SortedSet<DueAlert> _due = new(DueAlert.InOrder);
    private ImmutableArray<AlertRule>[] _rules = NoRules();
    private long _order;

    /// <summary>When something is due (UTC); null while nothing is.</summary>
    public DateTimeOffset? NextDue => _due.Min?.At;

    /// <summary>How many alerts wait for their time: at most one per agent and rule.</summary>
    public int Waiting => _due.Count;

    /// <summary>Replaces all rules. Stays that are on count from their beginning, for a new rule too, which raises what is overdue in its next hours; alerts of a rule that is gone end.</summary>
    public void SetRules(IReadOnlyCollection<AlertRule> rules, DateTimeOffset now, ICollection<AlertChange> changes)
    {
        _rules = NoRules();
        foreach (var state in Enum.GetValues<AgentState>()) _rules[(int)state] = [.. rules.Where(rule => rule.States.Contains(state))];
        var left = rules.Select(rule => rule.Id).ToHashSet();
        foreach (var key in _lastRaised.Keys.Where(key => !left.Contains(key.Rule)).ToList()) _lastRaised.Remove(key);
        _due.Clear();
        foreach (var agent in _agents.Values)
        {
            agent.Due.Clear();
            foreach (var (rule, stay) in agent.Raised.Where(raised => !left.Contains(raised.Rule)).ToList())
            {
                agent.Raised.Remove((rule, stay));
                if (stay == agent.Line.Current.Began) changes.Add(new AlertChange(AlertTurn.Ended, rule, agent.Id, agent.Line.Current, now));
            }

            Schedule(agent, now);
        }
    }

    /// <summary>An agent was seen; see <see cref="StayLine.Next"/>.</summary>
    public void Observe(AgentId id, string team, AgentState state, string? reason, DateTimeOffset since, DateTimeOffset seenAt, DateTimeOffset now, ICollection<AlertChange> changes)
    {
        if (!_agents.TryGetValue(id, out var agent))
        {
            _agents[id] = agent = new WatchedAgent(id, team, StayLine.Next(null, state, reason, since, seenAt));
            Schedule(agent, now);
            return;
        }

        var (before, after) = (agent.Line, StayLine.Next(agent.Line, state, reason, since, seenAt));
        if (ReferenceEquals(before, after) && agent.Team == team) return;
        Cancel(agent);
        (agent.Line, agent.Team) = (after, team);
        if (before.Current.Began != after.Current.Began || before.Current.State != after.Current.State) Turn(agent, before.Current, changes);
        Schedule(agent, now);
    }

    /// <summary>The agent has left the floor.</summary>
    public void Remove(AgentId id, DateTimeOffset now, ICollection<AlertChange> changes)
    {
        if (!_agents.Remove(id, out var agent)) return;
        Cancel(agent);
        foreach (var (rule, _) in agent.Raised.Where(raised => raised.Began == agent.Line.Current.Began)) changes.Add(new AlertChange(AlertTurn.Ended, rule, id, agent.Line.Current, now));
    }

    /// <summary>Tells of an alert from before the start of the app, once its agent was seen: the stay does not raise it again.</summary>
    /// <returns>Null while its stay is on; else when that has ended.</returns>
    public DateTimeOffset? Restore(int rule, AgentId id, DateTimeOffset began, DateTimeOffset raisedAt, DateTimeOffset now)
    {
        if (!_lastRaised.TryGetValue((rule, id), out var last) || last < raisedAt) _lastRaised[(rule, id)] = raisedAt;
        if (!_agents.TryGetValue(id, out var agent)) return raisedAt;
        agent.Raised.Add((rule, began));
        Cancel(agent);
        Schedule(agent, now);
        return agent.Line.Current.Began == began ? null : agent.Line.Current.Began > began ? agent.Line.Current.Began : raisedAt;
    }

    /// <summary>Raises what is due at <paramref name="now"/>.</summary>
    public void TakeDue(DateTimeOffset now, ICollection<AlertChange> changes)
    {
        while (_due.Min is { } due && due.At <= now)
        {
            _due.Remove(due);
            due.Agent.Due.Remove(due);
            due.Agent.Raised.Add((due.Rule.Id, due.Agent.Line.Current.Began));
            _lastRaised[(due.Rule.Id, due.Agent.Id)] = now;
            changes.Add(new AlertChange(AlertTurn.Raised, due.Rule.Id, due.Agent.Id, due.Agent.Line.Current, now));
        }
    }

    private static void Turn(WatchedAgent agent, Stay before, ICollection<AlertChange> changes)
    {
        var (line, told) = (agent.Line, agent.Line.Current);
        var resumed = told.Began < before.Began;
        var at = resumed ? line.ToldAt : told.Began;
        foreach (var (rule, began) in agent.Raised)
        {
            if (began == before.Began) changes.Add(new AlertChange(AlertTurn.Ended, rule, agent.Id, before, at > began ? at : began));
            else if (resumed && began == told.Began) changes.Add(new AlertChange(AlertTurn.Resumed, rule, agent.Id, told, at));
        }

        agent.Raised.RemoveWhere(raised => raised.Began != told.Began && raised.Began != line.Before?.Began);
    }

    private void Schedule(WatchedAgent agent, DateTimeOffset now)
    {
        var stay = agent.Line.Current;
        foreach (var rule in _rules[(int)stay.State])
        {
            if (!rule.Wants(agent.Id, agent.Team, stay) || agent.Raised.Contains((rule.Id, stay.Began))) continue;
            var last = _lastRaised.TryGetValue((rule.Id, agent.Id), out var raised) ? raised : (DateTimeOffset?)null;
            if (rule.DueAt(stay, last, now) is not { } at) continue;
            var due = new DueAlert(at, _order++, agent, rule);
            _due.Add(due);
            agent.Due.Add(due);
        }
    }

    private void Cancel(WatchedAgent agent)
    {
        foreach (var due in agent.Due) _due.Remove(due);
        agent.Due.Clear();
    }

    private static ImmutableArray<AlertRule>[] NoRules() => [.. Enumerable.Repeat(ImmutableArray<AlertRule>.Empty, States)];
}
