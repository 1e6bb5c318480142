using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>
/// A long read: oldest first, all that match and were written before it began, with constant memory. Each step is a short transaction, so that it never holds the
/// write-ahead log back however slowly its reader takes the rows; the connection and what was read ahead stay.
/// </summary>
internal sealed class EventScan(DataDirectory directory, EventFilter filter) : IDisposable
{
    /// <summary>Rows of one step: some 10 ms.</summary>
    private const int StepRows = 4_000;

    private SqliteConnection? _connection;
    private EventCursor? _cursor;

    /// <summary>Shows the next rows, in the background: until <paramref name="each"/> has enough, or some thousand. False where there are no more.</summary>
    public Task<bool> NextAsync(EachRow each, CancellationToken cancellationToken) => Task.Run(() =>
    {
        _connection ??= SqliteConnections.OpenStore(directory.Database);
        using var transaction = _connection.BeginTransaction(deferred: true); // one picture for all statements of the step
        _cursor ??= EventCursor.Open(_connection, filter, SequenceRange.All with { Before = EventStore.LastSequence(_connection) + 1 }, newestFirst: false, StepRows);
        return _cursor.Read(StepRows, each);
    }, cancellationToken);

    public void Dispose()
    {
        _cursor?.Dispose();
        _connection?.Dispose();
    }
}
