using System.CommandLine;

namespace Supervisor.Benchmarks.Circuits;

/// <summary>The drivers of this folder.</summary>
internal static class CircuitCommands
{
    public static IEnumerable<Command> All()
    {
        var (agents, minutes) = (Driver.Agents(2000), Driver.Minutes());
        Option<double> speed = new("--speed") { Description = "3 gives about 200 events/s with 2000 agents", DefaultValueFactory = _ => 3 };
        Option<int> circuits = new("--circuits") { DefaultValueFactory = _ => 50 };
        Option<int> rounds = new("--rounds") { Description = "how often all of them are opened and closed again", DefaultValueFactory = _ => 3 };
        yield return Driver.Command("circuits", "what the open pages of many people cost the server, without their browsers", "Many circuits", [agents, speed, circuits, minutes, rounds],
            parsed => CircuitLoad.RunAsync(parsed.GetValue(agents), parsed.GetValue(speed), parsed.GetValue(circuits), parsed.MinutesOf(minutes), parsed.GetValue(rounds)));
    }
}
