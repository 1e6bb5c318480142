using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Alerts;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Intervals;

namespace Supervisor.Web.Features.Alerts;

/// <summary>An alert that a rule would have raised.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Name">Name of the agent as of now; empty where it is removed.</param>
public sealed record BackTestAlert(RehearsedAlert Alert, string Name);

/// <summary>What a rule would have done.</summary>
/// <param name="From">Beginning of the time looked at (UTC).</param>
/// <param name="To">Its end.</param>
/// <param name="Count">How many alerts.</param>
/// <param name="Agents">Of how many agents.</param>
/// <param name="Days">By day, as the rule's zone counts them; all days.</param>
/// <param name="Newest">The newest ones, newest first; default where the person may not read the history.</param>
public sealed record BackTestResult(DateTimeOffset From, DateTimeOffset To, int Count, int Agents, ImmutableArray<(DateOnly Day, int Count)> Days, ImmutableArray<BackTestAlert> Newest);

/// <summary>Runs a rule over the history, through the same watch that raises the live alerts.</summary>
internal sealed class AlertBackTest(IntervalStore intervals, AgentRoster roster, TimeProvider time)
{
    /// <summary>Alerts that are listed.</summary>
    public const int Most = 200;

    /// <summary>So much before is looked at too: a stay or a pause may have begun there.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(1);

    /// <summary>Over the last days.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="days">How many days.</param>
    /// <param name="withList">False counts only: who was it is history, which not everybody may read.</param>
    /// <param name="cancellationToken">Ends it between two agents.</param>
    public async Task<BackTestResult> RunAsync(AlertRule rule, int days, bool withList, CancellationToken cancellationToken)
    {
        var to = time.GetUtcNow();
        var from = to.AddDays(-days);
        var agents = (await roster.LoadAsync(cancellationToken)).Where(agent => rule.Gateways.IsEmpty || rule.Gateways.Contains(agent.Id.Gateway))
            .Where(agent => rule.Teams.IsEmpty || rule.Teams.Contains(agent.Team)).ToDictionary(agent => agent.Id);
        var byDay = new SortedDictionary<DateOnly, int>();
        for (var day = DayOf(from); day <= DayOf(to); day = day.AddDays(1)) byDay[day] = 0;
        var newest = new PriorityQueue<BackTestAlert, DateTimeOffset>();
        var (count, raising) = (0, 0);
        await intervals.VisitAsync(agents.Keys, from - Before - rule.CoolDown, to, withCalls: false, Look, cancellationToken);
        return new BackTestResult(from, to, count, raising, [.. byDay.Select(day => (day.Key, day.Value))], withList ? Listed() : default);

        void Look(AgentId id, ReadOnlySpan<StateInterval> found)
        {
            var before = count;
            foreach (var alert in AlertRehearsal.Run(rule, id, agents[id].Team, found, to))
            {
                if (alert.RaisedAt < from) continue;
                count++;
                byDay[DayOf(alert.RaisedAt)]++;
                if (!withList) continue;
                newest.Enqueue(new BackTestAlert(alert, agents[id].Name), alert.RaisedAt);
                if (newest.Count > Most) newest.Dequeue();
            }

            if (count > before) raising++;
        }

        DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, rule.Hours.Zone).DateTime);

        ImmutableArray<BackTestAlert> Listed() => [.. newest.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];
    }
}
