using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Intervals;

/// <summary>One agent's intervals, in order, as a reader gets them; valid only during the call.</summary>
internal delegate void IntervalVisitor(AgentId agent, ReadOnlySpan<StateInterval> intervals);

/// <summary>Reads the state intervals. Every call first brings them up with the events, where the disk lets it.</summary>
internal sealed class IntervalStore(DataDirectory directory, IntervalKeeper keeper, TimeProvider time)
{
    /// <summary>A mark of our own that is not older than this says that we are running.</summary>
    private static readonly TimeSpan Fresh = 3 * AliveMark.Interval;

    /// <summary>Agents that the history knows, in order; also those that were removed since.</summary>
    public async Task<ImmutableArray<AgentId>> AgentsAsync(CancellationToken cancellationToken)
    {
        await keeper.TryCatchUpAsync(cancellationToken);
        return await Task.Run(() =>
        {
            using var connection = SqliteConnections.OpenStore(directory.Database);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT Gateway, AgentId FROM IntervalLines"; // not how each stands: that is much to read
            using var rows = command.ExecuteReader();
            var agents = new List<AgentId>();
            while (rows.Read()) agents.Add(new AgentId(rows.GetString(0), rows.GetString(1)));
            return agents.Order().ToImmutableArray();
        }, cancellationToken);
    }

    /// <summary>Of the agents whom <paramref name="watched"/> does not name, those of whom the history does not say that nobody watches them: it would go on with their last state.</summary>
    public async Task<ImmutableArray<AgentId>> UnendedAsync(IReadOnlySet<AgentId> watched, CancellationToken cancellationToken)
    {
        var others = (await AgentsAsync(cancellationToken)).RemoveAll(watched.Contains);
        if (others.IsEmpty) return others;
        return await Task.Run(() =>
        {
            using var connection = SqliteConnections.OpenStore(directory.Database);
            return Lines(connection, others)
                .Where(line => line.State.Line.Open is not { State: AgentState.Unknown, Reason: GapCauses.NotWatched })
                .Select(line => line.Id).ToImmutableArray();
        }, cancellationToken);
    }

    /// <summary>One agent's intervals that touch the time from <paramref name="from"/> to <paramref name="to"/>, whole: the first may begin earlier and the last end later. Empty where there are none.</summary>
    public async Task<ImmutableArray<StateInterval>> ReadAsync(AgentId agent, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var found = ImmutableArray<StateInterval>.Empty;
        await VisitAsync([agent], from, to, withCalls: true, (_, intervals) => found = [.. intervals], cancellationToken);
        return found;
    }

    /// <summary>The same for many agents, one after the other, in one look at the store.</summary>
    /// <param name="agents">Which; null for all that the history knows. Those without any interval in that time are not visited.</param>
    /// <param name="from">Beginning.</param>
    /// <param name="to">End, not included.</param>
    /// <param name="withCalls">False leaves out the texts of the calls.</param>
    /// <param name="visit">Is called on another thread.</param>
    /// <param name="cancellationToken">Ends it between two agents.</param>
    public async Task VisitAsync(IReadOnlyCollection<AgentId>? agents, DateTimeOffset from, DateTimeOffset to, bool withCalls, IntervalVisitor visit, CancellationToken cancellationToken)
    {
        await keeper.TryCatchUpAsync(cancellationToken);
        await Task.Run(() => Visit(agents, from, to, withCalls, visit, cancellationToken), cancellationToken);
    }

    /// <summary>Until when we know (UTC): now while the app runs, else when it was last there.</summary>
    public Task<DateTimeOffset> KnownUntilAsync(CancellationToken cancellationToken) => Task.Run(() =>
    {
        using var connection = SqliteConnections.OpenStore(directory.Database);
        return KnownUntil(connection);
    }, cancellationToken);

    private void Visit(IReadOnlyCollection<AgentId>? agents, DateTimeOffset from, DateTimeOffset to, bool withCalls, IntervalVisitor visit, CancellationToken cancellationToken)
    {
        using var connection = SqliteConnections.OpenStore(directory.Database);
        using var transaction = connection.BeginTransaction(deferred: true); // one picture for all agents
        var until = KnownUntil(connection);
        using var chunks = connection.CreateCommand();
        // the chunk that holds the beginning is the last one that begins at or before it
        chunks.CommandText = """
            SELECT Place, Data FROM IntervalChunks
            WHERE Place >= COALESCE((SELECT MAX(Place) FROM IntervalChunks WHERE Place BETWEEN $first AND $from), $first) AND Place < $to
            ORDER BY Place
            """;
        foreach (var name in (string[])["$first", "$from", "$to"]) chunks.Parameters.Add(new SqliteParameter { ParameterName = name });
        var intervals = new List<StateInterval>();
        foreach (var line in Lines(connection, agents))
        {
            cancellationToken.ThrowIfCancellationRequested();
            intervals.Clear();
            Read(chunks, line.Agent, from, to, withCalls, intervals);
            var open = line.State.Line.Open with { To = until > line.State.Line.Open.From ? until : line.State.Line.Open.From };
            if (Touches(open, from, to)) intervals.Add(open);
            if (intervals.Count > 0) visit(line.Id, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(intervals));
        }
    }

    private static void Read(SqliteCommand chunks, long agent, DateTimeOffset from, DateTimeOffset to, bool withCalls, List<StateInterval> intervals)
    {
        chunks.Parameters[0].Value = ChunkPlace.Of(agent, 0);
        chunks.Parameters[1].Value = ChunkPlace.Of(agent, from.ToUnixTimeMilliseconds());
        chunks.Parameters[2].Value = ChunkPlace.Of(agent, to.ToUnixTimeMilliseconds());
        using var rows = chunks.ExecuteReader();
        while (rows.Read())
        {
            var reader = new IntervalReader(rows.GetFieldValue<byte[]>(1), ChunkPlace.BeginOf(rows.GetInt64(0)), withCalls);
            while (reader.TryRead(out var interval))
                if (Touches(interval, from, to)) intervals.Add(interval);
        }
    }

    // one without length counts where it lies: a call may begin in it
    private static bool Touches(in StateInterval interval, DateTimeOffset from, DateTimeOffset to) => interval.From < to && (interval.To > from || interval.From >= from);

    private DateTimeOffset KnownUntil(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = AliveMark.Seen;
        var now = time.GetUtcNow();
        var seen = command.ExecuteScalar() is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : DateTimeOffset.MinValue;
        return now - seen <= Fresh ? now : seen;
    }

    private static IEnumerable<(long Agent, AgentId Id, LineState State)> Lines(SqliteConnection connection, IReadOnlyCollection<AgentId>? agents)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Agent, Gateway, AgentId, State FROM IntervalLines";
        if (agents is null)
        {
            using var all = command.ExecuteReader();
            while (all.Read()) yield return LineOf(all);
            yield break;
        }

        command.CommandText += " WHERE Gateway = $gateway AND AgentId = $agent";
        var (gateway, agentId) = (command.Parameters.Add("$gateway", SqliteType.Text), command.Parameters.Add("$agent", SqliteType.Text));
        foreach (var agent in agents)
        {
            (gateway.Value, agentId.Value) = (agent.Gateway, agent.WorkNo);
            using var one = command.ExecuteReader();
            if (one.Read()) yield return LineOf(one);
        }
    }

    private static (long Agent, AgentId Id, LineState State) LineOf(SqliteDataReader reader) =>
        (reader.GetInt64(0), new AgentId(reader.GetString(1), reader.GetString(2)), LineState.Read(reader.GetFieldValue<byte[]>(3)));
}
