using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO.Pipelines;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Web.Cli;

/// <summary>The command <c>history</c>.</summary>
internal static class HistoryCommands
{
    private const int Done = 0, Refused = 1;

    /// <param name="open">Prepares the store and returns the services.</param>
    public static Command Create(Func<CancellationToken, Task<IServiceProvider>> open) => Create(open, Console.OpenStandardOutput);

    /// <param name="open">Prepares the store and returns the services.</param>
    /// <param name="standardOutput">Where <c>-o -</c> writes.</param>
    internal static Command Create(Func<CancellationToken, Task<IServiceProvider>> open, Func<Stream> standardOutput)
    {
        var format = new Option<string>("--format") { Description = "csv", DefaultValueFactory = _ => "csv" };
        var from = Time("--from", "Events received at this time or later (ISO 8601)");
        var to = Time("--to", "Events received before this time (ISO 8601)");
        var agents = new Option<string[]>("--agent") { Description = "Agent id; may be repeated", DefaultValueFactory = _ => [] };
        var gateway = new Option<string?>("--gateway") { Description = "Name of the gateway" };
        var text = new Option<string?>("--text") { Description = "Only recognition results in which this was said" };
        var bom = new Option<bool>("--bom") { Description = "Begin with a byte order mark" };
        var target = new Option<string>("--output", "-o") { Description = "File to write, or - for standard output", DefaultValueFactory = _ => "-" };
        format.Validators.Add(CheckFormat);
        agents.Validators.Add(CheckAgents);
        text.Validators.Add(CheckText);

        var export = new Command("export", "Writes the event history, oldest first") { format, from, to, agents, gateway, text, bom, target };
        export.Validators.Add(result =>
        {
            if (TimeOf(result.GetValue(from)) >= TimeOf(result.GetValue(to))) result.AddError("--to must be later than --from.");
        });
        export.SetAction(async (parsed, cancellationToken) =>
        {
            var filter = new EventFilter
            {
                From = TimeOf(parsed.GetValue(from)),
                To = TimeOf(parsed.GetValue(to)),
                Agents = [.. parsed.GetValue(agents)!],
                Gateway = parsed.GetValue(gateway),
                Text = parsed.GetValue(text),
            };
            var services = await open(cancellationToken);
            var store = services.GetRequiredService<EventStore>();
            await services.GetRequiredService<AuditTrail>().KeepAsync(Actor.CommandLine, "history.export", "csv", null, cancellationToken);
            var error = parsed.InvocationConfiguration.Error;
            try
            {
                var rows = await WriteAsync(parsed.GetValue(target)!, standardOutput,
                    output => EventExport.WriteCsvAsync(store, filter, output, parsed.GetValue(bom), TimeZoneInfo.Utc, cancellationToken));
                await error.WriteLineAsync($"{rows} events written.");
                return Done;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                await error.WriteLineAsync($"The export could not be written: {exception.Message}");
                return Refused;
            }
        });
        return new Command("history", "The event history") { export, VerifyCommand.Create(open) };
    }

    private static async Task<long> WriteAsync(string target, Func<Stream> standardOutput, Func<PipeWriter, Task<long>> write)
    {
        if (target == "-")
        {
            await using var stream = standardOutput();
            return await ThroughPipeAsync(stream, write);
        }
        // beside the target and renamed at the end: whoever finds the file finds it whole
        var part = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(target))!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.part");
        try
        {
            long rows;
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var stream = new FileStream(part, options))
            {
                rows = await ThroughPipeAsync(stream, write);
                stream.Flush(flushToDisk: true);
            }
            File.Move(part, target, overwrite: true);
            return rows;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static async Task<long> ThroughPipeAsync(Stream stream, Func<PipeWriter, Task<long>> write)
    {
        var pipe = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        var rows = await write(pipe);
        await pipe.CompleteAsync();
        return rows;
    }

    private static Option<string?> Time(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (TimeOf(result.GetValueOrDefault<string?>()) is null) result.AddError($"{name}: {IsoTime.Expected}");
        });
        return option;
    }

    private static DateTimeOffset? TimeOf(string? text) => text is not null && IsoTime.TryParse(text, out var time) ? time : null;

    private static void CheckFormat(OptionResult result)
    {
        switch (result.GetValueOrDefault<string>())
        {
            case "csv": return;
            case "xlsx" or "jsonl": result.AddError("--format: this format comes with a later version; csv works."); return;
            default: result.AddError("--format: expected csv."); return;
        }
    }

    private static void CheckText(OptionResult result)
    {
        if (result.GetValueOrDefault<string?>() is { } text && EventFilter.TextProblem(text) is { } problem) result.AddError($"--text: {problem}");
    }

    private static void CheckAgents(OptionResult result)
    {
        if (result.GetValueOrDefault<string[]>() is { Length: > EventFilter.MaxNames }) result.AddError($"--agent: at most {EventFilter.MaxNames} may be given.");
    }
}
