using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Persistence;

/// <summary>Reads the event history. By key, never by offset; every call is one short transaction, so a long export never holds the log back.</summary>
internal sealed class EventStore(DataDirectory directory)
{
    /// <summary>Rows of one transaction of a streamed read: some 10 ms.</summary>
    private const int StreamChunk = 2_000;

    /// <summary>Newest first: up to <paramref name="limit"/> events with a sequence below <paramref name="before"/>.</summary>
    public Task<EventPage> OlderAsync(EventFilter filter, long? before, int limit, CancellationToken cancellationToken) =>
        InBackgroundAsync(connection => Page(connection, filter, SequenceRange.All with { Before = before ?? long.MaxValue }, newestFirst: true, limit), cancellationToken);

    /// <summary>Oldest first: up to <paramref name="limit"/> events with a sequence above <paramref name="after"/>.</summary>
    public Task<EventPage> NewerAsync(EventFilter filter, long after, int limit, CancellationToken cancellationToken) =>
        InBackgroundAsync(connection => Page(connection, filter, SequenceRange.All with { After = after }, newestFirst: false, limit), cancellationToken);

    /// <summary>Oldest first, all that match and were written before the call, with constant memory.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadAsync(EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var range = await InBackgroundAsync(
            connection => EventTimes.Narrow(connection, filter, SequenceRange.All with { Before = Scalar(connection, "SELECT MAX(Sequence) FROM Events") + 1 }), cancellationToken);
        while (!range.IsEmpty)
        {
            var rows = await InBackgroundAsync(connection => Rows(connection, filter, range, newestFirst: false, StreamChunk), cancellationToken);
            foreach (var row in rows) yield return row;
            if (rows.Count < StreamChunk) yield break;
            range = range with { After = rows[^1].Sequence };
        }
    }

    /// <summary>Event types that the history holds, in order. One seek of the index per type, however many events there are.</summary>
    public Task<ImmutableArray<string>> TypesAsync(CancellationToken cancellationToken) => DistinctAsync("Type", cancellationToken);

    /// <summary>Gateways that the history holds, also removed ones, in order.</summary>
    public Task<ImmutableArray<string>> GatewaysAsync(CancellationToken cancellationToken) => DistinctAsync("Gateway", cancellationToken);

    /// <summary>Agent ids that the history holds and that begin so, in order: at most <paramref name="limit"/>.</summary>
    public Task<ImmutableArray<string>> AgentsAsync(string beginning, int limit, CancellationToken cancellationToken) =>
        DistinctAsync("AgentId", cancellationToken, beginning, limit);

    /// <summary>The highest sequence ever given, 0 in a new store. The pruner always leaves the newest event, so the number never goes back.</summary>
    public Task<long> LastSequenceAsync(CancellationToken cancellationToken) =>
        InBackgroundAsync(connection => Scalar(connection, "SELECT MAX(Sequence) FROM Events"), cancellationToken);

    /// <summary>The end of the chain over the history; null before the first event.</summary>
    public Task<ChainHead?> HeadAsync(CancellationToken cancellationToken) =>
        InBackgroundAsync(connection => StoredSeal.Newest(connection) is { } seal ? new ChainHead(seal.Day, seal.Last, seal.Head) : null, cancellationToken);

    private static EventPage Page(SqliteConnection connection, EventFilter filter, SequenceRange range, bool newestFirst, int limit)
    {
        range = EventTimes.Narrow(connection, filter, range);
        if (range.IsEmpty) return new EventPage([], null);
        var rows = Rows(connection, filter, range, newestFirst, limit + 1); // one more, to know whether there is a next page
        return rows.Count <= limit ? new EventPage([.. rows], null) : new EventPage([.. rows.Take(limit)], rows[limit - 1].Sequence);
    }

    private static List<StoredEvent> Rows(SqliteConnection connection, EventFilter filter, SequenceRange range, bool newestFirst, int limit)
    {
        using var command = connection.CreateCommand();
        EventSql.Fill(command, filter, range, newestFirst, limit);
        using var reader = command.ExecuteReader();
        var rows = new List<StoredEvent>();
        while (reader.Read()) rows.Add(RowOf(reader));
        return rows;
    }

    /// <summary>The event in the columns sequence, receipt, generation, gateway, agent, origin, type, content.</summary>
    public static StoredEvent RowOf(SqliteDataReader reader) => new()
    {
        Sequence = reader.GetInt64(0),
        ReceivedAt = new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero),
        GeneratedAt = reader.IsDBNull(2) ? null : new DateTimeOffset(reader.GetInt64(2), TimeSpan.Zero),
        Gateway = reader.GetString(3),
        AgentId = reader.GetString(4),
        Origin = (EventOrigin)reader.GetInt64(5),
        Type = reader.GetString(6),
        Content = reader.IsDBNull(7) ? null : (byte[])reader.GetValue(7),
    };

    private Task<ImmutableArray<string>> DistinctAsync(string column, CancellationToken cancellationToken, string beginning = "", int limit = 1_000) => InBackgroundAsync(connection =>
    {
        var found = ImmutableArray.CreateBuilder<string>();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT MIN({column}) FROM Events WHERE {column} > $last";
        var last = command.Parameters.AddWithValue("$last", "");
        if (beginning.Length > 0)
        {
            command.CommandText = $"SELECT MIN({column}) FROM Events WHERE {column} >= $last";
            last.Value = beginning;
        }
        while (found.Count < limit && command.ExecuteScalar() is string next && next.StartsWith(beginning, StringComparison.Ordinal))
        {
            found.Add(next);
            command.CommandText = $"SELECT MIN({column}) FROM Events WHERE {column} > $last";
            last.Value = next;
        }
        return found.ToImmutable();
    }, cancellationToken);

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as long? ?? 0;
    }

    /// <summary>SQLite has no asynchronous I/O: a query occupies a thread, and that must not be the one of a circuit.</summary>
    private Task<T> InBackgroundAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken) => Task.Run(() =>
    {
        using var connection = SqliteConnections.OpenStore(directory.Database);
        using var transaction = connection.BeginTransaction(deferred: true); // one picture for all statements of the call
        return read(connection);
    }, cancellationToken);
}
