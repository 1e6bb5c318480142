using Microsoft.EntityFrameworkCore;
using Supervisor.Domain.Limits;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Limits;

/// <summary>Changes to the limits: change and audit in one transaction. Open floors follow at their next second.</summary>
internal sealed class LimitCommands(IDbContextFactory<SupervisorDb> databases, LimitBook book, AuditTrail audit)
{
    /// <summary>Sets the limit of a state, reason and team, whether there was one or not.</summary>
    public async Task<Outcome> SetAsync(LimitForm form, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MaySetFloor) return Outcome.Forbidden;
        var (errors, rule) = form.Check();
        if (rule is null) return Outcome.Invalid(errors);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var before = await db.Limits.SingleOrDefaultAsync(x => x.State == rule.State && x.Team == rule.Team && x.Reason == rule.Reason, cancellationToken);
        var was = before is null ? "" : $", was {Times(before)}";
        if (before is null) db.Limits.Add(rule);
        else (before.WarningSeconds, before.AlarmSeconds) = (rule.WarningSeconds, rule.AlarmSeconds);
        audit.Add(db, actor, "limit.set", Target(rule), Times(rule) + was);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await book.ReloadAsync(cancellationToken);
        return Outcome.Done;
    }

    /// <summary>Takes back what the site has set: the next less specific limit holds again.</summary>
    public async Task<Outcome> RemoveAsync(int id, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MaySetFloor) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Limits.FindAsync([id], cancellationToken) is not { } rule) return Outcome.NotFound("This limit was removed meanwhile.");
        db.Limits.Remove(rule);
        audit.Add(db, actor, "limit.remove", Target(rule), "was " + Times(rule));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await book.ReloadAsync(cancellationToken);
        return Outcome.Done;
    }

    private static string Target(LimitRule rule) =>
        Floor.StateLook.Of(rule.State).Word + (rule.Reason.Length > 0 ? $", reason {rule.Reason}" : "") + (rule.Team.Length > 0 ? $", team {rule.Team}" : "");

    private static string Times(LimitRule rule)
    {
        var limit = StateLimit.Seconds(rule.WarningSeconds, rule.AlarmSeconds);
        return $"{LimitText.Write(limit.Warning)} / {LimitText.Write(limit.Alarm)}";
    }
}
