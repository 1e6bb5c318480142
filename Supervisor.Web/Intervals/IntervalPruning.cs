using Microsoft.Data.Sqlite;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Intervals;

/// <summary>
/// Removes packets of intervals that ended before the retention, in small steps: one agent's oldest at a time. Of an agent who has been in one state since before it, nothing stays but the state:
/// neither the packet that might still grow, nor what its open interval tells of a call.
/// </summary>
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

        foreach (var line in StoredLines.Quiet(connection, milliseconds))
        {
            cancellationToken.ThrowIfCancellationRequested();
            removed += Forget(connection, line, cutoff);
        }

        return removed;
    }

    private static long Forget(SqliteConnection connection, IntervalLine line, DateTimeOffset cutoff)
    {
        var state = LineState.Read(line.State);
        if (state.Line.Open.From >= cutoff) return 0;
        var rest = (state with { Line = state.Line.WithoutCallTexts() }).ToBytes();
        if (line.GrowingPlace == 0 && rest.AsSpan().SequenceEqual(line.State)) return 0;
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        // an agent that another process has folded on meanwhile is not as it was read
        command.CommandText = "UPDATE IntervalLines SET State = $rest, GrowingPlace = 0 WHERE Agent = $agent AND State = $state";
        command.Parameters.AddWithValue("$rest", rest);
        command.Parameters.AddWithValue("$agent", line.Agent);
        command.Parameters.AddWithValue("$state", line.State);
        if (command.ExecuteNonQuery() == 0) return 0;
        command.CommandText = "DELETE FROM IntervalChunks WHERE Place = $growing";
        command.Parameters.AddWithValue("$growing", line.GrowingPlace);
        var removed = command.ExecuteNonQuery();
        command.CommandText = "UPDATE IntervalProgress SET Epoch = Epoch + 1"; // whoever has the packet in memory must not store it again
        command.ExecuteNonQuery();
        transaction.Commit();
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
