using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Alerts;

/// <summary>Messages that go out, kept until they have arrived or are given up. Alerts of one rule that come close together are one message per receiver: a gateway that is down is not 2,000 mails.</summary>
internal sealed class AlertOutbox(IDbContextFactory<SupervisorDb> databases)
{
    /// <summary>For so long a message waits for more alerts of its rule.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromSeconds(2);

    /// <summary>Alerts of one message; more make a further one.</summary>
    private const int Most = 500;

    /// <summary>Tells the courier of new messages, and pages how they end.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>Adds alerts that are stored already; kept when the caller saves.</summary>
    public static async Task AddAsync(SupervisorDb db, AlertRuleEntry rule, IReadOnlyCollection<AlertEntry> alerts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var mail in AlertRules.Lines(rule.Mails)) await AddAsync(db, rule, AlertChannel.Mail, mail, alerts, now, cancellationToken);
        foreach (var hook in AlertRules.Lines(rule.Webhooks)) await AddAsync(db, rule, AlertChannel.Webhook, hook, alerts, now, cancellationToken);
    }

    /// <summary>Adds a message by which a person sees whether it arrives.</summary>
    public static AlertDelivery Test(SupervisorDb db, AlertChannel channel, string receiver, DateTimeOffset now)
    {
        var test = New(channel, receiver, AlertMessageKind.Test, 0, now);
        db.AlertDeliveries.Add(test);
        return test;
    }

    /// <summary>When the next one is due; null while none waits.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.AlertDeliveries.Where(x => x.State == DeliveryState.Waiting).OrderBy(x => x.NextTryAt).Select(x => (DateTimeOffset?)x.NextTryAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Takes what is due, one for each receiver at most. Each counts as tried from here on, so that a crash cannot repeat itself for ever.</summary>
    public async Task<IReadOnlyList<AlertDelivery>> TakeAsync(DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // from the first look on: a message that is taken gathers no more alerts, and one that gathers is not taken yet
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var due = await db.AlertDeliveries.Where(x => x.State == DeliveryState.Waiting && x.NextTryAt <= now).OrderBy(x => x.NextTryAt).ThenBy(x => x.Id).Take(200).ToListAsync(cancellationToken);
        var taken = due.DistinctBy(x => (x.Channel, x.Receiver)).Take(most).ToList();
        foreach (var delivery in taken)
        {
            delivery.Attempts++;
            delivery.NextTryAt = now + RetryPause.Longest;
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return taken;
    }

    /// <summary>Writes down how a try has ended.</summary>
    public async Task KeepAsync(AlertDelivery tried, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.AlertDeliveries.Where(x => x.Id == tried.Id).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.State, tried.State).SetProperty(x => x.Attempts, tried.Attempts).SetProperty(x => x.NextTryAt, tried.NextTryAt)
                .SetProperty(x => x.EndedAt, tried.EndedAt).SetProperty(x => x.Fault, tried.Fault),
            cancellationToken);
    }

    /// <summary>What a message tells: the alerts as they are kept, whatever became of them.</summary>
    public async Task<IReadOnlyList<AlertItem>> AlertsAsync(AlertDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Alerts.Length == 0) return [];
        var ids = delivery.Alerts.Split(',').Select(id => long.Parse(id, CultureInfo.InvariantCulture)).ToHashSet();
        var (first, last) = (ids.Min(), ids.Max());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await db.Alerts.AsNoTracking().Where(x => x.Id >= first && x.Id <= last).OrderBy(x => x.Id).ToListAsync(cancellationToken);
        return [.. found.Where(x => ids.Contains(x.Id)).Select(AlertItem.Of)];
    }

    /// <summary>The newest messages, newest first.</summary>
    public async Task<IReadOnlyList<AlertDelivery>> NewestAsync(int count, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.AlertDeliveries.AsNoTracking().OrderByDescending(x => x.Id).Take(count).ToListAsync(cancellationToken);
    }

    /// <summary>Receivers whose last message was given up, or was refused often.</summary>
    public async Task<IReadOnlyList<AlertDelivery>> FailingAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var last = await db.AlertDeliveries.AsNoTracking().Where(x => x.Attempts > 0 && (x.State != DeliveryState.Waiting || x.Fault != null))
            .GroupBy(x => new { x.Channel, x.Receiver }).Select(group => group.Max(x => x.Id)).ToListAsync(cancellationToken);
        var failing = await db.AlertDeliveries.AsNoTracking().Where(x => x.State == DeliveryState.Failed || (x.State == DeliveryState.Waiting && x.Attempts >= 3)).ToListAsync(cancellationToken);
        return [.. failing.Where(x => last.Contains(x.Id))];
    }

    private static async Task AddAsync(SupervisorDb db, AlertRuleEntry rule, AlertChannel channel, string receiver, IReadOnlyCollection<AlertEntry> alerts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = new Queue<long>(alerts.Select(alert => alert.Id));
        var gathering = await db.AlertDeliveries.FirstOrDefaultAsync(
            x => x.State == DeliveryState.Waiting && x.Attempts == 0 && x.Kind == AlertMessageKind.Raised && x.RuleId == rule.Id && x.Channel == channel && x.Receiver == receiver, cancellationToken);
        while (ids.Count > 0)
        {
            var before = gathering is { Alerts.Length: > 0 } ? gathering.Alerts.Split(',') : [];
            if (gathering is null || before.Length >= Most)
            {
                gathering = New(channel, receiver, AlertMessageKind.Raised, rule.Id, now + Gathering);
                db.AlertDeliveries.Add(gathering);
                before = [];
            }

            gathering.Alerts = string.Join(',', before.Concat(Enumerable.Range(0, Math.Min(ids.Count, Most - before.Length)).Select(_ => ids.Dequeue().ToString(CultureInfo.InvariantCulture))));
        }
    }

    private static AlertDelivery New(AlertChannel channel, string receiver, AlertMessageKind kind, int rule, DateTimeOffset at) => new()
    {
        Token = RandomSecret.Create("dlv_"),
        Channel = channel,
        Receiver = receiver,
        Kind = kind,
        RuleId = rule,
        CreatedAt = at,
        NextTryAt = at,
    };
}
