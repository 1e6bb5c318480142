using System.CommandLine;

namespace Supervisor.Web.Cli;

/// <summary>The command <c>history</c>.</summary>
internal static class HistoryCommands
{
    /// <param name="open">Prepares the store and returns the services.</param>
    public static Command Create(Func<CancellationToken, Task<IServiceProvider>> open) => Create(open, Console.OpenStandardOutput, () => !Console.IsOutputRedirected);

    /// <param name="open">Prepares the store and returns the services.</param>
    /// <param name="standardOutput">Where <c>-o -</c> writes.</param>
    /// <param name="isTerminal">Whether somebody looks at that.</param>
    internal static Command Create(Func<CancellationToken, Task<IServiceProvider>> open, Func<Stream> standardOutput, Func<bool> isTerminal) =>
        new("history", "The event history") { ExportCommand.Create(open, standardOutput, isTerminal), VerifyCommand.Create(open), RebuildCommand.Create(open), ScheduleCliCommands.Create(open) };
}
