using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Schedules;

/// <summary>Changes to schedules: change and audit in one transaction.</summary>
internal sealed class ScheduleCommands(IDbContextFactory<SupervisorDb> databases, ScheduleStore store, AuditTrail audit, TimeProvider time)
{
    public async Task<Outcome> AddAsync(ScheduleForm form, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayReadHistory) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var errors = await CheckAsync(db, form, null, cancellationToken);
        if (errors.Count > 0) return Outcome.Invalid(errors);
        var added = new ExportSchedule { Name = form.Name, Zone = form.Zone, Format = form.Format };
        form.CopyTo(added);
        added.SettledThrough = time.GetUtcNow(); // what was due before it was made is not missed
        db.Schedules.Add(added);
        audit.Add(db, actor, "schedule.add", added.Name, Describe(added));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        store.Announce();
        return Outcome.Done;
    }

    public Task<Outcome> UpdateAsync(int id, ScheduleForm form, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, "schedule.update", async (db, schedule) =>
        {
            var errors = await CheckAsync(db, form, id, cancellationToken);
            if (errors.Count > 0) return Outcome.Invalid(errors);
            form.CopyTo(schedule);
            schedule.SettledThrough = time.GetUtcNow();
            GiveUp(schedule);
            return Outcome.Done;
        }, cancellationToken);

    public Task<Outcome> SetEnabledAsync(int id, bool enabled, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, enabled ? "schedule.enable" : "schedule.disable", (_, schedule) =>
        {
            (schedule.Enabled, schedule.SettledThrough) = (enabled, time.GetUtcNow());
            GiveUp(schedule);
            return Task.FromResult(Outcome.Done);
        }, cancellationToken);

    /// <summary>The scheduler runs it at once, for the period as seen from today.</summary>
    public Task<Outcome> RunAsync(int id, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, "schedule.run", (_, schedule) =>
        {
            var now = time.GetUtcNow();
            (schedule.State, schedule.DueAt, schedule.NextTryAt, schedule.Attempts) = (ScheduleState.Running, now, now, 0);
            return Task.FromResult(Outcome.Done);
        }, cancellationToken);

    /// <summary>Somebody has read the failure: no banner any more.</summary>
    public Task<Outcome> AcknowledgeAsync(int id, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, "schedule.acknowledge", (_, schedule) =>
        {
            schedule.Acknowledged = true;
            return Task.FromResult(Outcome.Done);
        }, cancellationToken);

    /// <summary>Its files stay.</summary>
    public Task<Outcome> RemoveAsync(int id, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, "schedule.remove", (db, schedule) =>
        {
            db.Schedules.Remove(schedule);
            return Task.FromResult(Outcome.Done);
        }, cancellationToken);

    private async Task<Outcome> ChangeAsync(int id, Actor actor, string action, Func<SupervisorDb, ExportSchedule, Task<Outcome>> change, CancellationToken cancellationToken)
    {
        if (!actor.MayReadHistory) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Schedules.FindAsync([id], cancellationToken) is not { } schedule) return Outcome.NotFound("This schedule was removed meanwhile.");
        var outcome = await change(db, schedule);
        if (!outcome.IsDone) return outcome;
        audit.Add(db, actor, action, schedule.Name, action == "schedule.update" ? Describe(schedule) : null);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        store.Announce();
        return outcome;
    }

    /// <summary>A run that would be tried again is not any more: whoever changes the schedule has seen that it failed.</summary>
    private static void GiveUp(ExportSchedule schedule)
    {
        if (schedule.State == ScheduleState.Retrying) (schedule.State, schedule.NextTryAt, schedule.Acknowledged) = (ScheduleState.Failed, null, true);
    }

    private static async Task<List<FieldError>> CheckAsync(SupervisorDb db, ScheduleForm form, int? own, CancellationToken cancellationToken)
    {
        var errors = ScheduleRules.Check(form);
        var stem = ScheduleRules.Stem(form.Name);
        var others = await db.Schedules.Where(x => x.Id != own).Select(x => x.Name).ToListAsync(cancellationToken);
        if (others.FirstOrDefault(other => ScheduleRules.Stem(other) == stem) is { } taken) errors.Add(new("name", "{0} has this name, or one that makes the same file names.", taken));
        return errors;
    }

    private static string Describe(ExportSchedule schedule) =>
        FormattableString.Invariant($"{schedule.Content} of {schedule.Period}, {(schedule.Filter.Length == 0 ? "all" : schedule.Filter)}, {schedule.Format}, {ScheduleWords.Days(schedule)} at {ScheduleWords.Time(schedule)} {schedule.Zone}");
}
