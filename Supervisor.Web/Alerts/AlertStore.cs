using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Alerts;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Alerts;

/// <summary>The alerts and their rules as they lie in the store.</summary>
internal sealed class AlertStore(IDbContextFactory<SupervisorDb> databases, AlertOutbox outbox, TimeProvider time, AlertMetrics? metrics = null)
{
    /// <summary>Tells the engine that rules have changed.</summary>
    public ChangeSignal RulesChanged { get; } = new();

    /// <summary>Tells the engine that somebody has changed alerts: the bells want to know.</summary>
    public ChangeSignal AlertsChanged { get; } = new();

    /// <summary>All rules, in order of their names.</summary>
    public async Task<IReadOnlyList<AlertRuleEntry>> RulesAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.AlertRules.AsNoTracking().OrderBy(x => x.Name).ToListAsync(cancellationToken);
    }

    /// <summary>Alerts that have not ended, and those that were raised since: what the watch must know after a start.</summary>
    public async Task<IReadOnlyList<AlertItem>> KnownAsync(DateTimeOffset raisedSince, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var known = await db.Alerts.AsNoTracking().Where(x => x.EndedAt == null || x.RaisedAt >= raisedSince).OrderBy(x => x.Id).ToListAsync(cancellationToken);
        return [.. known.Select(AlertItem.Of)];
    }

    /// <summary>The newest alerts, newest first.</summary>
    public async Task<ImmutableArray<AlertItem>> NewestAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var newest = await db.Alerts.AsNoTracking().OrderByDescending(x => x.Id).Take(AlertPicture.Size).ToListAsync(cancellationToken);
        return [.. newest.Select(AlertItem.Of)];
    }

    /// <summary>Keeps what the watch has decided, with what goes out about it, as one change. The same decision twice is kept once.</summary>
    public async Task KeepAsync(IReadOnlyCollection<AlertChange> changes, IReadOnlyDictionary<int, AlertRuleEntry> rules, IReadOnlyDictionary<AgentId, AgentSnapshot> floor, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var raised = new List<AlertEntry>();
        foreach (var change in changes)
        {
            var kept = raised.Find(alert => Names(alert, change)) ?? await FindAsync(db, change, cancellationToken);
            if (kept is null && change.Turn == AlertTurn.Raised && rules.TryGetValue(change.Rule, out var rule)) raised.Add(Raise(db, change, rule, floor.GetValueOrDefault(change.Agent)));
            else if (kept is not null) kept.EndedAt = change.Turn == AlertTurn.Ended ? change.At : null;
        }

        await db.SaveChangesAsync(cancellationToken);
        foreach (var group in raised.GroupBy(alert => alert.RuleId)) await AlertOutbox.AddAsync(db, rules[group.Key], [.. group], time.GetUtcNow(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        metrics?.Raised(raised.Count);
        if (raised.Count > 0) outbox.Changed.Raise();
    }

    /// <summary>Ends alerts of before the start.</summary>
    public async Task EndAsync(IEnumerable<(long Id, DateTimeOffset At)> ended, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var (id, at) in ended) await db.Alerts.Where(x => x.Id == id && x.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(x => x.EndedAt, at), cancellationToken);
    }

    /// <summary>Removes alerts that were raised, and messages that were made, before <paramref name="before"/>; open ones stay.</summary>
    public async Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.AlertDeliveries.Where(x => x.State != DeliveryState.Waiting && x.CreatedAt < before).ExecuteDeleteAsync(cancellationToken);
        return await db.Alerts.Where(x => x.EndedAt != null && x.RaisedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private static bool Names(AlertEntry alert, AlertChange change) =>
        alert.RuleId == change.Rule && alert.Gateway == change.Agent.Gateway && alert.AgentId == change.Agent.WorkNo && alert.Since == change.Stay.Began;

    private static Task<AlertEntry?> FindAsync(SupervisorDb db, AlertChange change, CancellationToken cancellationToken)
    {
        var (rule, gateway, agent, since) = (change.Rule, change.Agent.Gateway, change.Agent.WorkNo, change.Stay.Began);
        return db.Alerts.SingleOrDefaultAsync(x => x.RuleId == rule && x.Gateway == gateway && x.AgentId == agent && x.Since == since, cancellationToken);
    }

    private static AlertEntry Raise(SupervisorDb db, AlertChange change, AlertRuleEntry rule, AgentSnapshot? agent)
    {
        var alert = new AlertEntry
        {
            RuleId = rule.Id,
            Rule = rule.Name,
            Severity = rule.Severity,
            Roles = rule.Roles,
            Gateway = change.Agent.Gateway,
            AgentId = change.Agent.WorkNo,
            AgentName = agent?.Profile.Name ?? change.Agent.WorkNo,
            Team = agent?.Profile.Team ?? "",
            State = change.Stay.State,
            Reason = change.Stay.Reason,
            Since = change.Stay.Began,
            RaisedAt = change.At,
        };
        db.Alerts.Add(alert);
        return alert;
    }
}
