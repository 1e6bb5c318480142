using Microsoft.Data.Sqlite;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Intervals;

/// <summary>What a rebuild has seen.</summary>
/// <param name="Events">Events folded.</param>
/// <param name="Intervals">Ended intervals of all agents.</param>
/// <param name="Agents">Agents of the history.</param>
/// <param name="Different">Agents whose intervals were not what the events say; they are now.</param>
internal sealed record RebuildReport(long Events, long Intervals, int Agents, IReadOnlyList<AgentId> Different);

/// <summary>
/// Makes all intervals again from the events, in tables of their own beside those in use, compares the two, and puts the new ones in their place only where they differ. The app may run meanwhile:
/// it notices, and goes on from there. What the events no longer tell is taken over: see <see cref="RebuildStart"/>.
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
            var through = new RebuildStart(directory).Prepare(cancellationToken);
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
        INSERT INTO {New.Progress} VALUES (1, {IntervalFold.Version}, 0, 0);
        """;

    private static List<AgentId> Compare(SqliteConnection connection, CancellationToken cancellationToken, out long intervals, out int agents)
    {
        var different = new List<AgentId>();
        (intervals, agents) = (0, 0);
        // one look at both, while the app may go on folding
        using var transaction = connection.BeginTransaction(deferred: true);
        var before = StoredLines.All(connection, Old).ToDictionary(line => new AgentId(line.Gateway, line.AgentId), line => line.Agent);
        foreach (var made in StoredLines.All(connection, New))
        {
            cancellationToken.ThrowIfCancellationRequested();
            agents++;
            var id = new AgentId(made.Gateway, made.AgentId);
            var had = before.Remove(id, out var old) ? StoredLines.Intervals(connection, Old, old) : [];
            if (!Same(StoredLines.Intervals(connection, New, made.Agent), had, ref intervals)) different.Add(id);
        }

        different.AddRange(before.Keys); // nothing is known of them, neither by events nor by what is stored
        return different;
    }

    private static bool Same(IEnumerable<StateInterval> made, IEnumerable<StateInterval> had, ref long intervals)
    {
        using var stored = had.GetEnumerator();
        var same = true;
        foreach (var interval in made)
        {
            intervals++;
            same = same && Next(stored) == interval;
        }

        // the old side may have been folded on meanwhile: what it has more is newer than what was made
        return same;
    }

    private static StateInterval? Next(IEnumerator<StateInterval> stored)
    {
        try
        {
            return stored.MoveNext() ? stored.Current : null;
        }
        catch (InvalidDataException)
        {
            return null; // damaged, which is what a rebuild is for
        }
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

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
