using Supervisor.Domain.Agents;
using Supervisor.Domain.Alerts;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Intervals;

namespace Supervisor.Web.Alerts;

/// <summary>How the agents stood before the app was started, from the history: a stay goes on over a restart.</summary>
internal sealed class AlertPast(IntervalStore intervals)
{
    /// <summary>So much is looked at, to see what an unknown time has interrupted.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromHours(1);

    /// <summary>Tells the watch how they stood; nothing is raised or ended by that.</summary>
    public Task TellAsync(AlertWatch watch, IReadOnlyDictionary<AgentId, AgentSnapshot> floor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var forgotten = new List<AlertChange>();
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

            forgotten.Clear();
        }
    }
}
