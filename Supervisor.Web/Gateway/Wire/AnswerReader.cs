using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Supervisor.Web.Gateway.Wire;

/// <summary>How far an answer has come.</summary>
internal enum AnswerProgress
{
    /// <summary>More of it is to come.</summary>
    More,

    /// <summary>It is all there.</summary>
    Whole,

    /// <summary>It is none of HTTP/1.1.</summary>
    NotHttp,

    /// <summary>The connection has ended before.</summary>
    Cut,
}

/// <summary>
/// One HTTP/1.1 answer after the other, out of whatever pieces they come in (RFC 9112). Everything stays where it was received: an answer without an event leaves nothing behind.
/// As lenient as .NET's own reader: lines may end without a carriage return, a chunked body wins against a length, and the head is not longer than 64 KB. Two lengths that differ are refused (section 6.3).
/// </summary>
internal sealed class AnswerReader
{
    private const int LongestHead = 64 * 1024;

    // head and body of an answer that found nothing, and of most events, find room
    private const int Kept = 1024;

    private readonly byte[] _kept = new byte[Kept];
    private readonly BodyBuffer _pieces = new(AnswerBody.Limit);
    private byte[] _input;
    private int _count;

    // of the head: where a line begins that is not whole yet, where the fields begin, and its length, once it is whole
    private int _line;
    private int _fields;
    private int _head;

    private Framing _framing;
    private long _length;
    private long _left;
    private ChunkDecoder _chunks;
    private bool _closes;

    public AnswerReader() => _input = _kept;

    private enum Framing
    {
        Length,
        Chunks,
        UntilTheEnd,
    }

    private static ReadOnlySpan<byte> Version => "HTTP/1."u8;

    /// <summary>Where the next piece is to be written; never empty while an answer is not whole.</summary>
    public Memory<byte> Room => _input.AsMemory(_count);

    /// <summary>Something of the answer has come.</summary>
    public bool HasBegun => _count > 0;

    /// <summary>The status code of a whole answer.</summary>
    public int Status { get; private set; }

    /// <summary>The body is longer than <see cref="AnswerBody.Limit"/>: it was read to its end, and is not here.</summary>
    public bool IsTooLarge => _framing == Framing.Length ? _length > AnswerBody.Limit : _pieces.IsTooLarge;

    /// <summary>The connection carries further answers.</summary>
    public bool KeepsConnection => !_closes && _framing != Framing.UntilTheEnd;

    /// <summary>The body of a whole answer; valid until <see cref="Begin"/>.</summary>
    public ReadOnlySpan<byte> Body => _framing == Framing.Length ? _input.AsSpan(_head, (int)_length) : _pieces.Bytes;

    /// <summary>What it says of its body, where that tells of a charset that is not UTF-8.</summary>
    public string? OtherContentType
    {
        get
        {
            for (var at = 0; TryNext(ref at, out var name, out var value);)
                if (Ascii.EqualsIgnoreCase(name, "Content-Type"u8)) return Says(value, "charset"u8) && !Says(value, "utf-8"u8) ? Encoding.Latin1.GetString(value) : null;
            return null;
        }
    }

    /// <summary>Another answer is to come.</summary>
    public void Begin()
    {
        if (!ReferenceEquals(_input, _kept)) ArrayPool<byte>.Shared.Return(_input);
        _pieces.Clear();
        (_input, _count, _line, _head, _chunks) = (_kept, 0, 0, 0, default);
    }

    /// <summary>Takes the piece that was written to <see cref="Room"/>.</summary>
    public AnswerProgress Take(int length)
    {
        _count += length;
        while (_head == 0)
        {
            if (!HeadIsWhole())
            {
                if (_count >= LongestHead || !_input.AsSpan(0, Math.Min(_count, Version.Length)).SequenceEqual(Version[..Math.Min(_count, Version.Length)])) return AnswerProgress.NotHttp;
                MakeRoom(_count + 1);
                return AnswerProgress.More;
            }

            if (!TryReadHead()) return AnswerProgress.NotHttp;
            if (Status < 200) PassOver();
        }

        return TakeBody();
    }

    /// <summary>The connection has ended, in order.</summary>
    public AnswerProgress End() => _head > 0 && _framing == Framing.UntilTheEnd ? AnswerProgress.Whole : AnswerProgress.Cut;

    /// <summary>The next field of the head.</summary>
    /// <param name="at">Where it is looked for; 0 for the first.</param>
    /// <param name="name">As it was written.</param>
    /// <param name="value">Without white space around it.</param>
    public bool TryNext(ref int at, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        at = Math.Max(at, _fields);
        while (NextLine(ref at) is { IsEmpty: false } line)
            if (TrySplit(line, out name, out value)) return true;

        name = value = default;
        return false;
    }

    private bool HeadIsWhole()
    {
        while (_input.AsSpan(_line, _count - _line).IndexOf((byte)'\n') is >= 0 and var end)
        {
            var isEmpty = end == 0 || (end == 1 && _input[_line] == '\r');
            _line += end + 1;
            if (!isEmpty) continue;
            _head = _line;
            return true;
        }

        return false;
    }

    private ReadOnlySpan<byte> NextLine(ref int at)
    {
        var rest = _input.AsSpan(at, _head - at);
        var end = rest.IndexOf((byte)'\n');
        if (end < 0) return default;
        at += end + 1;
        return rest[..end].TrimEnd((byte)'\r');
    }

    // HTTP/1.1 200 OK
    private bool TryReadHead()
    {
        var at = 0;
        var line = NextLine(ref at);
        if (line.Length < 12 || !line.StartsWith(Version) || line[8] != ' ' || (line.Length > 12 && line[12] != ' ')) return false;
        if (!Utf8Parser.TryParse(line[9..12], out int status, out var digits) || digits != 3 || status is < 100 or 101) return false;
        (Status, _fields, _closes, _length, _framing) = (status, at, line[7] == '0', -1, Framing.UntilTheEnd);
        while (NextLine(ref at) is { IsEmpty: false } field)
        {
            // the rest of a field that was folded
            if (field[0] is (byte)' ' or (byte)'\t') continue;
            if (!TrySplit(field, out var name, out var value) || !TakeField(name, value)) return false;
        }

        if (Status is < 200 or 204 or 304) (_framing, _length) = (Framing.Length, 0);
        else if (_framing != Framing.Chunks && _length >= 0) _framing = Framing.Length;
        _left = _length;
        return true;
    }

    private bool TakeField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Ascii.EqualsIgnoreCase(name, "Content-Length"u8))
        {
            if (!Utf8Parser.TryParse(value, out long length, out var read) || read != value.Length || length < 0 || (_length >= 0 && _length != length)) return false;
            _length = length;
        }
        else if (Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8))
        {
            if (Says(value, "chunked"u8)) _framing = Framing.Chunks;
        }
        else if (Ascii.EqualsIgnoreCase(name, "Connection"u8))
        {
            _closes = Says(value, "close"u8) || (_closes && !Says(value, "keep-alive"u8));
        }

        return true;
    }

    private AnswerProgress TakeBody()
    {
        var piece = _input.AsSpan(_head, _count - _head);
        switch (_framing)
        {
            case Framing.Length when _length <= AnswerBody.Limit:
                if (piece.Length < _length)
                {
                    MakeRoom(_head + (int)_length);
                    return AnswerProgress.More;
                }

                // what nobody has asked for: whose is the next answer?
                _closes |= piece.Length > _length;
                return AnswerProgress.Whole;
            case Framing.Length:
                _left -= piece.Length;
                Drop();
                return _left <= 0 ? AnswerProgress.Whole : AnswerProgress.More;
            case Framing.Chunks:
                if (!_chunks.TryTake(piece, _pieces)) return AnswerProgress.NotHttp;
                Drop();
                return _chunks.IsWhole ? AnswerProgress.Whole : AnswerProgress.More;
            default:
                _pieces.Append(piece);
                Drop();
                return AnswerProgress.More;
        }
    }

    // an interim answer (RFC 9110, section 15.2): the one that was asked for is still to come
    private void PassOver()
    {
        _input.AsSpan(_head, _count - _head).CopyTo(_input);
        (_count, _line, _head) = (_count - _head, 0, 0);
    }

    private void Drop()
    {
        _count = _head;
        MakeRoom(_count + 1);
    }

    private void MakeRoom(int least)
    {
        if (_input.Length >= least) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(least, _input.Length * 2));
        _input.AsSpan(0, _count).CopyTo(larger);
        if (!ReferenceEquals(_input, _kept)) ArrayPool<byte>.Shared.Return(_input);
        _input = larger;
    }

    private static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var colon = line.IndexOf((byte)':');
        name = colon <= 0 ? default : line[..colon].TrimEnd((byte)' ');
        value = colon <= 0 ? default : line[(colon + 1)..].Trim(" \t"u8);
        return !name.IsEmpty;
    }

    // whatever its case
    private static bool Says(ReadOnlySpan<byte> value, ReadOnlySpan<byte> word)
    {
        for (; value.Length >= word.Length; value = value[1..])
            if (Ascii.EqualsIgnoreCase(value[..word.Length], word)) return true;
        return false;
    }
}
