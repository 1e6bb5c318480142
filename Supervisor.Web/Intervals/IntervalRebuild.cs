using Microsoft.Data.Sqlite;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Intervals;

/// <summary>What a rebuild has seen.</summary>
/// <param name="Events">Events folded.</param>
/// <param name="Intervals">Intervals made, of all agents.</param>
/// <param name="Agents">Agents of the history.</param>
/// <param name="Different">Agents whose intervals were not what the events say; they are now.</param>
internal sealed record RebuildReport(long Events, long Intervals, int Agents, IReadOnlyList<AgentId> Different);

/// <summary>
/// Makes all intervals again from the events, in tables of their own beside those in use, compares the two, and puts the new ones in their place only where they differ. The app may run meanwhile:
/// it notices, and goes on from there.
/// </summary>
internal sealed class IntervalRebuild(DataDirectory directory, IntervalKeeper keeper)
{
    private static readonly IntervalTables Old = IntervalTables.InUse, New = IntervalTables.Rebuilt;

    /// <param name="progress">Is told the number of events folded so far.</param>
    /// <param name="cancellationToken">Leaves everything as it was.</param>
    /// <exception cref="SqliteException">The store cannot be read or written; everything is as it was.</exception>
    public async Task<RebuildReport> RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await keeper.CatchUpAsync(cancellationToken);
        return await Task.Run(() => Run(progress, cancellationToken), cancellationToken);
    }

    private RebuildReport Run(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var connection = SqliteConnections.OpenStore(directory.Database);
        try
        {
            Execute(connection, DropNew + CreateNew);
            var through = Scalar(connection, $"SELECT Sequence FROM {Old.Progress}");
            var fold = new IntervalFold(directory, New);
            var events = 0L;
            while (fold.Step(through) is var taken and > 0)
            {
                events += taken;
                progress?.Report(events);
                cancellationToken.ThrowIfCancellationRequested();
            }

            var different = Compare(connection, cancellationToken, out var intervals, out var agents);
            if (different.Count > 0) Replace(connection);
            return new RebuildReport(events, intervals, agents, different);
        }
        finally
        {
            Execute(connection, DropNew);
        }
    }

    private static readonly string DropNew = $"DROP TABLE IF EXISTS {New.Chunks}; DROP TABLE IF EXISTS {New.Lines}; DROP TABLE IF EXISTS {New.Progress};";

    private static readonly string CreateNew = $"""
        CREATE TABLE {New.Chunks} (Place INTEGER NOT NULL PRIMARY KEY, EndsAt INTEGER NOT NULL, Count INTEGER NOT NULL, Data BLOB NOT NULL);
        CREATE TABLE {New.Lines} (Agent INTEGER NOT NULL PRIMARY KEY, Gateway TEXT NOT NULL, AgentId TEXT NOT NULL, State BLOB NOT NULL, GrowingPlace INTEGER NOT NULL);
        CREATE TABLE {New.Progress} (Id INTEGER NOT NULL PRIMARY KEY, Version INTEGER NOT NULL, Epoch INTEGER NOT NULL, Sequence INTEGER NOT NULL);
        INSERT INTO {New.Progress} VALUES (1, 0, 0, 0);
        """;

    private static List<AgentId> Compare(SqliteConnection connection, CancellationToken cancellationToken, out long intervals, out int agents)
    {
        var different = new List<AgentId>();
        (intervals, agents) = (0, 0);
        // one look at both, while the app may go on folding
        using var transaction = connection.BeginTransaction(deferred: true);
        // with the retention, the state at the first event that is left was told by one that is gone
        var pruned = Scalar(connection, "SELECT COALESCE(MAX(PrunedThrough), 0) FROM DaySeals") > 0;
        var before = Agents(connection, Old).ToDictionary(line => line.Id, line => line.Agent);
        foreach (var (id, agent) in Agents(connection, New))
        {
            cancellationToken.ThrowIfCancellationRequested();
            agents++;
            using var made = Intervals(connection, New, agent).GetEnumerator();
            using var had = (before.Remove(id, out var old) ? Intervals(connection, Old, old) : []).GetEnumerator();
            if (!Same(made, had, pruned, ref intervals)) different.Add(id);
        }

        if (!pruned) different.AddRange(before.Keys); // intervals of agents of whom there is no event
        return different;
    }

    private static bool Same(IEnumerator<StateInterval> made, IEnumerator<StateInterval> had, bool pruned, ref long intervals)
    {
        var same = true;
        var begun = !pruned;
        while (made.MoveNext())
        {
            intervals++;
            if (!same) continue;
            if (!begun)
            {
                if (!made.Current.IsKnown) continue;
                begun = true;
                while (had.MoveNext() && had.Current.Sequence < made.Current.Sequence)
                {
                    // what came before the first state that the remaining events tell
                }

                same = had.Current == made.Current;
                continue;
            }

            same = had.MoveNext() && had.Current == made.Current;
        }

        // the old side may have been folded on meanwhile: what it has more is newer than what was made
        return same;
    }

    private static IEnumerable<StateInterval> Intervals(SqliteConnection connection, IntervalTables tables, long agent)
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

    private static List<StateInterval> Unpack(byte[] data, long begin)
    {
        var unpacked = new List<StateInterval>(ChunkWriter.Capacity);
        var reader = new IntervalReader(data, begin);
        while (reader.TryRead(out var interval)) unpacked.Add(interval);
        return unpacked;
    }

    private static List<(AgentId Id, long Agent)> Agents(SqliteConnection connection, IntervalTables tables)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT Gateway, AgentId, Agent FROM {tables.Lines} ORDER BY Agent";
        using var rows = command.ExecuteReader();
        var agents = new List<(AgentId, long)>();
        while (rows.Read()) agents.Add((new AgentId(rows.GetString(0), rows.GetString(1)), rows.GetInt64(2)));
        return agents;
    }

    private static void Replace(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, $"""
            DELETE FROM {Old.Chunks};
            DELETE FROM {Old.Lines};
            INSERT INTO {Old.Chunks} SELECT Place, EndsAt, Count, Data FROM {New.Chunks} ORDER BY Place;
            INSERT INTO {Old.Lines} SELECT Agent, Gateway, AgentId, State, GrowingPlace FROM {New.Lines};
            UPDATE {Old.Progress} SET Version = {IntervalFold.Version}, Epoch = Epoch + 1, Sequence = (SELECT Sequence FROM {New.Progress});
            """, transaction);
        transaction.Commit();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as long? ?? 0;
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
