using System.CommandLine;
using System.CommandLine.Parsing;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Web.Cli;

/// <summary>The command <c>history</c>.</summary>
internal static class HistoryCommands
{
    private const int Done = 0, Refused = 1;

    /// <param name="open">Prepares the store and returns the services.</param>
    public static Command Create(Func<CancellationToken, Task<IServiceProvider>> open) => Create(open, Console.OpenStandardOutput, () => !Console.IsOutputRedirected);

    /// <param name="open">Prepares the store and returns the services.</param>
    /// <param name="standardOutput">Where <c>-o -</c> writes.</param>
    /// <param name="isTerminal">Whether somebody looks at that.</param>
    internal static Command Create(Func<CancellationToken, Task<IServiceProvider>> open, Func<Stream> standardOutput, Func<bool> isTerminal)
    {
        var format = new Option<string>("--format") { Description = "csv, xlsx or jsonl", DefaultValueFactory = _ => ExportFormat.Csv.Name };
        var from = Time("--from", "Events received at this time or later (ISO 8601)");
        var to = Time("--to", "Events received before this time (ISO 8601)");
        var agents = new Option<string[]>("--agent") { Description = "Agent id; may be repeated", DefaultValueFactory = _ => [] };
        var gateway = new Option<string?>("--gateway") { Description = "Name of the gateway" };
        var text = new Option<string?>("--text") { Description = "Only recognition results in which this was said" };
        var zone = new Option<string>("--zone") { Description = "Time zone of the times, such as Europe/Berlin", DefaultValueFactory = _ => TimeZoneInfo.Utc.Id };
        var bom = new Option<bool>("--bom") { Description = "Begin with a byte order mark (csv only)" };
        var target = new Option<string>("--output", "-o") { Description = "File to write, or - for standard output", DefaultValueFactory = _ => "-" };
        format.Validators.Add(CheckFormat);
        agents.Validators.Add(CheckAgents);
        text.Validators.Add(CheckText);
        zone.Validators.Add(CheckZone);

        var export = new Command("export", "Writes the event history, oldest first") { format, from, to, agents, gateway, text, zone, bom, target };
        export.Validators.Add(result =>
        {
            if (TimeOf(result.GetValue(from)) >= TimeOf(result.GetValue(to))) result.AddError("--to must be later than --from.");
            var chosen = ExportFormat.Find(result.GetValue(format));
            if (result.GetValue(bom) && chosen is not null && chosen != ExportFormat.Csv) result.AddError("--bom: only a CSV file can begin with a byte order mark.");
            if (chosen == ExportFormat.Xlsx && result.GetValue(target) is null or "-" && isTerminal()) result.AddError("--output: a workbook is no text for a terminal; name a file with -o.");
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
            var request = new ExportRequest
            {
                Format = ExportFormat.Find(parsed.GetValue(format))!,
                Filter = filter,
                Zone = TimeZoneInfo.FindSystemTimeZoneById(parsed.GetValue(zone)!),
                ByteOrderMark = parsed.GetValue(bom),
            };
            var services = await open(cancellationToken);
            var export = services.GetRequiredService<EventExport>();
            await services.GetRequiredService<AuditTrail>().KeepAsync(Actor.CommandLine, "history.export", request.Format.Name, null, cancellationToken);
            var error = parsed.InvocationConfiguration.Error;
            try
            {
                var about = await ExportTarget.WriteAsync(export, request, parsed.GetValue(target)!, standardOutput, cancellationToken);
                await error.WriteLineAsync($"{about.Rows} events written.");
                return Done;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                await error.WriteLineAsync($"The export could not be written: {exception.Message}");
                return Refused;
            }
        });
        return new Command("history", "The event history") { export, VerifyCommand.Create(open), RebuildCommand.Create(open), ScheduleCliCommands.Create(open) };
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
        if (ExportFormat.Find(result.GetValueOrDefault<string>()) is null) result.AddError($"--format: {ExportFormat.Expected}");
    }

    private static void CheckZone(OptionResult result)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(result.GetValueOrDefault<string>() ?? "", out _)) result.AddError("--zone: Expected a time zone such as Europe/Berlin.");
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
