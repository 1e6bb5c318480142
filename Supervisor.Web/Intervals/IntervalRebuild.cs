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
            RebuiltIntervals.Create(connection);
            var through = Prepare(connection, cancellationToken);
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
            RebuiltIntervals.Drop(connection);
        }
    }

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
        RebuiltIntervals.Use(connection);
        transaction.Commit();
    }

    private static long Prepare(SqliteConnection connection, CancellationToken cancellationToken)
    {
        using var transaction = connection.BeginTransaction();
        var through = new RebuildStart().Prepare(connection, cancellationToken);
        transaction.Commit();
        return through;
    }
}
