using System.Runtime.InteropServices;
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
internal sealed class EventAppender(DataDirectory directory) : IEventAppender
{
    private SqliteConnection? _connection;
    private SqliteCommand? _insert;
    private SqliteCommand? _insertText;
    private DayChain? _chain;
    private bool _retry;

    public int Append(IReadOnlyList<ObservedEvent> batch)
    {
        try
        {
            var insert = _insert ??= Prepare();
            using var transaction = _connection!.BeginTransaction();
            insert.Transaction = _insertText!.Transaction = transaction;
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

    private SqliteCommand Prepare()
    {
        _connection = SqliteConnections.OpenForAppending(directory.Database);
        var insert = _connection.CreateCommand();
        insert.CommandText = """
            INSERT INTO Events (Sequence, ReceivedAt, GeneratedAt, Gateway, AgentId, Origin, Type, Content, ContentHash, Link)
            VALUES ($sequence, $receivedAt, $generatedAt, $gateway, $agent, $origin, $type, $content, $contentHash, $link) ON CONFLICT (Sequence) DO NOTHING
            """;
        foreach (var name in (string[])["$sequence", "$receivedAt", "$generatedAt", "$gateway", "$agent", "$origin", "$type", "$content", "$contentHash", "$link"])
            insert.Parameters.Add(new SqliteParameter { ParameterName = name });
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

    private static int Insert(SqliteCommand insert, ObservedEvent observed, byte[]? contentHash, byte[]? link)
    {
        var values = insert.Parameters;
        values[0].Value = observed.Sequence;
        values[1].Value = observed.ReceivedAt.UtcTicks;
        values[2].Value = observed.GeneratedAt is { } generated ? generated.UtcTicks : DBNull.Value;
        values[3].Value = observed.Agent.Gateway;
        values[4].Value = observed.Agent.WorkNo;
        values[5].Value = (long)observed.Origin;
        values[6].Value = observed.Type;
        values[7].Value = observed.Content.IsEmpty ? DBNull.Value : BytesOf(observed.Content);
        values[8].Value = (object?)contentHash ?? DBNull.Value;
        values[9].Value = (object?)link ?? DBNull.Value;
        return insert.ExecuteNonQuery();
    }

    private static byte[] BytesOf(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var segment) && segment is { Offset: 0, Array: { } array } && segment.Count == array.Length ? array : content.ToArray();
}
