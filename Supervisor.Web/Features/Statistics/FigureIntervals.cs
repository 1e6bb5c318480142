using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Intervals;

namespace Supervisor.Web.Features.Statistics;

/// <summary>One interval behind a figure, cut to the period.</summary>
internal sealed record FigureInterval(AgentId Agent, StateInterval Interval);

/// <summary>Some of the intervals behind a figure.</summary>
/// <param name="Figures">Counted from the same intervals.</param>
/// <param name="Items">In order of agent and time.</param>
/// <param name="Count">How many there are in all.</param>
/// <param name="Sum">How long they are in all.</param>
internal sealed record FigureIntervalsPage(Figures Figures, ImmutableArray<FigureInterval> Items, long Count, TimeSpan Sum);

/// <summary>The intervals that a figure of a statistic is made of: what a person checks it with.</summary>
internal sealed class FigureIntervals(IntervalStore intervals, AgentRoster roster)
{
    /// <summary>Intervals of one page.</summary>
    public const int PageSize = 50;

    /// <param name="request">The statistic.</param>
    /// <param name="range">What it was counted over: that an agent is counted is decided by all of it.</param>
    /// <param name="row">Its row; the total of all rows too.</param>
    /// <param name="figure">Which figure.</param>
    /// <param name="skip">Intervals before the page.</param>
    /// <param name="cancellationToken">Ends it between two agents.</param>
    public async Task<FigureIntervalsPage> LoadAsync(StatisticsRequest request, Period range, StatisticsRow row, Figure figure, long skip, CancellationToken cancellationToken)
    {
        var agents = (await roster.LoadAsync(cancellationToken)).Where(agent => request.Wants(agent) && (row.Group == StatisticsGroup.Everybody || request.GroupOf(agent) == row.Group))
            .ToDictionary(agent => agent.Id);
        var tally = new Tally([row.Period]);
        var items = ImmutableArray.CreateBuilder<FigureInterval>();
        var (count, sum) = (0L, TimeSpan.Zero);
        await intervals.VisitAsync(agents.Keys, range.From, range.To, withCalls: false, Look, cancellationToken);
        return new FigureIntervalsPage(tally.ToFigures()[0], items.ToImmutable(), count, sum);

        void Look(AgentId id, ReadOnlySpan<StateInterval> found)
        {
            if (!StatisticsQueries.IsCounted(agents[id], found)) return;
            tally.Add(found);
            foreach (ref readonly var interval in found)
            {
                if (!figure.IsMadeOf(interval, row.Period)) continue;
                var part = interval.Within(row.Period.From, row.Period.To);
                if (count++ >= skip && items.Count < PageSize) items.Add(new FigureInterval(id, part));
                sum += part.Length;
            }
        }
    }
}
