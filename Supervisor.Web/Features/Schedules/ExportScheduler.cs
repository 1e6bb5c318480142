using Microsoft.Data.Sqlite;
using Supervisor.Web.Notices;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Schedules;

/// <summary>
/// Runs what is due, one after the other: at its time, after a restart the last missed time once, after a failure three times more with growing pauses. What it is about to do is
/// kept first, so that a crash in the middle counts as a try and cannot repeat itself for ever.
/// </summary>
internal sealed class ExportScheduler(ScheduleStore store, ScheduledRun run, AuditTrail audit, NoticeBoard notices, TimeProvider time, ILogger<ExportScheduler> logger) : BackgroundService
{
    /// <summary>The command line changes schedules too, and says nothing.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, string> _shown = [];
    private bool _failing;

    /// <summary>Makes the run that is due now, if any is: its fields say so.</summary>
    internal static bool TryBegin(ExportSchedule schedule, DateTimeOffset now)
    {
        if (schedule.Enabled && ScheduleRules.TimingOf(schedule) is { } timing && ScheduleClock.Latest(timing, now) is { } latest && latest > schedule.SettledThrough)
            (schedule.SettledThrough, schedule.DueAt, schedule.Attempts) = (latest, latest, 1);
        else if (schedule.NextTryAt <= now && schedule.DueAt is not null) schedule.Attempts++;
        else return false;
        (schedule.State, schedule.NextTryAt, schedule.Acknowledged) = (ScheduleState.Running, now, false);
        return true;
    }

    /// <summary>Writes down how it ended, and when it is tried again.</summary>
    internal static void End(ExportSchedule schedule, RunOutcome outcome, DateTimeOffset now)
    {
        (schedule.EndedAt, schedule.Message, schedule.NextTryAt) = (now, outcome.Message, null);
        if (outcome.IsDone) schedule.State = ScheduleState.Done;
        else if (schedule.Attempts > ScheduleRules.Pauses.Length) schedule.State = ScheduleState.Failed;
        else (schedule.State, schedule.NextTryAt) = (ScheduleState.Retrying, now + ScheduleRules.Pauses[schedule.Attempts - 1]);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var changed = store.Changed;
            try
            {
                var all = await store.AllAsync(stoppingToken);
                Show(all);
                var ran = false;
                foreach (var schedule in all) ran |= await RunAsync(schedule, stoppingToken);
                if (ran) Show(await store.AllAsync(stoppingToken));
                _failing = false;
            }
            catch (Exception fault) when (fault is SqliteException or Microsoft.EntityFrameworkCore.DbUpdateException)
            {
                if (!_failing) Log.SchedulesFailed(logger, fault.Message);
                _failing = true;
            }
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(changed, Task.Delay(Interval, time, pause.Token));
            await pause.CancelAsync();
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<bool> RunAsync(ExportSchedule schedule, CancellationToken stoppingToken)
    {
        if (ScheduleRules.TimingOf(schedule) is null)
        {
            if (schedule.State == ScheduleState.Failed || !schedule.Enabled) return false;
            (schedule.State, schedule.NextTryAt, schedule.EndedAt, schedule.Message) = (ScheduleState.Failed, null, time.GetUtcNow(), $"This computer knows no time zone {schedule.Zone}.");
        }
        else if (!TryBegin(schedule, time.GetUtcNow())) return false;
        else if (schedule.Attempts > ScheduleRules.Pauses.Length + 1) End(schedule, new RunOutcome(false, "The app ended while it ran, each time."), time.GetUtcNow());
        else
        {
            await store.KeepRunAsync(schedule, stoppingToken);
            try
            {
                End(schedule, await run.WriteAsync(schedule, schedule.DueAt!.Value, Actor.Scheduler, stoppingToken), time.GetUtcNow());
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                schedule.Attempts--; // an orderly stop is no try
                await store.KeepRunAsync(schedule, CancellationToken.None);
                throw;
            }
        }
        await store.KeepRunAsync(schedule, stoppingToken);
        if (schedule.State == ScheduleState.Done) Log.ScheduleDone(logger, schedule.Name, schedule.Message!);
        if (schedule.State != ScheduleState.Failed) return true;
        Log.ScheduleFailed(logger, schedule.Name, schedule.Attempts, schedule.Message!);
        await audit.KeepAsync(Actor.Scheduler, "schedule.failed", schedule.Name, schedule.Message, stoppingToken);
        return true;
    }

    /// <summary>Failures that nobody has read yet stand on the pages of managers.</summary>
    private void Show(IReadOnlyList<ExportSchedule> all)
    {
        var wanted = all.Where(schedule => schedule is { State: ScheduleState.Failed, Acknowledged: false }).ToDictionary(schedule => $"schedule-{schedule.Id}", schedule => schedule);
        foreach (var key in _shown.Keys.Where(key => !wanted.ContainsKey(key)).ToList())
        {
            _shown.Remove(key);
            notices.TakeDown(key);
        }
        foreach (var (key, schedule) in wanted)
        {
            var text = $"{schedule.Name}\n{schedule.Message}";
            if (_shown.TryGetValue(key, out var shown) && shown == text) continue;
            _shown[key] = text;
            notices.Put(new Notice(key, Policies.History, "The scheduled export {0} has failed: {1}", [schedule.Name, schedule.Message ?? ""], "/history/schedules"));
        }
    }
}
