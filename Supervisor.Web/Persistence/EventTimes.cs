using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>
/// Turns a stretch of time into a stretch of sequences, so that every query can go by key. Events are numbered in the order in which
/// the floor keeper takes them, which is the order of time but for the milliseconds that sessions overtake each other, and for a clock
/// that is set back. So the bounds are looked for within <see cref="Disorder"/> of the edge, and the query still compares every time.
/// Only where the clock was set back by more than that may a row near the step be missed by a filter on time.
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

    /// <summary>The part of <paramref name="range"/> in which the filter's times lie; empty where there are none.</summary>
    public static SequenceRange Narrow(SqliteConnection connection, EventFilter filter, SequenceRange range)
    {
        if (filter.From is { } from)
        {
            if (Scalar(connection, FirstSince, from) is not { } first) return default;
            range = range with { After = Math.Max(range.After, first - 1) };
        }
        if (filter.To is { } to)
        {
            if (Scalar(connection, LastBefore, to) is not { } last) return default;
            range = range with { Before = Math.Min(range.Before, last + 1) };
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
