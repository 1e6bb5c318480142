using System.Reflection;
using System.Text.RegularExpressions;
using Supervisor.Tests.Support;

namespace Supervisor.Tests.Architecture;

/// <summary>docs/protocol-conformance.md names code that is there and tests that run: no row without a test.</summary>
public sealed partial class ConformanceTests
{
    private static readonly HashSet<string> Tests =
    [
        .. from type in typeof(ConformanceTests).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
           where method.GetCustomAttributes<FactAttribute>().Any()
           select $"{type.Name}.{method.Name}",
    ];

    private static readonly string Table = Path.Combine(Repository.Root, "docs", "protocol-conformance.md");

    [Fact]
    public void EveryRow_NamesCodeThatIsThereAndTestsThatRun()
    {
        var rows = File.ReadLines(Table).Where(line => Row().IsMatch(line)).ToList();
        Assert.True(rows.Count > 80, $"only {rows.Count} rows");
        Assert.Empty(rows.SelectMany(Faults));
    }

    [Fact]
    public void Numbers_RunOnWithoutHoles()
    {
        var numbers = File.ReadLines(Table).Select(line => Row().Match(line)).Where(match => match.Success)
            .Select(match => (Text: int.Parse(match.Groups[1].ValueSpan, null), Row: int.Parse(match.Groups[2].ValueSpan, null)));
        foreach (var text in numbers.GroupBy(number => number.Text)) Assert.Equal(Enumerable.Range(1, text.Count()), text.Select(number => number.Row));
    }

    private static IEnumerable<string> Faults(string row)
    {
        var cells = row.Trim('|', ' ').Split('|');
        if (cells.Length != 4) yield return $"{row}: {cells.Length} cells";
        var (code, tests) = (Quoted(cells[^2]), Quoted(cells[^1]));
        if (code.Count == 0 || tests.Count == 0) yield return $"{cells[0]}: no code or no test";
        foreach (var file in code.Where(file => !File.Exists(Path.Combine(Repository.Root, file)))) yield return $"{cells[0]}: {file} is not there";
        foreach (var test in tests.Where(test => !Tests.Contains(test))) yield return $"{cells[0]}: {test} is no test";
    }

    private static List<string> Quoted(string cell) => [.. InBackticks().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"^\| (\d+)\.(\d+) \|")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InBackticks();
}
