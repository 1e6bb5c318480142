using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Benchmarks.Load;
using Supervisor.Domain.Events;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;

namespace Supervisor.Benchmarks.History;

/// <summary>Pages from anywhere in a long history against pages of a short one, by turns in one run: a page must not cost more because much has happened.</summary>
internal static class ReadsAtScale
{
    private const int Agents = 50, Short = 10_000, Pages = 4000;
    private const double Most = 2;

    /// <param name="events">Of the long one.</param>
    /// <param name="data">Where both stores are or will be; null for a place that is deleted at the end.</param>
    public static async Task<bool> RunAsync(long events, string? data)
    {
        var root = data is null ? Directory.CreateTempSubdirectory("supervisor-reads-") : Directory.CreateDirectory(data);
        try
        {
            var (shortOne, longOne) = (Path.Combine(root.FullName, "short"), Path.Combine(root.FullName, "long"));
            if (!Directory.Exists(shortOne)) await HistoryGenerate.RunAsync(Agents, Short, 1, shortOne);
            if (!Directory.Exists(longOne)) await HistoryGenerate.RunAsync(Agents, events, 365, longOne);
            return await CompareAsync(shortOne, longOne);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            if (data is null) root.Delete(recursive: true);
        }
    }

    private static async Task<bool> CompareAsync(string shortOne, string longOne)
    {
        await using var few = HistoryGenerate.Services(shortOne);
        await using var many = HistoryGenerate.Services(longOne);
        foreach (var services in (ServiceProvider[])[few, many]) await services.GetRequiredService<DatabaseStartup>().PrepareAsync(default);
        var (small, large) = (few.GetRequiredService<EventStore>(), many.GetRequiredService<EventStore>());
        var (lastSmall, lastLarge) = (await small.LastSequenceAsync(default), await large.LastSequenceAsync(default));
        Report.Line("");
        Report.Line($"{lastSmall} events against {lastLarge}; pages of {HistoryQueries.PageSize} before a number anywhere in the history, {Pages} of each, by turns; the first tenth is not counted");
        Report.Line("");
        Report.Line("| filter | short: p50 | p99 | long: p50 | p99 | ratio of the p99 |");
        Report.Line("|---|---|---|---|---|---|");
        var limits = new Limits();
        foreach (var (name, filter) in ((string, EventFilter)[])[("none", EventFilter.Everything), ("one agent", new() { Agents = ["1007"] }), ("one type", new() { Types = ["AgentEvent_Talking"] })])
        {
            var (random, shortTimes, longTimes) = (new Random(7), new List<double>(), new List<double>());
            for (var page = 0; page < Pages; page++)
            {
                // one place, in both: as far through the history
                var place = 0.1 + (0.9 * random.NextDouble());
                var (one, other) = (await TimeAsync(small, filter, (long)(lastSmall * place)), await TimeAsync(large, filter, (long)(lastLarge * place)));
                if (page < Pages / 10) continue;
                shortTimes.Add(one);
                longTimes.Add(other);
            }

            var (p99, theirs) = (Quantile.At(longTimes, 0.99), Quantile.At(shortTimes, 0.99));
            Report.Line(string.Create(CultureInfo.InvariantCulture, $"| {name} | {Quantile.At(shortTimes, 0.5):0.000} ms | {theirs:0.000} ms | {Quantile.At(longTimes, 0.5):0.000} ms | {p99:0.000} ms | {p99 / theirs:0.00} |"));
            limits.AtMost($"p99 of a page of the long history, of that of the short one, filter: {name}", p99 / theirs, Most);
        }

        limits.Print();
        return limits.Held;
    }

    private static async Task<double> TimeAsync(EventStore store, EventFilter filter, long before)
    {
        var began = TimeProvider.System.GetTimestamp();
        await store.OlderAsync(filter, before, HistoryQueries.PageSize, default);
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }
}
