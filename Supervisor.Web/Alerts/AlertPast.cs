using Supervisor.Domain.Agents;
using Supervisor.Domain.Alerts;
using Supervisor.Domain.Events;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Intervals;

namespace Supervisor.Web.Alerts;

/// <summary>How the agents stood before the app was started, from the history: a stay goes on over a restart.</summary>
/// <param name="intervals">The history.</param>
/// <param name="lastSeen">Until when the run before this one was there to see (UTC); null in the first run.</param>
internal sealed class AlertPast(IntervalStore intervals, Func<DateTimeOffset?> lastSeen)
{
    /// <summary>So much is looked at, to see what an unknown time has interrupted.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromHours(1);

    /// <summary>Tells the watch how they stood; nothing is raised or ended by that.</summary>
    public Task TellAsync(AlertWatch watch, IReadOnlyDictionary<AgentId, AgentSnapshot> floor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (forgotten, left) = (new List<AlertChange>(), lastSeen());
        return intervals.VisitAsync([.. floor.Keys], now - Back, now, withCalls: false, Tell, cancellationToken);

        void Tell(AgentId agent, ReadOnlySpan<StateInterval> found)
        {
            var (since, state) = (DateTimeOffset.MinValue, (AgentState?)null);
            foreach (ref readonly var interval in found)
            {
                if (interval.State != state) since = interval.From;
                state = interval.State;
                watch.Observe(agent, floor[agent].Profile.Team, interval.State, interval.Reason, since, interval.From, now, forgotten);
            }

            // that nobody was there since then is told by this run, and may not be on the disk yet
            if (found[^1] is { IsKnown: true } last && last.From <= left)
                watch.Observe(agent, floor[agent].Profile.Team, AgentState.Unknown, GapCauses.NotRunning, left.Value, left.Value, now, forgotten);

            forgotten.Clear();
        }
    }
}
