using System.Globalization;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Supervisor.Benchmarks.Load;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;

namespace Supervisor.Benchmarks.History;

/// <summary>Makes a store with a long history, to measure reads on.</summary>
internal static class HistoryGenerate
{
    private const int Batch = 20_000;

    public static async Task RunAsync(int agents, long events, int days, string data)
    {
        await using var services = Services(data);
        var directory = services.GetRequiredService<DataDirectory>();
        if (File.Exists(directory.Database)) throw new InvalidOperationException($"{directory.Database} is there already.");
        await services.GetRequiredService<DatabaseStartup>().PrepareAsync(CancellationToken.None);

        SqliteConnection.ClearAllPools(); // the bulk wants the file for itself

        var began = TimeProvider.System.GetTimestamp();
        var (written, filled) = (0L, TimeSpan.Zero);
        using (var store = new BulkStore(directory.Database))
        {
            // one thread invents, the other writes: as much ahead as keeps both at work
            var batches = Channel.CreateBounded<List<ObservedEvent>>(new BoundedChannelOptions(4) { SingleReader = true, SingleWriter = true });
            var inventing = Task.Run(() => InventAsync(new Year(agents, events, days, TimeProvider.System.GetUtcNow()), batches.Writer));
            await foreach (var batch in batches.Reader.ReadAllAsync())
            {
                store.Append(batch);
                if ((written += batch.Count) % 5_000_000 < batch.Count) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written} events, {written / TimeProvider.System.GetElapsedTime(began).TotalSeconds:0}/s"));
            }
            await inventing;
            filled = TimeProvider.System.GetElapsedTime(began);
            store.End();
        }

        var took = TimeProvider.System.GetElapsedTime(began);
        Report.Line("| agents | events | days | rows/s without indexes | rows/s in all | seconds in all | file |");
        Report.Line("|---|---|---|---|---|---|---|");
        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"| {agents} | {written} | {days} | {written / filled.TotalSeconds:0} | {written / took.TotalSeconds:0} | {took.TotalSeconds:0} | {new FileInfo(directory.Database).Length / 1e9:0.00} GB |"));
    }

    /// <summary>The store of a directory as the product opens it.</summary>
    public static ServiceProvider Services(string data)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [DataDirectory.Key] = Path.GetFullPath(data) }).Build();
        return new ServiceCollection().AddLogging(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning)).AddMetrics().AddSingleton(TimeProvider.System).AddPersistence(configuration).BuildServiceProvider();
    }

    private static async Task InventAsync(Year year, ChannelWriter<List<ObservedEvent>> batches)
    {
        try
        {
            var (batch, sequence) = (new List<ObservedEvent>(Batch), 0L);
            foreach (var observed in year.Events())
            {
                batch.Add(observed with { Sequence = ++sequence });
                if (batch.Count < Batch) continue;
                await batches.WriteAsync(batch);
                batch = new List<ObservedEvent>(Batch);
            }
            if (batch.Count > 0) await batches.WriteAsync(batch);
            batches.Complete();
        }
        catch (Exception exception)
        {
            batches.Complete(exception); // ends the writing, with this as its fault
        }
    }
}
