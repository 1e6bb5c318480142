using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>
/// Turns a stretch of time into a stretch of sequences, so that every query can go by key. Events are numbered in the order in which
/// the floor keeper takes them, which is the order of time but for the milliseconds that sessions overtake each other, and for a clock
/// that is wrong for a while. So a bound is looked for within <see cref="Disorder"/> of the edge, and leaves out nothing up to the event on
/// the other side of it; where the history begins or ends inside the times there is none. The query still compares every time.
/// Only where wrong times lie on both sides of an edge, and no right one within <see cref="Disorder"/> of it, may events be missed.
/// </summary>
internal static class EventTimes
{
    internal static readonly TimeSpan Disorder = TimeSpan.FromMinutes(10);

    public const string FirstSince = """
        SELECT MIN(Sequence) FROM Events INDEXED BY IX_Events_ReceivedAt
        WHERE ReceivedAt BETWEEN (SELECT MIN(ReceivedAt) FROM Events WHERE ReceivedAt >= $time) AND (SELECT MIN(ReceivedAt) FROM Events WHERE ReceivedAt >= $time) + $disorder
        """;

    public const string LastBefore = """
        SELECT MAX(Sequence) FROM Events INDEXED BY IX_Events_ReceivedAt
        WHERE ReceivedAt BETWEEN (SELECT MAX(ReceivedAt) FROM Events WHERE ReceivedAt < $time) - $disorder AND (SELECT MAX(ReceivedAt) FROM Events WHERE ReceivedAt < $time)
        """;

    /// <summary>The last event before the edge by its time, and the first from it on.</summary>
    public const string NextBefore = "SELECT Sequence FROM Events INDEXED BY IX_Events_ReceivedAt WHERE ReceivedAt < $time ORDER BY ReceivedAt DESC LIMIT 1";

    /// <inheritdoc cref="NextBefore"/>
    public const string NextSince = "SELECT Sequence FROM Events INDEXED BY IX_Events_ReceivedAt WHERE ReceivedAt >= $time ORDER BY ReceivedAt LIMIT 1";

    /// <summary>What the clock said last, which need not be the latest time of the history.</summary>
    public const string Newest = "SELECT ReceivedAt FROM Events WHERE Sequence = (SELECT MAX(Sequence) FROM Events)";

    /// <summary>The part of <paramref name="range"/> in which the filter's times lie; empty where there are none.</summary>
    public static SequenceRange Narrow(SqliteConnection connection, EventFilter filter, SequenceRange range)
    {
        if (filter.From is { } from)
        {
            if (Scalar(connection, FirstSince, from) is not { } first) return default;
            if (Scalar(connection, NextBefore, from) is { } before) range = range with { After = Math.Max(range.After, Math.Min(first - 1, before)) };
        }
        if (filter.To is { } to)
        {
            if (Scalar(connection, LastBefore, to) is not { } last) return default;
            // the history has not come to the edge yet, whatever times a clock that ran ahead has left on both sides of it
            if (Scalar(connection, Newest, to) >= to.UtcTicks && Scalar(connection, NextSince, to) is { } next)
                range = range with { Before = Math.Min(range.Before, Math.Max(last + 1, next)) };
        }
        return range;
    }

    private static long? Scalar(SqliteConnection connection, string sql, DateTimeOffset time)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$time", time.UtcTicks);
        command.Parameters.AddWithValue("$disorder", Disorder.Ticks);
        return command.ExecuteScalar() as long?;
    }
}
