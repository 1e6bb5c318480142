using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Supervisor.Web.Features.History;

/// <summary>
/// Writes CSV (RFC 4180, CRLF) in UTF-8, row by row. A cell that a spreadsheet would take for a formula, because it begins with
/// <c>= + - @</c>, their full-width forms or a control character, gets a leading apostrophe: agents and callers can influence contents. Where the
/// list separator is a semicolon Excel splits our rows at semicolons, tabs and line breaks, quoted or not: what such a cell would begin with gets its apostrophe
/// within the text, plain negative numbers excepted.
/// </summary>
internal sealed class CsvCells(IBufferWriter<byte> output)
{
    private static readonly SearchValues<byte> NeedQuotes = SearchValues.Create(",;\t\"\r\n"u8);
    private static readonly SearchValues<byte> Splitting = SearchValues.Create(";\t\r\n"u8);
    private static readonly SearchValues<byte> Skipped = SearchValues.Create(" \";\t\r\n"u8);
    private static readonly SearchValues<byte> OfNumbers = SearchValues.Create("0123456789.,"u8);

    private byte[] _row = new byte[1_024];
    private int _length;

    /// <summary>Bytes of all rows that have ended.</summary>
    public long Written { get; private set; }

    public void ByteOrderMark() => Put("\uFEFF"u8);

    public void Cell(ReadOnlySpan<char> text)
    {
        var scratch = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        Cell(scratch.AsSpan(0, Encoding.UTF8.GetBytes(text, scratch)));
    }

    public void Cell(long number)
    {
        Reserve(32);
        Utf8Formatter.TryFormat(number, _row.AsSpan(_length), out var digits);
        _length += digits;
        _row[_length++] = (byte)',';
    }

    /// <summary>A text; what is no UTF-8 in it is replaced, so that one event does not make the file unreadable.</summary>
    public void Cell(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8)) utf8 = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8));
        Reserve((2 * utf8.Length) + 8);
        if (utf8.IsEmpty) _row[_length++] = (byte)',';
        else if (utf8.ContainsAny(NeedQuotes) || utf8[0] == ' ' || utf8[^1] == ' ') Quoted(utf8);
        else Plain(utf8);
    }

    /// <summary>A text without what needs quotes or an apostrophe, such as a time.</summary>
    public void Word(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length + 8);
        Put(utf8);
        _row[_length++] = (byte)',';
    }

    public void EndRow()
    {
        Reserve(8);
        "\r\n"u8.CopyTo(_row.AsSpan(_length - 1)); // in place of the last comma
        output.Write(_row.AsSpan(0, _length + 1));
        Written += _length + 1;
        _length = 0;
    }

    private void Plain(ReadOnlySpan<byte> utf8)
    {
        if (IsDangerous(utf8)) _row[_length++] = (byte)'\'';
        Put(utf8);
        _row[_length++] = (byte)',';
    }

    private void Quoted(ReadOnlySpan<byte> utf8)
    {
        _row[_length++] = (byte)'"';
        if (IsDangerous(utf8)) _row[_length++] = (byte)'\'';
        for (int at; (at = utf8.IndexOfAny(Splitting)) >= 0;)
        {
            // quotes too: such a spreadsheet reads x;""=1 as a cell of its own that begins with =
            var next = utf8[at..].IndexOfAnyExcept(Skipped);
            var begin = next < 0 ? utf8.Length : at + next;
            Escaped(utf8[..begin]);
            utf8 = utf8[begin..];
            if (!utf8.IsEmpty && IsDangerous(utf8) && !IsNumber(utf8)) _row[_length++] = (byte)'\'';
        }
        Escaped(utf8);
        _row[_length++] = (byte)'"';
        _row[_length++] = (byte)',';
    }

    private void Escaped(ReadOnlySpan<byte> utf8)
    {
        var (row, at) = (_row, _length);
        foreach (var one in utf8)
        {
            row[at++] = one;
            if (one == '"') row[at++] = (byte)'"';
        }
        _length = at;
    }

    private static bool IsDangerous(ReadOnlySpan<byte> cell) => cell[0] switch
    {
        (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or < 0x20 or 0x7F => true,
        0xC2 => cell.Length > 1 && cell[1] is >= 0x80 and <= 0x9F, // U+0080 to U+009F
        0xEF => cell.Length > 2 && cell[1] == 0xBC && cell[2] is 0x9D or 0x8B or 0x8D or 0xA0, // full-width = + - @
        _ => false,
    };

    /// <summary>A sign and a number up to the next split: nothing that a spreadsheet would do.</summary>
    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        if (text[0] is not ((byte)'+' or (byte)'-')) return false;
        var end = text[1..].IndexOfAnyExcept(OfNumbers);
        return end < 0 ? text.Length > 1 : end > 0 && Splitting.Contains(text[1 + end]);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_row.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int bytes)
    {
        if (_row.Length - _length < bytes) Array.Resize(ref _row, Math.Max(2 * _row.Length, _length + bytes));
    }
}
