using System.Text.RegularExpressions;
using Supervisor.Tests.Support;

namespace Supervisor.Tests.Architecture;

/// <summary>docs/logs.md lists every event id of the sources with its level and message. When it does not, the list as it ought to be stands in the failure.</summary>
public sealed partial class LogListTests
{
    [Fact]
    public void List_OfEventIds_IsThatOfTheSources()
    {
        var expected =
            from part in (string[])["Web", "Simulator"] // the app's log has the lines of its demo gateway, too
            let root = Path.Combine(Repository.Root, $"Supervisor.{part}")
            from path in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(root, path).Replace('\\', '/')
            where !name.StartsWith("bin/", StringComparison.Ordinal) && !name.StartsWith("obj/", StringComparison.Ordinal)
            from match in Message().Matches(File.ReadAllText(path))
            let id = int.Parse(match.Groups[1].ValueSpan, null)
            orderby id
            select $"| {id} | {match.Groups[2].Value} | {match.Groups[3].Value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace('|', '/')} | {(name.Contains('/', StringComparison.Ordinal) ? name[..name.LastIndexOf('/')] : part)} |";
        var rows = expected.ToList();
        var listed = File.ReadLines(Path.Combine(Repository.Root, "docs", "logs.md")).Where(line => Row().IsMatch(line)).ToList();
        Assert.True(rows.SequenceEqual(listed), $"docs/logs.md ought to list:\n{string.Join('\n', rows)}");
    }

    [GeneratedRegex(@"\[LoggerMessage\((\d+), LogLevel\.(\w+), ""((?:\\.|[^""\\])*)""")]
    private static partial Regex Message();

    [GeneratedRegex(@"^\| \d+ \|")]
    private static partial Regex Row();
}
