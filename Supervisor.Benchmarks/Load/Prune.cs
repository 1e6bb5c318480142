using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;

namespace Supervisor.Benchmarks.Load;

/// <summary>How long the event writer waits for the store while old history goes.</summary>
internal static class Prune
{
    private const int EventsPerSecond = 200;
    private const int SaidEvery = 10;
    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);

    /// <summary>Fills a store with old events, prunes it while a writer appends, and says whether the writer never waited longer than allowed.</summary>
    public static async Task<bool> RunAsync(int events)
    {
        var root = Directory.CreateTempSubdirectory("supervisor-prune-");
        try
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                [DataDirectory.Key] = root.FullName,
                ["History:RetentionDays"] = "60",
                ["History:RecognitionRetentionDays"] = "30",
            }).Build();
            var services = new ServiceCollection().AddMetrics().AddSingleton(TimeProvider.System).AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole()).AddPersistence(configuration);
            await using var provider = services.BuildServiceProvider();
            await provider.GetRequiredService<DatabaseStartup>().PrepareAsync(default);
            return await MeasureAsync(provider, events);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            root.Delete(recursive: true);
        }
    }

    private static async Task<bool> MeasureAsync(ServiceProvider provider, int events)
    {
        var (directory, time) = (provider.GetRequiredService<DataDirectory>(), provider.GetRequiredService<TimeProvider>());
        Fill(directory, events, time.GetUtcNow());
        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"{events} old events ({new FileInfo(directory.Database).Length / 1024 / 1024} MB), half to be removed, each {SaidEvery}th of the rest to be emptied; {EventsPerSecond} events/s are appended meanwhile"));
        Report.Line("");
        Report.Line("| | batches | longest wait for the store | p99 | longest append with its sync | p99 |");
        Report.Line("|---|---|---|---|---|---|");

        using var checkpointer = ActivatorUtilities.CreateInstance<WalCheckpointer>(provider);
        await checkpointer.StartAsync(default);
        using var writer = new WatchedWriter(directory, time, events + 1);
        using (var enough = new CancellationTokenSource(Quiet)) await writer.RunAsync(enough.Token);
        writer.Tell("nothing else");

        using var pruner = ActivatorUtilities.CreateInstance<HistoryPruner>(provider);
        using var done = new CancellationTokenSource();
        var writing = Task.Run(() => writer.RunAsync(done.Token));
        var began = time.GetTimestamp();
        var removed = await pruner.PruneAsync(default);
        var took = time.GetElapsedTime(began);
        await done.CancelAsync();
        await writing;
        var longest = writer.Tell("pruning");
        Report.Line("");
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"{removed} removed, and the rest emptied, in {took.TotalSeconds:0} s; longest hold of a step {pruner.LongestHold.TotalMilliseconds:0.0} ms; write-ahead log at the end {new FileInfo(directory.Database + "-wal").Length / 1024 / 1024} MB"));
        await checkpointer.StopAsync(default);
        return longest < Allowed;
    }

    private static void Fill(DataDirectory directory, int events, DateTimeOffset now)
    {
        using var appender = new EventAppender(directory);
        foreach (var batch in Enumerable.Range(1, events).Select(n => Event(n, now.AddDays(n <= events / 2 ? -70 : -40).AddMilliseconds(n))).Chunk(20_000)) appender.Append(batch);
        using var connection = SqliteConnections.OpenStore(directory.Database);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
    }

    private static ObservedEvent Event(long sequence, DateTimeOffset at)
    {
        var isSaid = sequence % SaidEvery == 0;
        var said = $"caller number {sequence} would like to cancel the order of last week";
        return new ObservedEvent
        {
            Sequence = sequence,
            Agent = new AgentId("bench", $"{1000 + sequence % 500}"),
            ReceivedAt = at,
            Origin = isSaid ? EventOrigin.Recognition : EventOrigin.Gateway,
            Type = isSaid ? Utterance.EventType : "AgentState_Ready",
            Event = isSaid ? new AgentEvent.Recognised(new Utterance { Stage = UtteranceStage.Final, Readings = [said] }) : new AgentEvent.Informational(),
            Content = Encoding.UTF8.GetBytes($$"""{"callid":"{{sequence}}","result":[{"content":"{{said}}"}]}"""),
        };
    }

    /// <summary>Appends as the event writer does, ten batches a second. How long it waits is asked of the store right before each batch, as a batch would ask.</summary>
    private sealed class WatchedWriter(DataDirectory directory, TimeProvider time, long first) : IDisposable
    {
        private readonly EventAppender _appender = new(directory);
        private readonly Microsoft.Data.Sqlite.SqliteConnection _probe = SqliteConnections.OpenForAppending(directory.Database);
        private readonly List<TimeSpan> _waits = [];
        private readonly List<TimeSpan> _appends = [];
        private long _next = first;

        public async Task RunAsync(CancellationToken until)
        {
            const int perBatch = EventsPerSecond / 10;
            using var timer = new PeriodicTimer(EventWriter.Linger, time);
            while (!until.IsCancellationRequested)
            {
                await timer.WaitForNextTickAsync(CancellationToken.None);
                var began = time.GetTimestamp();
                using (_probe.BeginTransaction()) _waits.Add(time.GetElapsedTime(began));
                began = time.GetTimestamp();
                _appender.Append([.. Enumerable.Range(0, perBatch).Select(_ => Event(_next++, time.GetUtcNow()))]);
                _appends.Add(time.GetElapsedTime(began));
            }
        }

        public TimeSpan Tell(string beside)
        {
            Report.Line(string.Create(CultureInfo.InvariantCulture,
                $"| {beside} | {_waits.Count} | {Longest(_waits):0.0} ms | {P99(_waits):0.0} ms | {Longest(_appends):0.0} ms | {P99(_appends):0.0} ms |"));
            var longest = _waits.Max();
            _waits.Clear();
            _appends.Clear();
            return longest;
        }

        public void Dispose()
        {
            _appender.Dispose();
            _probe.Dispose();
        }

        private static double Longest(List<TimeSpan> times) => times.Max().TotalMilliseconds;

        private static double P99(List<TimeSpan> times) => times.Order().ElementAt(times.Count * 99 / 100).TotalMilliseconds;
    }
}
