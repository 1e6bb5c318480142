using System.Buffers;
using System.Text;

namespace Supervisor.Web.Features.History;

/// <summary>
/// Writes CSV (RFC 4180, CRLF) straight into a UTF-8 buffer. A cell that a spreadsheet would take for a formula, because it begins with
/// <c>= + - @</c> or a control character, gets a leading apostrophe: agents and callers can influence contents.
/// </summary>
internal sealed class CsvCells(IBufferWriter<byte> output)
{
    private static readonly SearchValues<byte> NeedQuotes = SearchValues.Create(",\"\r\n"u8);

    private readonly ArrayBufferWriter<byte> _scratch = new();
    private bool _rowBegun;

    /// <summary>Bytes written so far.</summary>
    public long Written { get; private set; }

    public void ByteOrderMark() => Put("\uFEFF"u8);

    public void Cell(ReadOnlySpan<char> text)
    {
        _scratch.ResetWrittenCount();
        Encoding.UTF8.GetBytes(text, _scratch);
        Cell(_scratch.WrittenSpan);
    }

    public void Cell(ReadOnlySpan<byte> utf8)
    {
        if (_rowBegun) Put(","u8);
        _rowBegun = true;
        var quoted = utf8.ContainsAny(NeedQuotes) || (utf8.Length > 0 && (utf8[0] == ' ' || utf8[^1] == ' '));
        if (quoted) Put("\""u8);
        if (IsDangerous(utf8)) Put("'"u8);
        while (quoted && utf8.IndexOf((byte)'"') is var at and >= 0)
        {
            Put(utf8[..(at + 1)]);
            Put("\""u8);
            utf8 = utf8[(at + 1)..];
        }
        Put(utf8);
        if (quoted) Put("\""u8);
    }

    public void EndRow()
    {
        Put("\r\n"u8);
        _rowBegun = false;
    }

    private static bool IsDangerous(ReadOnlySpan<byte> cell) =>
        cell.Length > 0 && (cell[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or < 0x20 or 0x7F
            || (cell[0] == 0xC2 && cell.Length > 1 && cell[1] is >= 0x80 and <= 0x9F)); // U+0080 to U+009F

    private void Put(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        Written += bytes.Length;
    }
}
