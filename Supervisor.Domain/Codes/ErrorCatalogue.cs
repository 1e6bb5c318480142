using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Supervisor.Domain.Sessions;

namespace Supervisor.Domain.Codes;

/// <summary>
/// The gateway's error codes and our own failure words: meaning, what we do, class (protocol.md section 5). The tables beside this file are the one
/// place for them; pages, log, API and <see cref="Refusal"/> read them from here.
/// </summary>
public static class ErrorCatalogue
{
    private const string HttpPrefix = "http-";
    private const string AnyHttp = "http-*";

    private static readonly ImmutableArray<CodeEntry> Everything = Load();
    private static readonly FrozenDictionary<string, CodeEntry> Single = Everything.Where(entry => entry.Through is null).ToFrozenDictionary(entry => entry.Code);

    // the narrower range first: it says more
    private static readonly ImmutableArray<CodeEntry> Ranges =
        [.. Everything.Where(entry => entry.Through is not null).OrderBy(Width)];

    /// <summary>Every row, in the order of protocol.md, our own words last.</summary>
    public static IReadOnlyList<CodeEntry> All => Everything;

    /// <summary>What is said of a code that no row covers. It must not hammer an account.</summary>
    public static CodeEntry Unknown { get; } = new("", null, new("unknown code", "未知的代码"), Doing("unknown"), CodeAction.Stop, RefusalClass.Final);

    /// <summary>The row of <paramref name="code"/>; <see cref="Unknown"/> where there is none.</summary>
    /// <param name="code">A retcode or a failure word.</param>
    public static CodeEntry Find(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (Single.TryGetValue(code, out var entry)) return entry;
        if (code.StartsWith(HttpPrefix, StringComparison.Ordinal)) return Http(code);
        foreach (var range in Ranges)
            if (range.Covers(code)) return range;
        return Unknown;
    }

    private static CodeEntry Http(string code)
    {
        var (any, status) = (Single[AnyHttp], code[HttpPrefix.Length..]);
        return any with
        {
            Code = code,
            Meaning = new(string.Format(CultureInfo.InvariantCulture, any.Meaning.English, status), string.Format(CultureInfo.InvariantCulture, any.Meaning.Chinese, status)),
        };
    }

    private static int Width(CodeEntry range) => Number(range.Through!) - Number(range.Code);

    private static int Number(string code) => int.Parse(code.Replace("-", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static Bilingual Doing(string remedy) => Rows("Remedies.tsv").Where(row => row[0] == remedy).Select(row => new Bilingual(row[3], row[4])).Single();

    private static ImmutableArray<CodeEntry> Load()
    {
        var remedies = Rows("Remedies.tsv").ToDictionary(row => row[0]);
        return [.. Rows("ErrorCatalogue.tsv").Select(row => Entry(row, remedies[row[1]]))];
    }

    private static CodeEntry Entry(string[] row, string[] remedy)
    {
        var codes = row[0].Split("..");
        return new CodeEntry(
            codes[0], codes.Length > 1 ? codes[1] : null, new(row[2], row[3]), new(remedy[3], remedy[4]),
            Enum.Parse<CodeAction>(remedy[1], ignoreCase: true), Enum.Parse<RefusalClass>(remedy[2]));
    }

    private static IEnumerable<string[]> Rows(string table)
    {
        using var rows = new StreamReader(typeof(ErrorCatalogue).Assembly.GetManifestResourceStream($"Supervisor.Domain.Codes.{table}")!);
        while (rows.ReadLine() is { } row)
            if (!row.StartsWith('#')) yield return row.Split('\t');
    }
}
