using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Alerts;
using Supervisor.Web.Alerts;
using Supervisor.Web.Features.Schedules;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Alerts;

/// <summary>Changes to alert rules: change and audit in one transaction, and the engine hears of it.</summary>
internal sealed class AlertRuleCommands(IDbContextFactory<SupervisorDb> databases, AlertStore store, IOptions<AlertOptions> options, AuditTrail audit)
{
    public async Task<Outcome> AddAsync(AlertRuleForm form, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAlert) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var errors = await CheckAsync(db, form, null, cancellationToken);
        if (errors.Count > 0) return Outcome.Invalid(errors);
        var added = new AlertRuleEntry { Name = form.Name, Zone = form.Zone };
        form.CopyTo(added);
        db.AlertRules.Add(added);
        audit.Add(db, actor, "alert-rule.add", added.Name, Describe(added));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        store.RulesChanged.Raise();
        return Outcome.Done;
    }

    public Task<Outcome> UpdateAsync(int id, AlertRuleForm form, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, "alert-rule.update", async (db, rule) =>
        {
            var errors = await CheckAsync(db, form, id, cancellationToken);
            if (errors.Count > 0) return Outcome.Invalid(errors);
            form.CopyTo(rule);
            return Outcome.Done;
        }, cancellationToken);

    public Task<Outcome> SetEnabledAsync(int id, bool enabled, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, enabled ? "alert-rule.enable" : "alert-rule.disable", (_, rule) =>
        {
            rule.Enabled = enabled;
            return Task.FromResult(Outcome.Done);
        }, cancellationToken);

    /// <summary>Its alerts stay in the history; those that are on end.</summary>
    public Task<Outcome> RemoveAsync(int id, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, "alert-rule.remove", (db, rule) =>
        {
            db.AlertRules.Remove(rule);
            return Task.FromResult(Outcome.Done);
        }, cancellationToken);

    /// <summary>Everything that is wrong with the form.</summary>
    public async Task<IReadOnlyList<FieldError>> CheckAsync(AlertRuleForm form, int? own, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await CheckAsync(db, form, own, cancellationToken);
    }

    private async Task<Outcome> ChangeAsync(int id, Actor actor, string action, Func<SupervisorDb, AlertRuleEntry, Task<Outcome>> change, CancellationToken cancellationToken)
    {
        if (!actor.MayAlert) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.AlertRules.FindAsync([id], cancellationToken) is not { } rule) return Outcome.NotFound("This rule was removed meanwhile.");
        var outcome = await change(db, rule);
        if (!outcome.IsDone) return outcome;
        audit.Add(db, actor, action, rule.Name, action == "alert-rule.update" ? Describe(rule) : null);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        store.RulesChanged.Raise();
        return outcome;
    }

    private async Task<List<FieldError>> CheckAsync(SupervisorDb db, AlertRuleForm form, int? own, CancellationToken cancellationToken)
    {
        var hooks = await db.AlertWebhooks.Select(x => x.Name).ToListAsync(cancellationToken);
        var errors = AlertRuleRules.Check(form, options.Value.Mail.IsConfigured, hooks);
        var name = form.Name.Trim();
        if (await db.AlertRules.AnyAsync(x => x.Id != own && x.Name == name, cancellationToken)) errors.Add(new("name", "There is a rule {0} already.", name));
        return errors;
    }

    private static string Describe(AlertRuleEntry rule) => string.Create(CultureInfo.InvariantCulture,
        $"{rule.Severity}: {One(rule.States)} after {AlertTimes.Write(rule.AfterSeconds)}, reasons {One(rule.Reasons)}, teams {One(rule.Teams)}, gateways {One(rule.Gateways)}, {Hours(rule)}, pause {AlertTimes.Write(rule.CoolDownSeconds)}, roles {One(rule.Roles)}, mails {One(rule.Mails)}, webhooks {One(rule.Webhooks)}{(rule.Enabled ? "" : ", off")}");

    /// <summary>When it holds: <c>every day, UTC</c>, or <c>Mon, Tue from 22:00 to 06:00, Europe/Berlin</c>.</summary>
    private static string Hours(AlertRuleEntry rule)
    {
        var days = rule.Weekdays == AlertHours.EveryDay ? "every day" : string.Join(", ", ScheduleWords.Week.Where(day => (rule.Weekdays >> (int)day & 1) == 1).Select(ScheduleWords.Short));
        var from = rule.FromMinute == rule.ToMinute ? "" : $" from {AlertTimes.Clock(rule.FromMinute)} to {AlertTimes.Clock(rule.ToMinute)}";
        return $"{days}{from}, {rule.Zone}";
    }

    private static string One(string lines) => lines.Length == 0 ? "any" : lines.Replace("\n", ", ", StringComparison.Ordinal);
}
