using Supervisor.Web.Features;

namespace Supervisor.Web.Cli;

/// <summary>Where a command reads and writes; the console, or a test's text.</summary>
internal sealed record Terminal(TextReader Input, TextWriter Output, TextWriter Error)
{
    /// <summary>Tells what went wrong, and gives the exit code.</summary>
    public int Report(Outcome outcome)
    {
        foreach (var error in outcome.Errors) Error.WriteLine(error.Field.Length == 0 ? error.Text : $"{error.Field}: {error.Text}");
        return outcome.IsDone ? ExitCode.Done : ExitCode.Refused;
    }
}
