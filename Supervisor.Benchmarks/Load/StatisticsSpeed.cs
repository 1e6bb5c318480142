using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;

namespace Supervisor.Benchmarks.Load;

/// <summary>How long a statistic takes: over a store of its own, or over one that is there. Only reads what is there; of a store of its own nothing is left.</summary>
internal static class StatisticsSpeed
{
    private const int Times = 7;

    public static async Task RunAsync(int agents, int days, string? data)
    {
        var own = data is null ? Directory.CreateTempSubdirectory("supervisor-statistics-").FullName : null;
        try
        {
            var directory = DataDirectory.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [DataDirectory.Key] = data ?? own }).Build());
            var to = new DateTimeOffset(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero);
            if (own is not null)
            {
                var began = TimeProvider.System.GetTimestamp();
                var made = await IntervalMaker.FillAsync(directory, agents, days, to.AddDays(-days));
                Report.Line(string.Create(CultureInfo.InvariantCulture, $"{agents} agents, {days} days, {made:#,0} intervals, {new FileInfo(directory.Database).Length / 1024 / 1024} MiB, made in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s"));
                Report.Line("");
            }

            await MeasureAsync(directory, to.AddDays(-days), to);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            if (own is not null) Directory.Delete(own, recursive: true);
        }
    }

    private static async Task MeasureAsync(DataDirectory directory, DateTimeOffset from, DateTimeOffset to)
    {
        using var keeper = new IntervalKeeper(directory, Options.Create(new HistoryOptions { RetentionDays = 36_500 }), TimeProvider.System, NullLogger<IntervalKeeper>.Instance);
        var store = new IntervalStore(directory, keeper, TimeProvider.System);
        var roster = new AgentRoster(store, new IntervalMaker.Contexts(directory));
        var queries = new StatisticsQueries(store, roster, TimeProvider.System);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        foreach (var (by, per) in ((StatisticsBy, PeriodLength)[])[(StatisticsBy.Agent, PeriodLength.Range), (StatisticsBy.Agent, PeriodLength.Day), (StatisticsBy.All, PeriodLength.Hour)])
        {
            var request = new StatisticsRequest { From = from, To = to, Zone = zone, By = by, Per = per };
            var time = await TimeAsync(async () => (await queries.LoadAsync(request, CancellationToken.None)).Rows.Length);
            Report.Line(string.Create(CultureInfo.InvariantCulture, $"* by {by}, per {per}: {time.Text} ({time.Found:#,0} rows)"));
        }

        var whole = new StatisticsRequest { From = from, To = to, Zone = zone };
        var total = (await queries.LoadAsync(whole, CancellationToken.None)).Total;
        var behind = new FigureIntervals(store, roster);
        var panel = await TimeAsync(async () => (await behind.LoadAsync(whole, total.Period, total, Figure.Find("handleTime")!, 0, CancellationToken.None)).Count);
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"* panel of the total handle time: {panel.Text} ({panel.Found:#,0} intervals)"));
    }

    private static async Task<(string Text, long Found)> TimeAsync(Func<Task<long>> count)
    {
        var (times, found) = (new List<double>(), 0L);
        var processor = TimeSpan.Zero;
        for (var i = 0; i <= Times; i++)
        {
            if (i == 1) processor = Environment.CpuUsage.TotalTime; // without the first
            var began = TimeProvider.System.GetTimestamp();
            found = await count();
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        var each = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / Times;
        var later = times.Skip(1).Order().ToList();
        return (string.Create(CultureInfo.InvariantCulture, $"first {times[0]:0} ms, then {Times} times: fastest {later[0]:0} ms, median {later[Times / 2]:0} ms, processor time of all threads {each:0} ms each"), found);
    }
}
