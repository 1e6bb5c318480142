using System.Reflection;
using System.Text.RegularExpressions;
using Supervisor.Tests.Support;

namespace Supervisor.Tests.Architecture;

/// <summary>docs/faults.md names tests that run and commands that are there: no fault without an injection.</summary>
public sealed partial class FaultTableTests
{
    private static readonly HashSet<string> Tests =
    [
        .. from type in typeof(FaultTableTests).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
           where method.GetCustomAttributes<FactAttribute>().Any()
           select $"{type.Name}.{method.Name}",
    ];

    [Fact]
    public void EveryFault_NamesTestsThatRunOrCommandsThatAreThere()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "faults.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();
        Assert.True(rows.Count > 30, $"only {rows.Count} rows");
        Assert.Empty(rows.SelectMany(Faults));
    }

    private static IEnumerable<string> Faults(string row)
    {
        var cells = row.Trim('|', ' ').Split(" | ");
        if (cells.Length != 4 || cells.Any(string.IsNullOrWhiteSpace)) yield return $"{row}: {cells.Length} cells, or an empty one";
        var injections = InBackticks().Matches(cells[2]).Select(match => match.Groups[1].Value).ToList();
        if (injections.Count == 0) yield return $"{cells[0]}: nothing injects it";
        foreach (var name in injections.Where(name => !(name.Contains('.', StringComparison.Ordinal) ? Tests.Contains(name) : IsCommand(name)))) yield return $"{cells[0]}: {name} is neither a test nor a command";
    }

    private static bool IsCommand(string name)
    {
        var benchmarks = Path.Combine(Repository.Root, "Supervisor.Benchmarks");
        var words = name.Split(' ');
        return words.Length == 2 && words[0] == "faults"
            ? File.ReadAllText(Path.Combine(benchmarks, "Faults", "FaultDrill.cs")).Contains($"new(\"{words[1]}\",", StringComparison.Ordinal)
            : Directory.EnumerateFiles(benchmarks, "*Commands.cs", SearchOption.AllDirectories).Any(file => File.ReadAllText(file).Contains($"Driver.Command(\"{name}\",", StringComparison.Ordinal));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InBackticks();
}
