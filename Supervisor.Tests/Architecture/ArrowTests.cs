using System.Reflection;
using System.Text.RegularExpressions;
using Supervisor.Tests.Support;

namespace Supervisor.Tests.Architecture;

/// <summary>Who may know whom, read from the sources: an arrow that is not drawn in docs/architecture.md fails here.</summary>
public sealed partial class ArrowTests
{
    private static readonly Dictionary<string, string[]> Drawn = new()
    {
        ["Alerts"] = ["Intervals", "Metering", "Notices", "Persistence", "Realtime", "Security"],
        ["Callbacks"] = ["Metering"],
        ["Gateway"] = ["Callbacks", "Persistence.Entities"],
        ["Metering"] = [],
        ["Notices"] = [],
        ["Persistence"] = ["Metering", "Notices", "Security"],
        ["Intervals"] = ["Gateway", "Persistence", "Realtime"],
        ["Realtime"] = ["Metering", "Persistence", "Security"],
        ["Sessions"] = ["Callbacks", "Gateway", "Intervals", "Metering", "Persistence", "Realtime", "Security"],
        ["Subscriptions"] = ["Callbacks", "Gateway", "Metering", "Persistence", "Realtime", "Security"],
        ["Security"] = ["Components", "Metering", "Persistence"],
        ["Observability"] = ["Alerts", "Callbacks", "Components", "Features.History", "Features.Schedules", "Gateway", "Metering", "Notices", "Persistence", "Realtime", "Security", "Sessions", "Subscriptions"],
        ["Demo"] = ["Features.Credentials", "Features.Gateways"],
    };

    [Fact]
    public void Web_Capabilities_KnowOnlyWhomTheyMay()
    {
        var faults =
            from file in Sources("Supervisor.Web")
            let folder = file.Folder
            where Drawn.ContainsKey(folder)
            from target in WebNamespace().Matches(file.Text).Select(match => match.Groups[1].Value).Distinct()
            where target != folder && !target.StartsWith(folder + '.', StringComparison.Ordinal)
            where !Drawn[folder].Any(allowed => target == allowed || target.StartsWith(allowed + '.', StringComparison.Ordinal))
            select $"{file.Name}: {folder} -> {target}";
        Assert.Empty(faults);
    }

    [Fact]
    public void Simulator_IsKnownToTheDemoGatewayOnly() =>
        Assert.All(
            Sources("Supervisor.Web").Where(file => file.Text.Contains("using Supervisor.Simulator", StringComparison.Ordinal)),
            file => Assert.Equal("Demo", file.Folder));

    [Fact]
    public void Simulator_ReferencesNothingOfOurs() =>
        Assert.DoesNotContain(typeof(Supervisor.Simulator.SimulatorServer).Assembly.GetReferencedAssemblies(), Ours);

    [Fact]
    public void Domain_ReferencesNothingAndReadsNoClock()
    {
        Assert.DoesNotContain(typeof(Supervisor.Domain.Agents.AgentId).Assembly.GetReferencedAssemblies(), Ours);
        Assert.All(Sources("Supervisor.Domain"), file => Assert.DoesNotContain("TimeProvider", file.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Folders_OfTheProduct_HaveNoDrawers()
    {
        string[] refused = ["Model", "Models", "Helpers", "Utils", "Common", "Managers"];
        Assert.All(Sources("Supervisor.Web").Concat(Sources("Supervisor.Domain")).Concat(Sources("Supervisor.Simulator")),
            file => Assert.DoesNotContain(file.Name.Split('/'), part => refused.Contains(part)));
    }

    [Fact]
    public void Log_EventIds_AreUnique()
    {
        var ids = Sources("Supervisor.Web").SelectMany(file => LoggerMessage().Matches(file.Text).Select(match => match.Groups[1].Value)).ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct().Order(), ids.Order());
    }

    private static bool Ours(AssemblyName name) => name.Name!.StartsWith("Supervisor.", StringComparison.Ordinal);

    private static IEnumerable<(string Name, string Folder, string Text)> Sources(string project)
    {
        var root = Path.Combine(Repository.Root, project);
        return
            from path in Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            where Path.GetExtension(path) is ".cs" or ".razor"
            let name = Path.GetRelativePath(root, path).Replace('\\', '/')
            where !name.StartsWith("bin/", StringComparison.Ordinal) && !name.StartsWith("obj/", StringComparison.Ordinal)
            select (name, name.Split('/')[0], File.ReadAllText(path));
    }

    [GeneratedRegex(@"using (?:static )?Supervisor\.Web\.([\w.]+);")]
    private static partial Regex WebNamespace();

    [GeneratedRegex(@"\[LoggerMessage\((?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex LoggerMessage();
}
