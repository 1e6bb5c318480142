using Microsoft.Data.Sqlite;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Intervals;

/// <summary>Reads what is stored of agents, as it is stored.</summary>
internal static class StoredLines
{
    private const string Columns = "Agent, Gateway, AgentId, State, GrowingPlace";

    /// <summary>All agents, in order of their numbers.</summary>
    public static List<IntervalLine> All(SqliteConnection connection, IntervalTables tables)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM {tables.Lines} ORDER BY Agent";
        return Read(command);
    }

    /// <summary>Agents whose last packet ended before <paramref name="cutoff"/>, in milliseconds since 1970, or who have none.</summary>
    public static List<IntervalLine> Quiet(SqliteConnection connection, long cutoff)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM IntervalLines WHERE NOT EXISTS (SELECT 1 FROM IntervalChunks WHERE Place = GrowingPlace AND EndsAt >= $cutoff)";
        command.Parameters.AddWithValue("$cutoff", cutoff);
        return Read(command);
    }

    /// <summary>The agent's intervals that have ended.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static IEnumerable<StateInterval> Intervals(SqliteConnection connection, IntervalTables tables, long agent)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT Place, Data FROM {tables.Chunks} WHERE Place >= $first AND Place < $next ORDER BY Place";
        command.Parameters.AddWithValue("$first", ChunkPlace.Of(agent, 0));
        command.Parameters.AddWithValue("$next", ChunkPlace.Of(agent + 1, 0));
        using var rows = command.ExecuteReader();
        while (rows.Read())
            foreach (var interval in Unpack(rows.GetFieldValue<byte[]>(1), ChunkPlace.BeginOf(rows.GetInt64(0))))
                yield return interval;
    }

    /// <summary>The one number that a query gives; 0 where it gives none.</summary>
    public static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as long? ?? 0;
    }

    private static List<IntervalLine> Read(SqliteCommand command)
    {
        using var rows = command.ExecuteReader();
        var lines = new List<IntervalLine>();
        while (rows.Read())
            lines.Add(new IntervalLine { Agent = rows.GetInt64(0), Gateway = rows.GetString(1), AgentId = rows.GetString(2), State = rows.GetFieldValue<byte[]>(3), GrowingPlace = rows.GetInt64(4) });
        return lines;
    }

    private static List<StateInterval> Unpack(byte[] data, long begin)
    {
        var unpacked = new List<StateInterval>(ChunkWriter.Capacity);
        var reader = new IntervalReader(data, begin);
        while (reader.TryRead(out var interval)) unpacked.Add(interval);
        return unpacked;
    }
}
