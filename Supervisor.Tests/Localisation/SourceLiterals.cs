using System.Globalization;
using System.Text;

namespace Supervisor.Tests.Localisation;

/// <summary>Reads string literals out of C# and Razor, without a compiler.</summary>
internal static class SourceLiterals
{
    /// <summary>What stands in the brackets of an indexer, up to its first argument's end, and the literals in it.</summary>
    /// <param name="text">The source.</param>
    /// <param name="at">Behind the opening bracket.</param>
    public static (string Expression, IReadOnlyList<string> Literals) FirstArgument(string text, int at)
    {
        var literals = new List<string>();
        var (depth, begin) = (0, at);
        while (true)
        {
            var sign = text[at];
            if (sign == '"')
            {
                var (literal, end) = Read(text, at);
                literals.Add(literal);
                at = end;
                continue;
            }

            if (depth == 0 && sign is ',' or ']') return (text[begin..at], literals);
            if (sign is '(' or '[' or '{') depth++;
            else if (sign is ')' or ']' or '}') depth--;
            at++;
        }
    }

    /// <summary>All literals of some text.</summary>
    public static IEnumerable<string> All(string text)
    {
        for (var at = text.IndexOf('"', StringComparison.Ordinal); at >= 0 && at < text.Length; at = text.IndexOf('"', at))
        {
            if (!text[(at + 1)..].Contains('"')) yield break;
            var (literal, end) = Read(text, at);
            yield return literal;
            at = end;
            if (at >= text.Length) yield break;
        }
    }

    /// <summary>The literal that begins at <paramref name="at"/>, and where it has ended.</summary>
    public static (string Literal, int End) Read(string text, int at)
    {
        var quotes = at;
        while (quotes < text.Length && text[quotes] == '"') quotes++;
        if (quotes - at >= 3)
        {
            var mark = text[at..quotes];
            var end = text.IndexOf(mark, quotes, StringComparison.Ordinal);
            return (text[quotes..end], end + mark.Length);
        }

        var literal = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] != '\\') literal.Append(text[at]);
            else if (text[++at] == 'u')
            {
                literal.Append((char)int.Parse(text.AsSpan(at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                at += 4;
            }
            else literal.Append(text[at] == 'n' ? '\n' : text[at]);
        }

        return (literal.ToString(), Math.Min(at + 1, text.Length));
    }
}
