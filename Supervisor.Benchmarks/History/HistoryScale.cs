using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Benchmarks.Load;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;

namespace Supervisor.Benchmarks.History;

/// <summary>A page of the history from anywhere in a long one, against the same in a short one: paging by key must not feel how much there is.</summary>
internal static class HistoryScale
{
    private const int Few = 10_000, Pages = 3000, Warm = 300;
    private const double MostRatio = 2;

    public static async Task<bool> RunAsync(long events, int agents)
    {
        var directory = Directory.CreateTempSubdirectory("supervisor-scale-");
        try
        {
            var (small, large) = (Path.Combine(directory.FullName, "small"), Path.Combine(directory.FullName, "large"));
            await HistoryGenerate.RunAsync(agents, Few, 1, small);
            await HistoryGenerate.RunAsync(agents, events, 60, large);
            Report.Line("");
            Report.Line($"| a page of {HistoryQueries.PageSize} from a random place, {Pages} times | events | p50 | p99 | ratio of p99 (limit {MostRatio:0}) |");
            Report.Line("|---|---|---|---|---|");
            await using var few = HistoryGenerate.Services(small);
            await using var many = HistoryGenerate.Services(large);
            var held = true;
            foreach (var (name, ofAgent) in ((string, bool)[])[("all events", false), ("one agent", true)])
            {
                var (short50, short99, count) = await MeasureAsync(few, ofAgent);
                var (long50, long99, all) = await MeasureAsync(many, ofAgent);
                Report.Line(string.Create(CultureInfo.InvariantCulture, $"| {name} | {count} | {short50:0.00} ms | {short99:0.00} ms | |"));
                Report.Line(string.Create(CultureInfo.InvariantCulture, $"| {name} | {all} | {long50:0.00} ms | {long99:0.00} ms | {long99 / short99:0.00} |"));
                held &= long99 <= MostRatio * short99;
            }

            return held;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            directory.Delete(recursive: true);
        }
    }

    private static async Task<(double P50, double P99, long Events)> MeasureAsync(ServiceProvider services, bool ofAgent)
    {
        await services.GetRequiredService<DatabaseStartup>().PrepareAsync(CancellationToken.None);
        var store = services.GetRequiredService<EventStore>();
        var (last, agents, random) = (await store.LastSequenceAsync(default), await store.AgentsAsync("", EventFilter.MaxNames, default), new Random(1));
        List<double> times = [];
        for (var page = -Warm; page < Pages; page++)
        {
            var filter = ofAgent ? new EventFilter { Agents = [agents[random.Next(agents.Length)]] } : EventFilter.Everything;
            var from = random.NextInt64(last / 10, last);
            var began = TimeProvider.System.GetTimestamp();
            await store.OlderAsync(filter, from, HistoryQueries.PageSize, default);
            if (page >= 0) times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        return (Quantile.At(times, 0.5), Quantile.At(times, 0.99), last);
    }
}
