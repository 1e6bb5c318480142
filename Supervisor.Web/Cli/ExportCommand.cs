using System.CommandLine;
using System.CommandLine.Parsing;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.History;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Web.Cli;

/// <summary>What <c>history export</c> writes.</summary>
internal enum ExportedContent
{
    Events,
    Intervals,
    Statistics,
}

/// <summary>The command <c>history export</c>.</summary>
internal static class ExportCommand
{
    /// <param name="open">Prepares the store and returns the services.</param>
    /// <param name="standardOutput">Where <c>-o -</c> writes.</param>
    /// <param name="isTerminal">Whether somebody looks at that.</param>
    public static Command Create(Func<CancellationToken, Task<IServiceProvider>> open, Func<Stream> standardOutput, Func<bool> isTerminal)
    {
        var format = new Option<string>("--format") { Description = "csv, xlsx or jsonl", DefaultValueFactory = _ => ExportFormat.Csv.Name };
        var from = Time("--from", "Events received at this time or later (ISO 8601)");
        var to = Time("--to", "Events received before this time (ISO 8601)");
        var agents = new Option<string[]>("--agent") { Description = "Agent id; may be repeated", DefaultValueFactory = _ => [] };
        var gateway = new Option<string?>("--gateway") { Description = "Name of the gateway" };
        var text = new Option<string?>("--text") { Description = "Only recognition results in which this was said" };
        var zone = new Option<string>("--zone") { Description = "Time zone of the times, such as Europe/Berlin", DefaultValueFactory = _ => TimeZoneInfo.Utc.Id };
        var bom = new Option<bool>("--bom") { Description = "Begin with a byte order mark (csv only)" };
        var content = new Option<ExportedContent>("--content") { Description = "What: events, intervals (of the agents' states) or statistics", DefaultValueFactory = _ => ExportedContent.Events };
        var by = new Option<StatisticsBy>("--by") { Description = "A row of the statistics for each agent, team, gateway, or all", DefaultValueFactory = _ => StatisticsBy.Agent };
        var per = new Option<PeriodLength>("--per") { Description = "A row of the statistics per hour, day, week, month, or range", DefaultValueFactory = _ => PeriodLength.Day };
        var target = new Option<string>("--output", "-o") { Description = "File to write, or - for standard output", DefaultValueFactory = _ => "-" };
        format.Validators.Add(CheckFormat);
        agents.Validators.Add(CheckAgents);
        text.Validators.Add(CheckText);
        zone.Validators.Add(CheckZone);

        var export = new Command("export", "Writes events, state intervals or statistics, oldest first") { content, format, from, to, agents, gateway, text, by, per, zone, bom, target };
        export.Validators.Add(result =>
        {
            if (TimeOf(result.GetValue(from)) >= TimeOf(result.GetValue(to))) result.AddError("--to must be later than --from.");
            if (result.GetValue(content) != ExportedContent.Events && result.GetValue(text) is not null) result.AddError("--text: only events have texts.");
            var chosen = ExportFormat.Find(result.GetValue(format));
            if (result.GetValue(bom) && chosen is not null && chosen != ExportFormat.Csv) result.AddError("--bom: only a CSV file can begin with a byte order mark.");
            if (chosen == ExportFormat.Xlsx && result.GetValue(target) is null or "-" && isTerminal()) result.AddError("--output: a workbook is no text for a terminal; name a file with -o.");
        });
        export.SetAction(async (parsed, cancellationToken) =>
        {
            var services = await open(cancellationToken);
            var request = new ExportRequest
            {
                Filter = new EventFilter
                {
                    From = TimeOf(parsed.GetValue(from)),
                    To = TimeOf(parsed.GetValue(to)),
                    Agents = [.. parsed.GetValue(agents)!],
                    Gateway = parsed.GetValue(gateway),
                    Text = parsed.GetValue(text),
                },
                Zone = TimeZoneInfo.FindSystemTimeZoneById(parsed.GetValue(zone)!),
            };
            if (parsed.GetValue(content) is var what and not ExportedContent.Events)
            {
                var (table, refused) = await TableAsync(services, what, request, parsed.GetValue(by), parsed.GetValue(per), cancellationToken);
                if (table is null) return await RefuseAsync(parsed, refused!);
                request = table;
            }

            request = request with { Format = ExportFormat.Find(parsed.GetValue(format))!, ByteOrderMark = parsed.GetValue(bom) };
            await services.GetRequiredService<AuditTrail>().KeepAsync(Actor.CommandLine, "history.export", request.Format.Name, $"{parsed.GetValue(content).ToString().ToLowerInvariant()}: {ExportAbout.InWords(request)}", cancellationToken);
            try
            {
                var about = await ExportTarget.WriteAsync(services.GetRequiredService<Exporter>(), request, parsed.GetValue(target)!, standardOutput, cancellationToken);
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"{about.Rows} {about.Unit.ToLowerInvariant()} written.");
                return ExitCode.Done;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return await RefuseAsync(parsed, $"The export could not be written: {exception.Message}");
            }
        });
        return export;
    }

    private static async Task<(ExportRequest? Request, string? Refused)> TableAsync(
        IServiceProvider services, ExportedContent what, ExportRequest asked, StatisticsBy by, PeriodLength per, CancellationToken cancellationToken)
    {
        // without a beginning: that of the history
        var first = await services.GetRequiredService<EventStore>().NewerAsync(EventFilter.Everything, 0, 1, cancellationToken);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var about = new StatisticsRequest
        {
            From = asked.Filter.From ?? (first.Items is [var oldest] ? oldest.ReceivedAt : now),
            To = asked.Filter.To ?? now,
            Zone = asked.Zone,
            By = by,
            Per = per,
            Gateway = asked.Filter.Gateway,
            Agents = asked.Filter.Agents,
        };
        var tables = services.GetRequiredService<ExportTables>();
        if (what == ExportedContent.Intervals) return (tables.Intervals(about), null);
        var counted = await services.GetRequiredService<StatisticsQueries>().LoadAsync(about, cancellationToken);
        return counted.TooMany > 0
            ? (null, FormattableString.Invariant($"This would be about {counted.TooMany} rows; at most {StatisticsQueries.MaxRows} are given. Ask for longer periods (--per), larger groups (--by) or a shorter range."))
            : (ExportTables.Statistics(about, counted), null);
    }

    private static async Task<int> RefuseAsync(ParseResult parsed, string why)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync(why);
        return ExitCode.Refused;
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
