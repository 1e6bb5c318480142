using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;

namespace Supervisor.Domain.Alerts;

/// <summary>An alert that a rule would have raised.</summary>
/// <param name="Agent">Who.</param>
/// <param name="Stay">The stay, as it was then.</param>
/// <param name="RaisedAt">When it would have been raised.</param>
/// <param name="EndedAt">When the stay ended; null while it goes on.</param>
public sealed record RehearsedAlert(AgentId Agent, Stay Stay, DateTimeOffset RaisedAt, DateTimeOffset? EndedAt);

/// <summary>Runs a rule over the history: the intervals go into the watch that the live floor goes into.</summary>
public static class AlertRehearsal
{
    /// <summary>What the rule would have raised for one agent.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="agent">Who.</param>
    /// <param name="team">Team.</param>
    /// <param name="intervals">All intervals of the agent in that time, in order.</param>
    /// <param name="to">Until when it is looked at; what is due later is not raised.</param>
    public static List<RehearsedAlert> Run(AlertRule rule, AgentId agent, string team, ReadOnlySpan<StateInterval> intervals, DateTimeOffset to)
    {
        var (watch, changes, found) = (new AlertWatch(), new List<AlertChange>(), new List<RehearsedAlert>());
        watch.SetRules([rule], DateTimeOffset.MinValue, changes);
        var (since, state) = (DateTimeOffset.MinValue, (AgentState?)null);
        foreach (ref readonly var interval in intervals)
        {
            if (interval.From >= to) break;
            // a new call or a new reason begins an interval, but no state
            if (interval.State != state) since = interval.From;
            state = interval.State;
            Pass(watch, interval.From, changes);
            watch.Observe(agent, team, interval.State, interval.Reason, since, interval.From, interval.From, changes);
            Take(changes, found);
        }

        Pass(watch, to, changes);
        Take(changes, found);
        return found;
    }

    /// <summary>Time goes on to <paramref name="end"/>, not included: what ends then has not lasted any longer.</summary>
    private static void Pass(AlertWatch watch, DateTimeOffset end, List<AlertChange> changes)
    {
        while (watch.NextDue is { } due && due < end) watch.TakeDue(due, changes);
    }

    private static void Take(List<AlertChange> changes, List<RehearsedAlert> found)
    {
        foreach (var change in changes)
        {
            if (change.Turn == AlertTurn.Raised)
            {
                found.Add(new RehearsedAlert(change.Agent, change.Stay, change.At, null));
                continue;
            }

            var at = found.FindLastIndex(alert => alert.Stay.Began == change.Stay.Began);
            if (at >= 0) found[at] = found[at] with { EndedAt = change.Turn == AlertTurn.Ended ? change.At : null };
        }

        changes.Clear();
    }
}
