using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Data.Sqlite;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Persistence;

/// <summary>Reads the event history. By key, never by offset; every call is one short transaction, so a long export never holds the log back.</summary>
internal sealed class EventStore(DataDirectory directory)
{
    /// <summary>Most names that one call gives.</summary>
    private const int MostNames = 1_000;

    /// <summary>Contents of one step of a streamed read, in bytes, after which it waits for its reader.</summary>
    private const int StepBytes = 4 * 1024 * 1024;

    /// <summary>Newest first: up to <paramref name="limit"/> events with a sequence below <paramref name="before"/>.</summary>
    public Task<EventPage> OlderAsync(EventFilter filter, long? before, int limit, CancellationToken cancellationToken) =>
        InBackgroundAsync(connection => Page(connection, filter, SequenceRange.All with { Before = before ?? long.MaxValue }, newestFirst: true, limit), cancellationToken);

    /// <summary>Oldest first: up to <paramref name="limit"/> events with a sequence above <paramref name="after"/>.</summary>
    public Task<EventPage> NewerAsync(EventFilter filter, long after, int limit, CancellationToken cancellationToken) =>
        InBackgroundAsync(connection => Page(connection, filter, SequenceRange.All with { After = after }, newestFirst: false, limit), cancellationToken);

    /// <summary>Oldest first, all that match and were written before the call, with constant memory.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadAsync(EventFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var scan = Scan(filter);
        var names = new EventNames();
        for (var more = true; more;)
        {
            var (rows, bytes) = (new List<StoredEvent>(), 0L);
            more = await scan.NextAsync(row =>
            {
                rows.Add(row.ToStored(names));
                return (bytes += row.Content.Length) < StepBytes;
            }, cancellationToken);
            foreach (var row in rows) yield return row;
        }
    }

    /// <summary>The same without a copy of each row, for what passes over millions.</summary>
    public EventScan Scan(EventFilter filter) => new(directory, filter);

    /// <summary>Event types that the history holds, in order. Some seeks of the index per gateway and type, however many events there are.</summary>
    public Task<ImmutableArray<string>> TypesAsync(CancellationToken cancellationToken) => InBackgroundAsync(connection =>
    {
        var arms = new EventArms(connection);
        var gateways = arms.Gateways().ToArray();
        return gateways.SelectMany(arms.Types).Select(Encoding.UTF8.GetString).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostNames).ToImmutableArray();
    }, cancellationToken);

    /// <summary>Gateways that the history holds, also removed ones, in order.</summary>
    public Task<ImmutableArray<string>> GatewaysAsync(CancellationToken cancellationToken) =>
        InBackgroundAsync(connection => new EventArms(connection).Gateways().Select(Encoding.UTF8.GetString).Take(MostNames).ToImmutableArray(), cancellationToken);

    /// <summary>Agent ids that the history holds and that begin so, in order: at most <paramref name="limit"/>.</summary>
    public Task<ImmutableArray<string>> AgentsAsync(string beginning, int limit, CancellationToken cancellationToken) =>
        InBackgroundAsync(connection => new EventArms(connection).Agents(Encoding.UTF8.GetBytes(beginning)).Select(Encoding.UTF8.GetString)
            .TakeWhile(name => name.StartsWith(beginning, StringComparison.Ordinal)).Take(limit).ToImmutableArray(), cancellationToken);

    /// <summary>The highest sequence ever given, 0 in a new store. The pruner always leaves the newest event, so the number never goes back.</summary>
    public Task<long> LastSequenceAsync(CancellationToken cancellationToken) =>
        InBackgroundAsync(LastSequence, cancellationToken);

    /// <summary>The end of the chain over the history; null before the first event.</summary>
    public Task<ChainHead?> HeadAsync(CancellationToken cancellationToken) =>
        InBackgroundAsync(connection => StoredSeal.Newest(connection) is { } seal ? new ChainHead(seal.Day, seal.Last, seal.Head) : null, cancellationToken);

    internal static long LastSequence(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT MAX(Sequence) FROM Events";
        return command.ExecuteScalar() as long? ?? 0;
    }

    private static EventPage Page(SqliteConnection connection, EventFilter filter, SequenceRange range, bool newestFirst, int limit)
    {
        using var cursor = EventCursor.Open(connection, filter, range, newestFirst, limit + 1);
        var (rows, names) = (new List<StoredEvent>(), new EventNames());
        cursor.Read(limit + 1, row => // one more, to know whether there is a next page
        {
            rows.Add(row.ToStored(names));
            return true;
        });
        return rows.Count <= limit ? new EventPage([.. rows], null) : new EventPage([.. rows.Take(limit)], rows[limit - 1].Sequence);
    }

    /// <summary>SQLite has no asynchronous I/O: a query occupies a thread, and that must not be the one of a circuit.</summary>
    private Task<T> InBackgroundAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken) => Task.Run(() =>
    {
        using var connection = SqliteConnections.OpenStore(directory.Database);
        using var transaction = connection.BeginTransaction(deferred: true); // one picture for all statements of the call
        return read(connection);
    }, cancellationToken);
}
