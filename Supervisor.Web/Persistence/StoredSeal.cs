using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>The end of the chain: whoever keeps it elsewhere can prove later that nothing before it was altered.</summary>
/// <param name="Day">The day (UTC) of the newest seal.</param>
/// <param name="Last">The event at the end of the chain.</param>
/// <param name="Head">Its link, 32 bytes.</param>
internal sealed record ChainHead(DateOnly Day, long Last, byte[] Head)
{
    /// <summary>As it is shown, copied and given to <c>history verify --head</c>: 64 hexadecimal digits.</summary>
    public string Text => Convert.ToHexStringLower(Head);
}

/// <summary>A seal as it lies in the store, and the events beneath it, read without EF: a verification passes over millions.</summary>
internal sealed record StoredSeal(
    long First, DateOnly Day, long Last, long Count, byte[] PreviousHead, byte[] Head, long? PrunedThrough, long PrunedCount, byte[]? PrunedHead, long? ErasedThrough)
{
    private const string Columns = "SELECT First, Day, Last, Count, PreviousHead, Head, PrunedThrough, PrunedCount, PrunedHead, ErasedThrough FROM DaySeals";

    public delegate void EachRow(in LinkedRow row, byte[]? link);

    /// <summary>The next seal that begins later; null after the newest.</summary>
    public static StoredSeal? After(SqliteConnection connection, long first) => One(connection, $"{Columns} WHERE First > $first ORDER BY First LIMIT 1", first);

    /// <summary>The newest seal that has an event; null in a store without a sealed event.</summary>
    public static StoredSeal? Newest(SqliteConnection connection) => One(connection, $"{Columns} WHERE First > $first ORDER BY First DESC LIMIT 1", 0);

    /// <summary>Events from one sequence to another, both included.</summary>
    public static long EventsBetween(SqliteConnection connection, long first, long last)
    {
        using var command = Between(connection, "SELECT COUNT(*) FROM Events NOT INDEXED WHERE Sequence BETWEEN $first AND $last", first, last);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Shows the events in order, one at a time.</summary>
    public static void Read(SqliteConnection connection, long first, long last, EachRow each)
    {
        using var command = Between(connection, """
            SELECT Sequence, ReceivedAt, GeneratedAt, CAST(Gateway AS BLOB), CAST(AgentId AS BLOB), Origin, CAST(Type AS BLOB), Content, ContentHash, Link FROM Events NOT INDEXED
            WHERE Sequence BETWEEN $first AND $last ORDER BY Sequence
            """, first, last);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var content = reader.IsDBNull(7) ? null : reader.GetFieldValue<byte[]>(7);
            var row = new LinkedRow
            {
                Sequence = reader.GetInt64(0),
                ReceivedAt = reader.GetInt64(1),
                GeneratedAt = reader.IsDBNull(2) ? null : reader.GetInt64(2),
                Gateway = Text(3),
                AgentId = Text(4),
                Origin = reader.GetInt64(5),
                Type = Text(6),
                HasContent = content is not null,
                Content = content,
                ContentHash = reader.IsDBNull(8) ? null : reader.GetFieldValue<byte[]>(8),
            };
            each(row, reader.IsDBNull(9) ? null : reader.GetFieldValue<byte[]>(9));
        }

        // as bytes: a text is read only up to its first zero
        string Text(int column) => Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(column));
    }

    private static StoredSeal? One(SqliteConnection connection, string sql, long first)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$first", first);
        using var reader = command.ExecuteReader();
        return !reader.Read() ? null : new StoredSeal(
            reader.GetInt64(0), DateOnly.TryParseExact(reader.GetString(1), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.MinValue,
            reader.GetInt64(2), reader.GetInt64(3), reader.GetFieldValue<byte[]>(4), reader.GetFieldValue<byte[]>(5),
            reader.IsDBNull(6) ? null : reader.GetInt64(6), reader.GetInt64(7), reader.IsDBNull(8) ? null : reader.GetFieldValue<byte[]>(8),
            reader.IsDBNull(9) ? null : reader.GetInt64(9));
    }

    private static SqliteCommand Between(SqliteConnection connection, string sql, long first, long last)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$first", first);
        command.Parameters.AddWithValue("$last", last);
        return command;
    }
}
