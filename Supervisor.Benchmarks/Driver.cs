using System.CommandLine;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks;

/// <summary>One driver as a command: its exit code is 1 when a limit was missed.</summary>
internal static class Driver
{
    /// <summary>Understood by every command.</summary>
    public static Option<bool> Record { get; } = new("--record") { Description = "append the figures to docs/measurements.md", Recursive = true };

    /// <summary>Understood by every command.</summary>
    public static Option<string[]> Unjudged { get; } = new("--unjudged") { Description = "beginning of a limit that is shown and not judged, as its figure means nothing at the size of this run", Recursive = true };

    /// <param name="name">As on the command line.</param>
    /// <param name="description">For <c>--help</c>.</param>
    /// <param name="title">Of its section in docs/measurements.md.</param>
    /// <param name="options">What it takes.</param>
    /// <param name="runAsync">Prints its figures; true when every limit held.</param>
    public static Command Command(string name, string description, string title, Option[] options, Func<ParseResult, Task<bool>> runAsync)
    {
        Command command = new(name, description);
        foreach (var option in options) command.Add(option);
        command.SetAction(async (parsed, _) =>
        {
            Limits.Unjudged = parsed.GetValue(Unjudged) ?? [];
            var held = await runAsync(parsed);
            if (parsed.GetValue(Record))
                await Report.RecordAsync(title, $"dotnet run -c Release --project Supervisor.Benchmarks -- {string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Where(arg => arg != Record.Name))}");
            return held ? 0 : 1;
        });
        return command;
    }

    /// <summary>The same for what only measures.</summary>
    public static Command Command(string name, string description, string title, Option[] options, Func<ParseResult, Task> runAsync) =>
        Command(name, description, title, options, async parsed =>
        {
            await runAsync(parsed);
            return true;
        });

    /// <summary>A part of a driver, in a process of its own.</summary>
    public static Command Part(string name, string description, Option[] options, Func<ParseResult, Task<bool>> runAsync)
    {
        Command part = new(name, description) { Hidden = true };
        foreach (var option in options) part.Add(option);
        part.SetAction(async (parsed, _) => await runAsync(parsed) ? 0 : 1);
        return part;
    }

    public static Option<int> Agents(int normal, string? description = null) => new("--agents") { Description = description, DefaultValueFactory = _ => normal };

    public static Option<double> Minutes() => new("--minutes") { DefaultValueFactory = _ => 1 };

    /// <summary>How long a driver measures.</summary>
    public static TimeSpan MinutesOf(this ParseResult parsed, Option<double> minutes) => TimeSpan.FromMinutes(parsed.GetValue(minutes));
}
