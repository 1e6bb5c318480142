using System.CommandLine;

namespace Supervisor.Benchmarks.Micro;

/// <summary>The benchmarks of this folder.</summary>
internal static class MicroCommands
{
    public static IEnumerable<Command> All()
    {
        Option<string?> filter = new("--filter") { Description = "part of the name of a class of benchmarks" };
        yield return Driver.Command("micro", "the steps of one event by themselves, each beside a peer", "Steps of one event", [filter],
            parsed => Task.FromResult(MicroRun.Run(parsed.GetValue(filter))));
    }
}
