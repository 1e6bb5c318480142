using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Benchmarks.Load;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;

namespace Supervisor.Benchmarks.History;

/// <summary>Our CSV against the one of the <c>sqlite3</c> command line, of the same newest rows and the same columns; ours writes the times as ISO 8601 besides.</summary>
internal static class HistoryExport
{
    private const int Times = 3;
    private const double OfSqlite = 1, MostMemory = 60;

    public static async Task<bool> RunAsync(string data, int rows)
    {
        await using var services = HistoryGenerate.Services(data);
        await services.GetRequiredService<DatabaseStartup>().PrepareAsync(CancellationToken.None);
        var (store, directory) = (services.GetRequiredService<EventStore>(), services.GetRequiredService<DataDirectory>());
        var first = await FirstAsync(store, rows);
        var filter = new EventFilter { From = first.ReceivedAt };
        var (ours, theirs) = (Path.Combine(directory.Root, "ours.csv"), Path.Combine(directory.Root, "theirs.csv"));
        Report.Line("| run | our export | rows | sqlite3 -csv | rows | ratio | growth of our working set |");
        Report.Line("|---|---|---|---|---|---|---|");
        var ratios = new List<double>();
        var (most, differing) = (0.0, 0L);
        for (var run = 0; run <= Times; run++)
        {
            var (seconds, written, growth) = await OursAsync(new EventExport(store, directory, TimeProvider.System), filter, ours);
            var sqlite = await TheirsAsync(directory.Database, first.Sequence, first.ReceivedAt.UtcTicks, theirs);
            var lines = File.ReadLines(theirs).LongCount() - 1;
            if (run == 0) continue; // both have read the file once
            ratios.Add(seconds / sqlite);
            differing += Math.Abs(written - lines);
            most = Math.Max(most, growth);
            Report.Line(string.Create(CultureInfo.InvariantCulture, $"| {run} | {seconds:0.00} s | {written} | {sqlite:0.00} s | {lines} | {seconds / sqlite:0.00} | {growth:0.0} MB |"));
        }
        File.Delete(ours);
        File.Delete(theirs);
        var limits = new Limits();
        limits.AtMost("time of an export without HTTP, of sqlite3 -csv, median", Quantile.At(ratios, 0.5), OfSqlite);
        limits.AtMost("memory above rest", most, MostMemory, " MB");
        limits.None("rows that differ", differing);
        limits.Print();
        return limits.Held;
    }

    /// <summary>The event from which on there are so many.</summary>
    private static async Task<Web.Persistence.Entities.StoredEvent> FirstAsync(EventStore store, int rows)
    {
        var last = await store.LastSequenceAsync(default);
        return (await store.NewerAsync(EventFilter.Everything, Math.Max(0, last - rows), 1, default)).Items[0];
    }

    private static async Task<(double Seconds, long Rows, double Growth)> OursAsync(EventExport export, EventFilter filter, string file)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.WorkingSet64;
        var peak = before;
        var began = TimeProvider.System.GetTimestamp();
        ExportAbout about;
        await using (var stream = new FileStream(file, FileMode.Create, FileAccess.Write))
        {
            var pipe = PipeWriter.Create(stream, EventExport.IntoStream);
            about = await export.WriteAsync(new ExportRequest { Filter = filter }, pipe, new Watch(() =>
            {
                process.Refresh();
                peak = Math.Max(peak, process.WorkingSet64);
            }), CancellationToken.None);
            await pipe.CompleteAsync();
        }
        return (TimeProvider.System.GetElapsedTime(began).TotalSeconds, about.Rows, (peak - before) / 1024.0 / 1024.0);
    }

    /// <summary>Seconds that sqlite3 takes for the same rows.</summary>
    public static async Task<double> TheirsAsync(string database, long first, long since, string file, long last = long.MaxValue)
    {
        var sql = string.Create(CultureInfo.InvariantCulture,
            $"SELECT Sequence, ReceivedAt, GeneratedAt, Gateway, AgentId, Origin, Type, Content FROM Events NOT INDEXED WHERE Sequence >= {first} AND Sequence <= {last} AND ReceivedAt >= {since} ORDER BY Sequence");
        var start = new ProcessStartInfo("sqlite3") { UseShellExecute = false };
        foreach (var argument in (string[])["-readonly", "-csv", "-header", "-cmd", $".output '{file}'", database, sql]) start.ArgumentList.Add(argument);
        var began = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("sqlite3 is not on this machine.");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"sqlite3 ended with {process.ExitCode}.");
        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Looks now and then: a look costs more than a row.</summary>
    private sealed class Watch(Action look) : IProgress<ExportProgress>
    {
        private long _reports;

        public void Report(ExportProgress value)
        {
            if (_reports++ % 50 == 0) look();
        }
    }
}
