using Microsoft.Data.Sqlite;
using Supervisor.Domain.Events;

namespace Supervisor.Web.Persistence;

/// <summary>Puts a batch on the disk, whole or not at all. The seam at which tests break the disk.</summary>
internal interface IEventAppender : IDisposable
{
    /// <summary>Returns how many events of the batch were left out because another row has their sequence: 0 unless two processes write.</summary>
    int Append(IReadOnlyList<ObservedEvent> batch);
}

/// <summary>One transaction per batch, prepared commands for all; what was said goes into the text index, and the chain is carried on, with the event. After a fault the connection is opened anew.</summary>
/// <remarks>
/// A lock of another process is met at the beginning of the transaction only, and waited for there: whoever has begun to write in a write-ahead log meets none until the end. What fails is
/// the whole batch, which is on the disk whole or not at all; where the commit is in doubt, the sequences tell.
/// </remarks>
internal sealed class EventAppender(DataDirectory directory) : IEventAppender
{
    private readonly KnownNames _names = new();
    private SqliteConnection? _connection;
    private RawStatement? _insert;
    private SqliteCommand? _insertText;
    private DayChain? _chain;
    private bool _retry;

    /// <summary>How long a lock of another process is waited for, before the batch has failed and is tried again later.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    public int Append(IReadOnlyList<ObservedEvent> batch)
    {
        try
        {
            var insert = _insert ??= Prepare();
            using var transaction = _connection!.BeginTransaction();
            _insertText!.Transaction = transaction;
            _chain!.Begin(transaction);
            var written = 0;
            foreach (var observed in batch)
            {
                var contentHash = EventLink.ContentHashOf(observed.Origin, observed.Content.Span);
                var link = _chain.LinkOf(observed, contentHash);
                var added = Insert(insert, observed, contentHash, link);
                written += added;
                if (added > 0 && link is not null) _chain.Add(observed, link);
                if (added > 0 && observed.Event is AgentEvent.Recognised { Utterance.Readings: { IsEmpty: false } readings }) InsertText(_insertText, observed.Sequence, readings);
            }

            _chain.End();
            transaction.Commit();
            // after a fault it is unknown whether the commit reached the disk: what is there already is what we wrote
            var taken = _retry ? 0 : batch.Count - written;
            _retry = false;
            return taken;
        }
        catch
        {
            _retry = true;
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _insert?.Dispose();
        _insertText?.Dispose();
        _chain?.Dispose();
        _connection?.Dispose();
        (_insert, _insertText, _chain, _connection) = (null, null, null, null);
    }

    private RawStatement Prepare()
    {
        _connection = SqliteConnections.OpenForAppending(directory.Database, Patience);
        var insert = new RawStatement(_connection, """
            INSERT INTO Events (Sequence, ReceivedAt, GeneratedAt, Gateway, AgentId, Origin, Type, Content, ContentHash, Link)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (Sequence) DO NOTHING
            """);
        _insertText = _connection.CreateCommand();
        _insertText.CommandText = "INSERT INTO RecognitionText (rowid, Said) VALUES ($sequence, $said)";
        foreach (var name in (string[])["$sequence", "$said"]) _insertText.Parameters.Add(new SqliteParameter { ParameterName = name });
        _chain = new DayChain(_connection);
        return insert;
    }

    /// <summary>All readings, a line each: a search does not run from one into the next, as it cannot hold a line end.</summary>
    private static void InsertText(SqliteCommand insert, long sequence, IReadOnlyList<string> readings)
    {
        insert.Parameters[0].Value = sequence;
        insert.Parameters[1].Value = string.Join('\n', readings);
        insert.ExecuteNonQuery();
    }

    private int Insert(RawStatement insert, ObservedEvent observed, byte[]? contentHash, byte[]? link)
    {
        insert.Bind(1, observed.Sequence).Bind(2, observed.ReceivedAt.UtcTicks).Bind(4, _names.Utf8(observed.Agent.Gateway)).Bind(5, _names.Utf8(observed.Agent.WorkNo))
            .Bind(6, (long)observed.Origin).Bind(7, _names.Utf8(observed.Type));
        _ = observed.GeneratedAt is { } generated ? insert.Bind(3, generated.UtcTicks) : insert.BindNull(3);
        BindOrNull(8, observed.Content.Span);
        BindOrNull(9, contentHash);
        BindOrNull(10, link);
        insert.Step();
        insert.Reset();
        return insert.Changed;

        void BindOrNull(int index, ReadOnlySpan<byte> value) => _ = value.IsEmpty ? insert.BindNull(index) : insert.BindBlob(index, value);
    }
}
