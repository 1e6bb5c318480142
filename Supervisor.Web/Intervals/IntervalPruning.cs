using Microsoft.Data.Sqlite;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Intervals;

/// <summary>Removes packets of intervals that ended before the retention, in small steps: one agent's oldest at a time. The one that may still grow stays.</summary>
internal static class IntervalPruning
{
    private const int Step = 200;

    /// <summary>Returns how many packets were removed.</summary>
    public static long Run(DataDirectory directory, DateTimeOffset cutoff, CancellationToken cancellationToken)
    {
        using var connection = SqliteConnections.OpenStore(directory.Database);
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            DELETE FROM IntervalChunks WHERE Place IN (
                SELECT Place FROM IntervalChunks
                WHERE Place >= $first AND Place < $last AND EndsAt < $cutoff AND Place <> (SELECT GrowingPlace FROM IntervalLines WHERE Agent = $agent)
                ORDER BY Place LIMIT {Step})
            """;
        var milliseconds = cutoff.ToUnixTimeMilliseconds();
        var removed = 0L;
        foreach (var agent in Agents(connection))
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$agent", agent);
            command.Parameters.AddWithValue("$first", ChunkPlace.Of(agent, 0));
            command.Parameters.AddWithValue("$last", ChunkPlace.Of(agent, milliseconds));
            command.Parameters.AddWithValue("$cutoff", milliseconds);
            while (command.ExecuteNonQuery() is var step and > 0)
            {
                removed += step;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return removed;
    }

    private static List<long> Agents(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Agent FROM IntervalLines";
        using var reader = command.ExecuteReader();
        var agents = new List<long>();
        while (reader.Read()) agents.Add(reader.GetInt64(0));
        return agents;
    }
}
