using System.Globalization;
using System.Text;

namespace Supervisor.Web.Features.History;

/// <summary>Raw content as text that can be shown: as it was received, but nothing in it can reorder or hide what stands beside it.</summary>
internal static class ContentText
{
    /// <summary>Characters of the closed row.</summary>
    public const int PreviewLength = 120;

    /// <summary>Characters of the open row; the export has all of it.</summary>
    public const int FullLength = 20_000;

    /// <summary>Up to <paramref name="most"/> characters; true where there are more.</summary>
    public static (string Text, bool Cut) Of(byte[] content, int most)
    {
        var bytes = content.AsSpan(0, Math.Min(content.Length, most * 4));
        var text = Encoding.UTF8.GetString(bytes);
        var cut = bytes.Length < content.Length || text.Length > most;
        return (Visible(text.AsSpan(0, Math.Min(text.Length, most))), cut);
    }

    /// <summary>The text, with whatever would hide or reorder spelt out.</summary>
    public static string Visible(ReadOnlySpan<char> text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            // controls, and the marks that turn the direction of writing around
            var hidden = (char.IsControl(character) && character is not ('\n' or '\r' or '\t')) || char.GetUnicodeCategory(character) is UnicodeCategory.Format;
            if (hidden) visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            else visible.Append(character);
        }
        return visible.ToString();
    }
}
