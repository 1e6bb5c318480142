using Supervisor.Simulator.Commands;

namespace Supervisor.Simulator;

/// <summary>Named, so that it cannot be mistaken for the entry point of the app that embeds the simulator.</summary>
internal static class EntryPoint
{
    private static Task<int> Main(string[] args) => SimulatorCommand.RunAsync(args);
}
