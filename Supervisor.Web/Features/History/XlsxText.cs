using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Supervisor.Web.Features.History;

/// <summary>Texts as a cell of a workbook can hold them.</summary>
internal static partial class XlsxText
{
    /// <summary>Characters of one cell; Excel calls a file with more broken.</summary>
    public const int Longest = 32_767;

    /// <summary>
    /// The text as it stands in the file: what XML forbids is U+FFFD, a carriage return and what looks like an escape of Excel's (<c>_x000D_</c>)
    /// is escaped (ISO 29500-1, ST_Xstring), and what is too long ends in "…".
    /// </summary>
    public static string Cell(string text, out bool cut)
    {
        cut = text.Length > Longest;
        if (cut) text = string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1), "…");
        if (text.Contains("_x", StringComparison.Ordinal)) text = Escape().Replace(text, "_x005F_");
        return IsPlain(text) ? text : Replaced(text);
    }

    /// <summary>The same without an end.</summary>
    public static string Cell(string text) => Cell(text, out _);

    private static bool IsPlain(string text)
    {
        foreach (var character in text)
            if (character == '\r' || !XmlConvert.IsXmlChar(character)) return false; // a surrogate by itself is none
        return true;
    }

    private static string Replaced(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // a lone surrogate comes as U+FFFD
        {
            if (rune.Value == '\r') plain.Append("_x000D_");
            else if (rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value)) plain.Append('\uFFFD');
            else plain.Append(CultureInfo.InvariantCulture, $"{rune}");
        }
        return plain.ToString();
    }

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
