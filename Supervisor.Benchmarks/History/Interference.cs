using System.Globalization;
using Microsoft.Data.Sqlite;
using Supervisor.Benchmarks.Circuits;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.History;

/// <summary>A manager takes a large export while supervisors look at the floor: they must not see it. Quiet and export by turns, in one run.</summary>
internal static class Interference
{
    private const int Circuits = 10, Turns = 3;
    private const int Piece = 128 * 1024;
    private const double MostLag = 1.2, OfSqlite = 1, MostMemory = 60;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10), Look = TimeSpan.FromMilliseconds(50), FoldDeadline = TimeSpan.FromMinutes(20);

    public static async Task<bool> RunAsync(int agents, double speed, int rows, TimeSpan measure)
    {
        await using var site = await Site.StartAsync(agents, speed, prepare: data => HistoryGenerate.RunAsync(500, rows, 30, data));
        using var browser = new LeanBrowser(site.Address);
        await browser.SetUpAsync(site.SetupLink, Site.User, Site.Password);
        var last = (long)Ask(site, "SELECT MAX(Sequence) FROM Events WHERE Gateway <> 'bench'");
        var held = (long)Ask(site, string.Create(CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM Events WHERE Sequence <= {last}"));
        await FoldedAsync(site);
        var open = new List<LeanCircuit>();
        for (var n = 0; n < Circuits; n++) open.Add(await browser.OpenAsync("floor", default));
        var file = Path.GetTempFileName();
        var to = new DateTime((long)Ask(site, string.Create(CultureInfo.InvariantCulture, $"SELECT ReceivedAt FROM Events WHERE Sequence = {last}")), DateTimeKind.Utc).AddTicks(1);
        await ExportAsync(site, to, file); // the first one reads the file
        await Task.Delay(Settle, TimeProvider.System);

        var (quiet, busy, times, speeds) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (memory, differing, exports) = (0.0, 0L, 0);
        for (var turn = 0; turn < Turns; turn++)
        {
            quiet.AddRange((await Sample.TakeAsync(site, open, measure / Turns)).Lags);
            var rest = site.Supervisor.Megabytes;
            using var enough = new CancellationTokenSource(measure / Turns, TimeProvider.System);
            var sampling = Sample.TakeAsync(site, open, measure / Turns);
            while (!enough.IsCancellationRequested)
            {
                var (seconds, peak) = await WatchedAsync(site, ExportAsync(site, to, file));
                (memory, exports) = (Math.Max(memory, peak - rest), exports + 1);
                differing += Math.Abs(Lines(file) - held);
                times.Add(seconds);
            }

            busy.AddRange((await sampling).Lags);
            var ours = Quantile.At(times, 0.5);
            times.Clear();
            var theirs = await HistoryExport.TheirsAsync(Path.Combine(site.Data, "supervisor.db"), 1, 0, file, last);
            differing += Math.Abs(Lines(file) - held);
            Report.Line(string.Create(CultureInfo.InvariantCulture, $"* turn {turn + 1}: our export over HTTP {ours:0.00} s (median), sqlite3 -csv {theirs:0.00} s, beside the same floor"));
            speeds.Add(ours / theirs);
        }

        foreach (var circuit in open) await circuit.DisposeAsync();
        File.Delete(file);
        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"* {agents} agents, {Circuits} open floors, {exports} exports of {held} rows; event to browser quiet p50 {Quantile.At(quiet, 0.5):0} ms, p95 {Quantile.At(quiet, 0.95):0} ms ({quiet.Count} changes); meanwhile p50 {Quantile.At(busy, 0.5):0} ms, p95 {Quantile.At(busy, 0.95):0} ms ({busy.Count} changes)"));
        var limits = new Limits();
        limits.AtMost("event to browser, p95, while exports run, of quiet", Quantile.At(busy, 0.95) / Quantile.At(quiet, 0.95), MostLag);
        limits.AtMost("time of an export, of sqlite3 -csv", Quantile.At(speeds, 0.5), OfSqlite);
        limits.AtMost("memory above rest", memory, MostMemory, " MB");
        limits.None("rows that differ", differing);
        limits.Print();
        return limits.Held;
    }

    private static async Task<double> ExportAsync(Site site, DateTime to, string file)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var answer = await site.Manager.GetAsync(new Uri($"api/v1/events/export?format=csv&to={to:yyyy-MM-dd'T'HH:mm:ss.fffffff}Z", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        await using var into = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        // the client is no part of the question: it takes large pieces, and goes to no other thread for each of them
        var piece = new byte[Piece];
        for (int read; (read = await body.ReadAsync(piece)) > 0;) into.Write(piece, 0, read);
        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<(double Seconds, double Peak)> WatchedAsync(Site site, Task<double> export)
    {
        var peak = site.Supervisor.Megabytes;
        while (!export.IsCompleted)
        {
            await Task.WhenAny(export, Task.Delay(Look, TimeProvider.System));
            peak = Math.Max(peak, site.Supervisor.Megabytes);
        }

        return (await export, peak);
    }

    /// <summary>Waits until the app has folded the history that it found into intervals: until then it is not quiet.</summary>
    private static async Task FoldedAsync(Site site)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < FoldDeadline)
        {
            if ((long)Ask(site, "SELECT (SELECT MAX(Sequence) FROM Events) - COALESCE((SELECT MAX(Sequence) FROM IntervalProgress), 0)") < 5000) return;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }

        throw new TimeoutException("The history is not folded yet.");
    }

    private static object Ask(Site site, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(site.Data, "supervisor.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    /// <summary>Rows of a file whose contents have no line ends, without the head.</summary>
    private static long Lines(string file) => File.ReadLines(file).LongCount() - 1;
}
