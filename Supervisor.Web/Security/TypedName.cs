using System.Globalization;
using System.Text;

namespace Supervisor.Web.Security;

/// <summary>A name that somebody typed at the sign-in, made fit for the audit: whoever is not signed in yet must not be able to write lines, disguises or pages of text there.</summary>
internal static class TypedName
{
    /// <summary>UTF-16 characters that are kept.</summary>
    public const int Longest = 64;

    /// <summary>Control and format characters, and halves of characters, become <c>?</c>; an empty name becomes a dash.</summary>
    public static string Clean(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return "-";
        var clean = new StringBuilder();
        foreach (var rune in typed.Trim().EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > Longest) return clean.Append('…').ToString();
            clean.Append(IsPlain(rune) ? rune.ToString() : "?");
        }

        return clean.ToString();
    }

    // Format has the marks that turn the direction of writing: with them one name looks like another
    private static bool IsPlain(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
