using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Intervals;

namespace Supervisor.Web.Features.Statistics;

/// <summary>Counts the state intervals, for the page, the API and the exports.</summary>
internal sealed class StatisticsQueries(IntervalStore intervals, AgentRoster roster, TimeProvider time)
{
    /// <summary>Rows of one answer: groups times periods.</summary>
    public const int MaxRows = 100_000;

    /// <summary>Agents are read by so many threads at once; more would wait for the disk and take the processor from the live floor.</summary>
    private const int Readers = 2;

    /// <summary>Counts. A period that reaches into the future ends now, and one that begins there is left out.</summary>
    public async Task<StatisticsResult> LoadAsync(StatisticsRequest request, CancellationToken cancellationToken)
    {
        var (from, to) = (Whole(request.From), Whole(Earlier(request.To, time.GetUtcNow())));
        if (Periods.Most(from, to, request.Per) is var most and > MaxRows) return Nothing(from, to, most);
        var agents = (await roster.LoadAsync(cancellationToken)).Where(request.Wants).ToList();
        var periods = Periods.Split(from, to, request.Per, request.Zone);
        var rows = (long)periods.Length * agents.Select(request.GroupOf).Distinct().Count();
        if (rows > MaxRows || rows == 0) return Nothing(from, to, rows);

        var counts = await Task.WhenAll(agents.Chunk((agents.Count + Readers - 1) / Readers).Select(share => CountAsync(share, request, periods, cancellationToken)));
        var groups = new SortedDictionary<StatisticsGroup, Figures[]>(StatisticsGroup.InOrder);
        foreach (var (group, tally) in counts.SelectMany(count => count.Tallies))
        {
            var figures = tally.ToFigures();
            groups[group] = groups.TryGetValue(group, out var before) ? [.. before.Zip(figures, Figures.Add)] : figures;
        }

        var total = groups.Values.SelectMany(figures => figures).Aggregate(Figures.Zero, Figures.Add);
        return new StatisticsResult(
            [.. groups.SelectMany(group => group.Value.Select((figures, i) => new StatisticsRow(group.Key, periods[i], figures)))],
            new StatisticsRow(StatisticsGroup.Everybody, new Period(from, to), total), periods, counts.Sum(count => count.Agents), counts.Sum(count => count.LeftOut));
    }

    /// <summary>One that was removed and of whom nothing is known in that time is no row of its own, and no part of a sum.</summary>
    public static bool IsCounted(RosterEntry agent, ReadOnlySpan<StateInterval> intervals)
    {
        if (agent.IsConfigured) return true;
        foreach (ref readonly var interval in intervals)
            if (interval.IsKnown) return true;
        return false;
    }

    private async Task<Count> CountAsync(RosterEntry[] agents, StatisticsRequest request, ImmutableArray<Period> periods, CancellationToken cancellationToken)
    {
        var byId = agents.ToDictionary(agent => agent.Id);
        var count = new Count();
        await intervals.VisitAsync(byId.Keys, periods[0].From, periods[^1].To, withCalls: false, (id, found) => Add(byId[id], found), cancellationToken);
        return count;

        void Add(RosterEntry agent, ReadOnlySpan<StateInterval> found)
        {
            if (!IsCounted(agent, found))
            {
                count.LeftOut++;
                return;
            }

            var group = request.GroupOf(agent);
            if (!count.Tallies.TryGetValue(group, out var tally)) count.Tallies[group] = tally = new Tally(periods);
            tally.Add(found);
            count.Agents++;
        }
    }

    private static StatisticsResult Nothing(DateTimeOffset from, DateTimeOffset to, long rows) =>
        new([], new StatisticsRow(StatisticsGroup.Everybody, new Period(from, to > from ? to : from), Figures.Zero), [], 0, 0, rows > MaxRows ? rows : 0);

    // intervals are told to the millisecond, and so is a range
    private static DateTimeOffset Whole(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>What one thread has counted.</summary>
    private sealed class Count
    {
        public Dictionary<StatisticsGroup, Tally> Tallies { get; } = [];

        public int Agents { get; set; }

        public int LeftOut { get; set; }
    }
}
