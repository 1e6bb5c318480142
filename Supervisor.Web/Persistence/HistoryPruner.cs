using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Supervisor.Web.Persistence;

/// <summary>
/// Removes events that are older than the retention, and the texts by which they are found, once an hour, in small steps with pauses so that the event writer always finds the
/// store free. Always the beginning of the history, so that the chain over the rest holds: the seals remember where it goes on. The newest event stays whatever its age:
/// the next sequence is counted from it.
/// </summary>
internal sealed class HistoryPruner(DataDirectory directory, IOptions<HistoryOptions> options, TimeProvider time, ILogger<HistoryPruner> logger) : BackgroundService
{
    private const int Step = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>An event from so far ahead was dated by a clock that was wrong: it goes with the old ones after it, instead of keeping them for years.</summary>
    private static readonly TimeSpan WrongClock = TimeSpan.FromDays(1);

    internal const string DeleteTexts = "DELETE FROM RecognitionText WHERE rowid <= $through";

    private const string DeleteEvents = "DELETE FROM Events WHERE Sequence <= $through";

    private const string Beginning = "SELECT Sequence, ReceivedAt, Link FROM Events NOT INDEXED WHERE Sequence < (SELECT MAX(Sequence) FROM Events) ORDER BY Sequence LIMIT $step";

    /// <summary>What is really removed is counted: a day that was short before shows it for ever.</summary>
    private const string MarkSeals = """
        UPDATE DaySeals SET
            PrunedCount = PrunedCount + (SELECT COUNT(*) FROM Events WHERE Sequence BETWEEN DaySeals.First AND MIN(DaySeals.Last, $through)),
            PrunedThrough = MIN(Last, $through),
            PrunedHead = CASE WHEN Last <= $through THEN Head ELSE COALESCE($link, PrunedHead, PreviousHead) END,
            PrunedOn = $today
        WHERE First BETWEEN 1 AND $through AND (PrunedThrough IS NULL OR PrunedThrough < Last)
        """;

    /// <summary>One run, to the end. Returns how many events were removed.</summary>
    public async Task<long> PruneAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var cutoff = now.AddDays(-options.Value.RetentionDays);
        var removed = 0L;
        while (RemoveStep(now, cutoff) is var step and > 0)
        {
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

    private int RemoveStep(DateTimeOffset now, DateTimeOffset cutoff)
    {
        using var connection = SqliteConnections.OpenStore(directory.Database);
        using var transaction = connection.BeginTransaction();
        var (through, link) = OldBeginning(connection, transaction, cutoff.UtcTicks, (now + WrongClock).UtcTicks);
        if (through == 0) return 0;
        Execute(connection, transaction, MarkSeals, ("$through", through), ("$link", (object?)link ?? DBNull.Value), ("$today", now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Execute(connection, transaction, DeleteTexts, ("$through", through));
        var removed = Execute(connection, transaction, DeleteEvents, ("$through", through));
        transaction.Commit();
        return removed;
    }

    /// <summary>Up to which event the history is too old, with the last link until there; 0 where nothing is.</summary>
    private static (long Through, byte[]? Link) OldBeginning(SqliteConnection connection, SqliteTransaction transaction, long cutoff, long future)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Beginning;
        command.Parameters.AddWithValue("$step", Step);
        using var reader = command.ExecuteReader();
        (long Through, byte[]? Link) old = (0, null);
        byte[]? link = null;
        while (reader.Read())
        {
            var receivedAt = reader.GetInt64(1);
            if (receivedAt >= cutoff && receivedAt <= future) break;
            if (!reader.IsDBNull(2)) link = (byte[])reader.GetValue(2);
            if (receivedAt < cutoff) old = (reader.GetInt64(0), link);
        }
        return old;
    }

    private static int Execute(SqliteConnection connection, SqliteTransaction transaction, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command.ExecuteNonQuery();
    }
}
