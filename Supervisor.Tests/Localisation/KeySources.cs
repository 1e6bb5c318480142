using System.Text.RegularExpressions;
using Supervisor.Domain.Statistics;
using Supervisor.Tests.Support;
using Supervisor.Web.Components.Layout;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Localisation;

/// <summary>
/// Finds every sentence that a person may see. A key stands as a literal where it is used; where a variable stands instead, <see cref="Variables"/> says
/// where its values come from, and an unknown variable is a finding: so no text is missed by being moved into a table.
/// </summary>
internal sealed partial class KeySources
{
    /// <summary>Sentences of files, logs and answers to programs: they stay English.</summary>
    private static readonly string[] ForPrograms =
    [
        "History/ExportAbout", "History/ExportFacts", "History/FilterAddress", "History/IsoTime", "History/Xlsx", "History/TableExport", "History/ExportFormat", "Statistics/StatisticsAddress",
        "ExportTable", "History/ExportMetrics", "Schedules/ScheduleMetrics", "Setup/FirstAdmin", "Schedules/ScheduledRun", "/Log.cs",
    ];

    /// <summary>What stands in the brackets, and the keys that it may have. Sentences of errors and notices are found by <see cref="Sentences"/>.</summary>
    private static readonly Dictionary<string, Func<string, IEnumerable<string>>> Variables = new()
    {
        ["Entry.Title"] = _ => Menu.Entries.Select(entry => entry.Title),
        ["notice.Sentence"] = _ => [],
        ["error.Sentence"] = _ => [],
        ["error.Error.Sentence"] = _ => [],
        ["obstacle"] = _ => [],
        ["title"] = source => Declared(source, "Choices").Where(IsWord),
        ["kind"] = _ => AuditTrail.Kinds,
        ["text"] = source => Declared(source, "Moves"),
        ["look.Word"] = _ => States,
        ["part.Look.Word"] = _ => States,
        ["column.Title"] = source => [.. Declared(source, "Columns").Where(IsWord), .. GridColumn.All.Select(column => column.Title)],
        ["hint"] = _ => GridColumn.All.Select(column => column.Hint).OfType<string>(),
        ["section.Title"] = _ => SectionTitle().Matches(Sources().First(source => source.Name == "Features/Floor/FilterSection.cs").Text).Select(match => match.Groups[1].Value),
        ["_look.Word"] = _ => States,
        ["StateLook.Of(GatewayStatus.ToState(status.GatewayStatus)).Word"] = _ => States,
        ["ActionWords.Sentence(obstacle)"] = _ => [],
        ["WallWords.Page(page)"] = _ => Method("Features/Wallboard/WallWords.cs", "string Page("),
        ["WallWords.Names(names)"] = _ => Method("Features/Wallboard/WallWords.cs", "string Names("),
        ["WallWords.Theme(theme)"] = _ => Method("Features/Wallboard/WallWords.cs", "string Theme("),
        ["What"] = _ => AttributeWhat(),
        ["ScheduleWords.Period(period)"] = _ => Method("Features/Schedules/ScheduleWords.cs", "string Period("),
        ["ScheduleWords.EventsOf(row.Period)"] = _ => Method("Features/Schedules/ScheduleWords.cs", "string EventsOf("),
        ["ScheduleWords.State(row)"] = _ => Method("Features/Schedules/ScheduleWords.cs", "string State("),
        ["ScheduleWords.Short(day)"] = _ => Enum.GetNames<DayOfWeek>().Select(day => day[..3]),
        ["Figure.Definition"] = _ => Figures.Select(figure => figure.Definition),
        ["figure.Definition"] = _ => [],
        ["Figure.Title"] = _ => Figures.Select(figure => figure.Title),
        ["figure.Title"] = _ => [],
        ["operand.Title"] = _ => [],
        ["WhyNothing(_view!.Request, Time.GetUtcNow())"] = _ => Method("Features/Statistics/StatisticsPage.razor.cs", "string WhyNothing("),
        ["preset.Title"] = _ => RangePreset.All.Select(preset => preset.Title),
        ["row.Role"] = _ => Roles.All,
        ["role"] = _ => Roles.All,
        ["x"] = _ => Roles.All,
        ["Meaning(role)"] = _ => Method("Features/Users/UsersPage.razor.cs", "string Meaning("),
    };

    private readonly Dictionary<string, string> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _unknown = [];

    public KeySources()
    {
        foreach (var (name, text) in Sources()) Read(name, text);
    }

    /// <summary>Keys, each with a file that uses it.</summary>
    public IReadOnlyDictionary<string, string> Keys => _keys;

    /// <summary>Uses of the localiser of which nobody has said what keys they have.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    private static IEnumerable<string> States => StateLook.All.Select(look => look.Word);

    private static IEnumerable<Figure> Figures => Figure.All.Append(Figure.Coverage);

    private void Read(string name, string text)
    {
        foreach (Match use in Localiser().Matches(text))
        {
            var (expression, literals) = SourceLiterals.FirstArgument(text, use.Index + use.Length);
            if (literals.Count > 0) Add(name, literals.Where(literal => literal.Length > 0));
            else if (StateWord().IsMatch(expression)) Add(name, States);
            else if (Variables.TryGetValue(expression.Trim(), out var keys)) Add(name, keys(text + (name.EndsWith(".razor", StringComparison.Ordinal) ? CodeBehind(name) : "")));
            else _unknown.Add($"{name}: {use.Value}{expression}]");
        }

        Add(name, Sentences(name, text));
    }

    private void Add(string name, IEnumerable<string> keys)
    {
        foreach (var key in keys) _keys.TryAdd(key, name);
    }

    /// <summary>Literals that are whole sentences, and the second of a field's error, whatever it looks like.</summary>
    private static IEnumerable<string> Sentences(string name, string text)
    {
        if (ForPrograms.Any(part => name.Contains(part, StringComparison.Ordinal))) yield break;
        if (!name.StartsWith("Features/", StringComparison.Ordinal) && name is not ("Persistence/DiskWarning.cs" or "Persistence/DiskWatch.cs" or "Persistence/StoreIntegrity.cs" or "Observability/SecretsWatch.cs" or "Observability/CertificateWatch.cs")) yield break;
        foreach (var line in text.Split('\n'))
        {
            var code = line.TrimStart();
            if (code.StartsWith("//", StringComparison.Ordinal) || code.StartsWith("@*", StringComparison.Ordinal)) continue;
            if (code.Contains("Exception(", StringComparison.Ordinal) || code.Contains("LoggerMessage", StringComparison.Ordinal) || code.Contains("Justification", StringComparison.Ordinal)) continue;
            foreach (var literal in PlainLiteral().Matches(code).Select(match => SourceLiterals.Read(code, match.Index).Literal))
                if (Sentence().IsMatch(literal)) yield return literal;
            foreach (Match error in SecondOfError().Matches(code)) yield return SourceLiterals.Read(code, error.Index + error.Length - 1).Literal;
        }
    }

    private static bool IsWord(string text) => text.Length > 0 && char.IsUpper(text[0]);

    /// <summary>The literals of the table with this name in the same source.</summary>
    private static IEnumerable<string> Declared(string source, string table)
    {
        var at = Regex.Match(source, $@"\b{table}\s*=\s*\n?\s*\[");
        return at.Success ? SourceLiterals.All(source[at.Index..source.IndexOf(';', at.Index)]) : [];
    }

    /// <summary>The literals of a method, up to the empty line behind it.</summary>
    private static IEnumerable<string> Method(string file, string head)
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "Supervisor.Web", file));
        var at = source.IndexOf(head, StringComparison.Ordinal);
        return SourceLiterals.All(source[at..source.IndexOf("};", at, StringComparison.Ordinal)]);
    }

    private static IEnumerable<string> AttributeWhat() => Sources().SelectMany(source => WhatAttribute().Matches(source.Text).Select(match => match.Groups[1].Value));

    private static string CodeBehind(string name)
    {
        var path = Path.Combine(Repository.Root, "Supervisor.Web", name + ".cs");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private static IEnumerable<(string Name, string Text)> Sources()
    {
        var root = Path.Combine(Repository.Root, "Supervisor.Web");
        return
            from path in Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            where Path.GetExtension(path) is ".cs" or ".razor"
            let name = Path.GetRelativePath(root, path).Replace('\\', '/')
            where !name.StartsWith("bin/", StringComparison.Ordinal) && !name.StartsWith("obj/", StringComparison.Ordinal)
            select (name, File.ReadAllText(path));
    }

    [GeneratedRegex(@"(?<![\w.])(?:this\.)?(?:L|words|Words|_words)\[")]
    private static partial Regex Localiser();

    [GeneratedRegex(@"^StateLook\.Of\([\w.]+\)\.Word$")]
    private static partial Regex StateWord();

    [GeneratedRegex(@"(?<![$@""\\])""(?:\\.|[^""\\])+""")]
    private static partial Regex PlainLiteral();

    [GeneratedRegex(@"^[A-Z].* .*[.!?]$", RegexOptions.Singleline)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"(?:FieldError|Outcome\.Invalid|new)\(""[\w:]*"", ""(?=[^""]* )|new Notice\([\w"".]+, [\w.]+, """)]
    private static partial Regex SecondOfError();

    [GeneratedRegex(@"new\(""(\w+)"", \[")]
    private static partial Regex SectionTitle();

    [GeneratedRegex(@"<ExportPanel What=""(\w+)""")]
    private static partial Regex WhatAttribute();
}
