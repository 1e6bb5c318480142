using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Supervisor.Web.Persistence;

/// <summary>
/// Removes events that are older than the retention, and the texts by which they are found, once an hour, in small steps with pauses so that the event writer always finds the
/// store free. The newest event stays whatever its age: the next sequence is counted from it.
/// </summary>
internal sealed class HistoryPruner(DataDirectory directory, IOptions<HistoryOptions> options, TimeProvider time, ILogger<HistoryPruner> logger) : BackgroundService
{
    private const int Step = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private const string Oldest = """
        (SELECT Sequence FROM Events INDEXED BY IX_Events_ReceivedAt
         WHERE ReceivedAt < $cutoff AND Sequence < (SELECT MAX(Sequence) FROM Events) ORDER BY ReceivedAt LIMIT $step)
        """;

    internal const string DeleteTexts = $"DELETE FROM RecognitionText WHERE rowid IN {Oldest}";
    internal const string DeleteEvents = $"DELETE FROM Events WHERE Sequence IN {Oldest}";

    /// <summary>One run, to the end. Returns how many events were removed.</summary>
    public async Task<long> PruneAsync(CancellationToken cancellationToken)
    {
        var cutoff = time.GetUtcNow().AddDays(-options.Value.RetentionDays);
        var removed = 0L;
        while (true)
        {
            var step = RemoveStep(cutoff);
            removed += step;
            if (step < Step) break;
            await Task.Delay(Pause, time, cancellationToken);
        }
        if (removed > 0) Log.Pruned(logger, removed, cutoff);
        return removed;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await PruneAsync(stoppingToken);
            }
            catch (SqliteException exception)
            {
                Log.PruneFailed(logger, StoreFault.Describe(exception));
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private int RemoveStep(DateTimeOffset cutoff)
    {
        using var connection = SqliteConnections.OpenStore(directory.Database);
        using var transaction = connection.BeginTransaction();
        Execute(connection, transaction, DeleteTexts, cutoff); // while the events still tell which they are
        var removed = Execute(connection, transaction, DeleteEvents, cutoff);
        transaction.Commit();
        return removed;
    }

    private static int Execute(SqliteConnection connection, SqliteTransaction transaction, string sql, DateTimeOffset cutoff)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.Parameters.AddWithValue("$cutoff", cutoff.UtcTicks);
        command.Parameters.AddWithValue("$step", Step);
        return command.ExecuteNonQuery();
    }
}
