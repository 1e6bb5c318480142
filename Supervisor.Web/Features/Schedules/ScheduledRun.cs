using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.History;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Schedules;

/// <summary>How one try has ended.</summary>
/// <param name="IsDone">The file is there, whole.</param>
/// <param name="Message">The file and its rows; else the error in words.</param>
internal readonly record struct RunOutcome(bool IsDone, string Message);

/// <summary>Writes the file of a schedule: streamed, under another name until it is whole, readable by nobody else.</summary>
internal sealed class ScheduledRun(Exporter export, ExportTables tables, StatisticsQueries statistics, DataDirectory directory, IOptions<HistoryOptions> options, AuditTrail audit, ILogger<ScheduledRun> logger)
{
    /// <summary>Where the files go.</summary>
    public string Directory => options.Value.ExportPath(directory);

    /// <summary>What the schedule's last run has written and is still there; nothing where the schedule has changed since.</summary>
    public IReadOnlyList<ScheduleFile> FilesOf(ExportSchedule schedule)
    {
        if (schedule.DueAt is not { } due || ScheduleRules.TimingOf(schedule) is null) return [];
        var days = ScheduleClock.Days(schedule.Period, ScheduleClock.DayOf(due, TimeZoneInfo.FindSystemTimeZoneById(schedule.Zone)));
        var file = Path.Combine(Directory, ScheduleRules.FileName(schedule, days));
        ScheduleFile[] written = [new("file", file, ExportFormat.Find(schedule.Format)!.ContentType), new("about", file + ExportTarget.AboutSuffix, "text/plain; charset=utf-8")];
        return [.. written.Where(one => File.Exists(one.Path))];
    }

    /// <param name="schedule">Which.</param>
    /// <param name="due">The time from whose day its period counts.</param>
    /// <param name="actor">Who has it run.</param>
    /// <param name="cancellationToken">Ends it in the middle; no file is left.</param>
    public async Task<RunOutcome> WriteAsync(ExportSchedule schedule, DateTimeOffset due, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.Zone);
            var days = ScheduleClock.Days(schedule.Period, ScheduleClock.DayOf(due, zone));
            var (from, to) = ScheduleClock.Span(days, zone);
            var asked = await RequestAsync(schedule, ScheduleRules.FilterOf(schedule) with { From = from, To = to }, zone, cancellationToken);
            var request = asked with { Format = ExportFormat.Find(schedule.Format)!, ByteOrderMark = schedule.Format == ExportFormat.Csv.Name };
            var name = ScheduleRules.FileName(schedule, days);
            await audit.KeepAsync(actor, "history.export", name, $"schedule {schedule.Name}", cancellationToken);
            MakeDirectory();
            var about = await ExportTarget.WriteAsync(export, request, Path.Combine(Directory, name), () => throw new InvalidOperationException("A schedule writes files only."), cancellationToken);
            return new RunOutcome(true, FormattableString.Invariant($"{name}: {about.Rows} {about.Unit.ToLowerInvariant()}"));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new RunOutcome(false, fault.Message);
        }
        catch (SqliteException fault)
        {
            return new RunOutcome(false, StoreFault.Describe(fault));
        }
        catch (Exception bug)
        {
            Log.ScheduleBug(logger, bug, schedule.Name); // one schedule must not stop the others
            return new RunOutcome(false, $"An unforeseen fault: {bug.Message}");
        }
    }

    private async Task<ExportRequest> RequestAsync(ExportSchedule schedule, EventFilter filter, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        if (schedule.Content == ScheduledContent.Events) return new ExportRequest { Filter = filter, Zone = zone };
        var about = new StatisticsRequest { From = filter.From!.Value, To = filter.To!.Value, Zone = zone, Per = PeriodLength.Day, Gateway = filter.Gateway, Agents = filter.Agents };
        if (schedule.Content == ScheduledContent.Intervals) return tables.Intervals(about);
        var counted = await statistics.LoadAsync(about, cancellationToken);
        return counted.TooMany > 0 ? throw new IOException($"This would be about {counted.TooMany} rows, more than the {StatisticsQueries.MaxRows} that are given: choose fewer agents.") : ExportTables.Statistics(about, counted);
    }

    private void MakeDirectory()
    {
        if (OperatingSystem.IsWindows()) System.IO.Directory.CreateDirectory(Directory);
        else System.IO.Directory.CreateDirectory(Directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
