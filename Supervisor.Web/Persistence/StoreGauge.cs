using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>The disk that holds the data directory. The seam at which tests fill it.</summary>
internal interface IDataDisk
{
    /// <summary>Bytes that this user can still write; null where the system does not tell.</summary>
    long? FreeBytes { get; }
}

internal sealed class DataDisk(DataDirectory directory) : IDataDisk
{
    public long? FreeBytes
    {
        get
        {
            try
            {
                return new DriveInfo(directory.Root).AvailableFreeSpace;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;
            }
        }
    }
}

/// <summary>Reads the figures of the store: a few seeks, however many events there are.</summary>
internal sealed class StoreGauge(DataDirectory directory, IDataDisk disk, TimeProvider time)
{
    /// <summary>Below that a growth would be the growth of the first minutes, and of empty tables.</summary>
    private const int FewEvents = 1_000;

    private static readonly TimeSpan ShortHistory = TimeSpan.FromHours(1);

    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public Task<StoreFigures> ReadAsync(CancellationToken cancellationToken) => Task.Run(Read, cancellationToken);

    private StoreFigures Read()
    {
        var now = time.GetUtcNow();
        using var connection = SqliteConnections.OpenStore(directory.Database);
        using var transaction = connection.BeginTransaction(deferred: true);
        var (first, last) = (Number(connection, "SELECT MIN(Sequence) FROM Events"), Number(connection, "SELECT MAX(Sequence) FROM Events"));
        var page = Number(connection, "PRAGMA page_size") ?? 0;
        var file = page * (Number(connection, "PRAGMA page_count") ?? 0);
        var reusable = page * (Number(connection, "PRAGMA freelist_count") ?? 0);
        var oldest = TimeOf(connection, first);
        var events = last - first + 1 ?? 0;
        var size = events == 0 ? 0 : (double)(file - reusable) / events;
        return new StoreFigures
        {
            At = now,
            FileBytes = file,
            ReusableBytes = reusable,
            LogBytes = new FileInfo(directory.Database + "-wal") is { Exists: true } log ? log.Length : 0,
            Events = events,
            Oldest = oldest,
            Newest = TimeOf(connection, last),
            Week = Growth(7),
            Month = Growth(30),
            FreeBytes = disk.FreeBytes,
            Head = StoredSeal.Newest(connection) is { } seal ? new ChainHead(seal.Day, seal.Last, seal.Head) : null,
            LastBackup = Number(connection, BackupRecord.Last) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
        };

        StoreGrowth? Growth(int days)
        {
            if (oldest is not { } begin || events < FewEvents || now - begin < ShortHistory) return null;
            var since = now.AddDays(-days);
            var span = begin > since ? now - begin : TimeSpan.FromDays(days);
            var added = Number(connection, EventTimes.FirstSince, ("$time", since.UtcTicks), ("$disorder", EventTimes.Disorder.Ticks)) is { } from ? last!.Value - from + 1 : 0;
            var removed = Number(connection, "SELECT SUM(PrunedCount) FROM DaySeals WHERE PrunedOn >= $day", ("$day", since.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))) ?? 0;
            return new StoreGrowth(added / span.TotalDays, Math.Max(0, added - removed) * size / span.TotalDays);
        }
    }

    private static DateTimeOffset? TimeOf(SqliteConnection connection, long? sequence) =>
        sequence is { } known && Number(connection, "SELECT ReceivedAt FROM Events WHERE Sequence = $sequence", ("$sequence", known)) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    private static long? Number(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command.ExecuteScalar() as long?;
    }
}
