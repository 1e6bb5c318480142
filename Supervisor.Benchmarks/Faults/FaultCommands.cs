using System.CommandLine;

namespace Supervisor.Benchmarks.Faults;

/// <summary>The drivers of this folder.</summary>
internal static class FaultCommands
{
    public static IEnumerable<Command> All()
    {
        var agents = Driver.Agents(200);
        Argument<string[]> drills = new("name") { Arity = ArgumentArity.ZeroOrMore, Description = string.Join(", ", FaultDrill.All.Select(drill => drill.Name)) + "; all without one" };
        var faults = Driver.Command("faults", "faults that need limits of the operating system: what is promised, what was seen", "Faults", [agents],
            parsed => FaultDrill.RunAsync(parsed.GetValue(drills) ?? [], parsed.GetValue(agents)));
        faults.Add(drills);
        yield return faults;
        yield return Driver.Part("faults-ports", "what 'faults ports' runs in a network namespace", [agents], parsed => PortDrills.InsideAsync(parsed.GetValue(agents)));
    }
}
