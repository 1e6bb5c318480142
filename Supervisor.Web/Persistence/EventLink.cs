using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Supervisor.Domain.Events;

namespace Supervisor.Web.Persistence;

/// <summary>
/// The link of one event: SHA-256 over the link before it and every column of the row, each with its length or a mark for "none", so that no two rows have the same encoding.
/// What was said may have to go while the chain stays: for a recognition result the digest of its content stands in the content's place, with a mark of its own.
/// </summary>
internal sealed class EventLink
{
    /// <summary>Bytes of a link.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    /// <summary>Of a row, the lengths of its three names among them.</summary>
    private const int Numbers = 9;

    private byte[] _row = new byte[4096];
    private int _length;

    /// <summary>The digest that stands for the content; null for events whose link is over the content itself.</summary>
    public static byte[]? ContentHashOf(EventOrigin origin, ReadOnlySpan<byte> content) => origin == EventOrigin.Recognition && !content.IsEmpty ? SHA256.HashData(content) : null;

    /// <summary>Not for two threads at once: the buffer is used again.</summary>
    public byte[] Next(ReadOnlySpan<byte> previous, in LinkedRow row)
    {
        var content = row.ContentHash.IsEmpty ? row.Content : row.ContentHash;
        Room(previous.Length + (Numbers * sizeof(long)) + Encoding.UTF8.GetMaxByteCount(row.Gateway.Length + row.AgentId.Length + row.Type.Length) + content.Length);
        Write(previous);
        Write(row.Sequence);
        Write(row.ReceivedAt);
        Write(row.GeneratedAt is null ? 0 : 1);
        Write(row.GeneratedAt ?? 0);
        Write(row.Gateway);
        Write(row.AgentId);
        Write(row.Origin);
        Write(row.Type);
        Write(!row.ContentHash.IsEmpty ? 2 : row.HasContent ? 1 : 0);
        Write(content); // the last one needs no length
        return SHA256.HashData(_row.AsSpan(0, _length));
    }

    private void Room(int bytes)
    {
        _length = 0;
        if (_row.Length < bytes) _row = new byte[bytes];
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_row.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Write(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(_row.AsSpan(_length), number);
        _length += sizeof(long);
    }

    private void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text, _row.AsSpan(_length + sizeof(long)));
        Write((long)bytes);
        _length += bytes;
    }
}

/// <summary>A row as it goes into the chain; times in UTC ticks.</summary>
internal readonly ref struct LinkedRow
{
    public required long Sequence { get; init; }

    public required long ReceivedAt { get; init; }

    public required long? GeneratedAt { get; init; }

    public required string Gateway { get; init; }

    public required string AgentId { get; init; }

    public required long Origin { get; init; }

    public required string Type { get; init; }

    public required bool HasContent { get; init; }

    public required ReadOnlySpan<byte> Content { get; init; }

    /// <summary>Takes the place of the content in the link; empty where the link is over the content itself.</summary>
    public required ReadOnlySpan<byte> ContentHash { get; init; }
}
