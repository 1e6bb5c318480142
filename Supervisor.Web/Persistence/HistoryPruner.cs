using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Supervisor.Web.Persistence;

/// <summary>
/// Removes events that are older than the retention, and empties recognition results that are older than theirs, once an hour, in small steps with pauses so that the event
/// writer always finds the store free. Always from the beginning of the history on: the seals remember where the chain goes on, and up to where contents are gone. The newest
/// event stays whatever its age: the next sequence is counted from it.
/// </summary>
internal sealed class HistoryPruner(DataDirectory directory, IOptions<HistoryOptions> options, TimeProvider time, ILogger<HistoryPruner> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private const string Beginning = "SELECT Sequence, ReceivedAt, Link FROM Events NOT INDEXED WHERE Sequence < (SELECT MAX(Sequence) FROM Events) ORDER BY Sequence";

    internal const string DeleteTexts = "DELETE FROM RecognitionText WHERE rowid <= $through";

    private const string DeleteEvents = "DELETE FROM Events WHERE Sequence <= $through";

    /// <summary>What is really removed is counted: a day that was short before shows it for ever.</summary>
    private const string MarkRemoved = """
        UPDATE DaySeals SET
            PrunedCount = PrunedCount + (SELECT COUNT(*) FROM Events WHERE Sequence BETWEEN DaySeals.First AND MIN(DaySeals.Last, $through)),
            PrunedThrough = MIN(Last, $through),
            PrunedHead = CASE WHEN Last <= $through THEN Head ELSE COALESCE($link, PrunedHead, PreviousHead) END,
            PrunedOn = $today
        WHERE First BETWEEN 1 AND $through AND (PrunedThrough IS NULL OR PrunedThrough < Last)
        """;

    private const string ErasedSoFar = "SELECT COALESCE(MAX(ErasedThrough), 0) FROM DaySeals";

    private const string MarkErased = "UPDATE DaySeals SET ErasedThrough = MIN(Last, $through), ErasedOn = $today WHERE First <= $through AND (ErasedThrough IS NULL OR ErasedThrough < MIN(Last, $through))";

    private readonly PrunePace _pace = new(time);

    /// <summary>The longest that a step has held the store since the start.</summary>
    public TimeSpan LongestHold => _pace.Longest;

    /// <summary>One run, to the end. Returns how many events were removed.</summary>
    public async Task<long> PruneAsync(CancellationToken cancellationToken)
    {
        var retention = new Retention(options.Value, time.GetUtcNow());
        using var connection = new PruneConnection(directory.Database, time);
        var dates = connection.Read(SealDates.Seals, SealDates.Read);
        var removed = await _pace.RunAsync(rows => RemoveStep(connection, retention, dates, rows), cancellationToken);
        if (removed > 0) Log.Pruned(logger, removed, retention.Events);
        if (!retention.ErasesContents) return removed;
        var after = connection.Read(ErasedSoFar, reader => reader.Read() ? reader.GetInt64(0) : 0);
        var erased = await _pace.RunAsync(rows => EraseStep(connection, retention, dates, rows, ref after), cancellationToken);
        if (erased > 0) Log.Erased(logger, erased, retention.Contents);
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

    private static PruneStep RemoveStep(PruneConnection connection, Retention retention, SealDates dates, int rows)
    {
        var old = connection.Read(Beginning, reader => OldRows.Take(reader, rows, retention, dates, retention.Events));
        if (old.Count == 0) return default;
        var (removed, held) = connection.Write(
            [MarkRemoved, DeleteTexts, DeleteEvents], ("$through", old.Through), ("$link", (object?)old.Link ?? DBNull.Value), ("$today", Day(retention.Now)));
        return new PruneStep(old.Count, removed, held);
    }

    private static PruneStep EraseStep(PruneConnection connection, Retention retention, SealDates dates, int rows, ref long after)
    {
        var gateways = connection.Gateways();
        if (gateways.Count == 0) return default;
        var said = string.Join(" UNION ALL ", gateways.Select((_, i) => SaidAt(i)));
        (string Name, object Value)[] parameters = [("$after", after), .. gateways.Select((gateway, i) => ($"$gateway{i}_", (object)gateway))];
        var old = connection.Read($"{said} ORDER BY Sequence", reader => OldRows.Take(reader, rows, retention, dates, retention.Contents), parameters);
        if (old.Count == 0) return default;
        var (erased, held) = connection.Write([MarkErased, DeleteTexts, Erase(said)], [.. parameters, ("$through", old.Through), ("$today", Day(retention.Now))]);
        after = old.Through;
        return new PruneStep(old.Count, erased, held);
    }

    /// <summary>One arm of the index per gateway; SQLite merges them by sequence without a sort.</summary>
    private static string SaidAt(int gateway) =>
        $"SELECT Sequence, ReceivedAt FROM Events INDEXED BY {EventArms.ByGateway} WHERE Gateway = $gateway{gateway}_ AND Type = 'Recognition' AND Origin = 2 AND Sequence > $after";

    /// <summary>A link over the content itself holds only as long as the content is there.</summary>
    private static string Erase(string said) => $"""
        UPDATE Events SET Content = NULL
        WHERE Sequence IN (SELECT Sequence FROM ({said}) WHERE Sequence <= $through) AND Content IS NOT NULL AND (ContentHash IS NOT NULL OR Link IS NULL)
        """;

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
