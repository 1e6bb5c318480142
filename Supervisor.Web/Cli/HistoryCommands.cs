using System.CommandLine;

namespace Supervisor.Web.Cli;

/// <summary>The command <c>history</c>.</summary>
internal static class HistoryCommands
{
    /// <param name="open">Prepares the store and returns the services.</param>
    /// <param name="openExisting">The same where there is a store; refuses where there is none.</param>
    public static Command Create(Func<CancellationToken, Task<IServiceProvider>> open, Func<CancellationToken, Task<IServiceProvider>> openExisting) =>
        Create(open, openExisting, Console.OpenStandardOutput, () => !Console.IsOutputRedirected);

    /// <param name="open">Prepares the store and returns the services.</param>
    /// <param name="openExisting">The same where there is a store; refuses where there is none.</param>
    /// <param name="standardOutput">Where <c>-o -</c> writes.</param>
    /// <param name="isTerminal">Whether somebody looks at that.</param>
    internal static Command Create(
        Func<CancellationToken, Task<IServiceProvider>> open, Func<CancellationToken, Task<IServiceProvider>> openExisting, Func<Stream> standardOutput, Func<bool> isTerminal) =>
        new("history", "The event history") { ExportCommand.Create(open, standardOutput, isTerminal), VerifyCommand.Create(openExisting), RebuildCommand.Create(open), ScheduleCliCommands.Create(open) };
}
