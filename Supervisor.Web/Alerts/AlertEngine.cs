using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Alerts;
using Supervisor.Domain.Floor;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Alerts;

/// <summary>
/// Follows the floor and raises alerts. Only agents whose picture is another reference cost anything, one timer waits for whatever is due first, and the floor does not notice: a slow disk delays the
/// alerts, nothing else.
/// </summary>
internal sealed class AlertEngine(IFloorFeed floor, AlertStore store, AlertPast past, AlertFeed feed, TimeProvider time, ILogger<AlertEngine> logger) : BackgroundService
{
    /// <summary>What the store cannot take is tried again after so long.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>Changes kept in memory for a store that takes none. The oldest go, and are counted.</summary>
    private const int MostPending = 10_000;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await FollowAsync(stoppingToken);
                return;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // whatever it was, the next run takes everything from the store and the floor
                Log.EngineFault(logger, fault);
                await Task.Delay(Again, time, stoppingToken);
            }
        }
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        var round = new Round();
        using var timer = new DueTimer(time);
        using var subscription = floor.Subscribe();
        await using var pictures = subscription.ReadAllAsync(stopping).GetAsyncEnumerator(stopping);
        var (picture, next) = (subscription.Snapshot, pictures.MoveNextAsync().AsTask());
        Task rules = Task.CompletedTask, alerts = Task.CompletedTask;
        while (true)
        {
            var again = (DateTimeOffset?)null;
            try
            {
                if (rules.IsCompleted)
                {
                    rules = store.RulesChanged.Next;
                    await TakeRulesAsync(round, stopping);
                }

                if (!round.IsSettled && !picture.Agents.IsEmpty)
                {
                    await SettleAsync(round, picture, stopping);
                    alerts = Task.CompletedTask;
                }

                if (round.IsSettled) Look(round, picture);
                var wakes = feed.Current.Newest.Any(alert => alert.SnoozedUntil <= time.GetUtcNow() && alert.SnoozedUntil > round.Published);
                if (round.Pending.Count > 0 || alerts.IsCompleted || wakes)
                {
                    alerts = store.AlertsChanged.Next;
                    await KeepAsync(round, picture, stopping);
                }
            }
            catch (Exception fault) when (fault is SqliteException or DbUpdateException)
            {
                if (!round.IsFailing) Log.StoreFailed(logger, fault.Message);
                (round.IsFailing, rules, alerts, again) = (true, Task.CompletedTask, Task.CompletedTask, time.GetUtcNow() + Again);
            }

            await Task.WhenAny(next, timer.At(again ?? NextWake(round)), again is null ? rules : next, again is null ? alerts : next);
            stopping.ThrowIfCancellationRequested();
            if (!next.IsCompleted) continue;
            if (!await next) return;
            (picture, next) = (pictures.Current, pictures.MoveNextAsync().AsTask());
        }
    }

    private async Task TakeRulesAsync(Round round, CancellationToken stopping)
    {
        var entries = await store.RulesAsync(stopping);
        round.Rules = entries.ToDictionary(entry => entry.Id);
        var good = entries.Where(entry => entry.Enabled).Select(AlertRules.Read).OfType<AlertRule>().ToList();
        round.Watch.SetRules(good, time.GetUtcNow(), round.Pending);
    }

    /// <summary>Once after a start, as soon as there are agents: how they stood before, and what was raised then.</summary>
    private async Task SettleAsync(Round round, FloorSnapshot picture, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        await past.TellAsync(round.Watch, picture.Agents, now, stopping);
        var forgotten = new List<AlertChange>();
        foreach (var agent in picture.Agents.Values) See(round.Watch, agent, now, forgotten);
        var ended = new List<(long, DateTimeOffset)>();
        foreach (var alert in await store.KnownAsync(now - AlertRule.Longest, stopping))
            if (round.Watch.Restore(alert.RuleId, alert.Agent, alert.Since, alert.RaisedAt, now) is { } at && alert.EndedAt is null)
                ended.Add((alert.Id, at > alert.RaisedAt ? at : alert.RaisedAt));
        await store.EndAsync(ended, stopping);
        round.IsSettled = true;
    }

    private void Look(Round round, FloorSnapshot picture)
    {
        var now = time.GetUtcNow();
        if (!ReferenceEquals(round.Seen, picture))
        {
            var changed = floor.ChangedBetween(round.Seen, picture);
            foreach (var id in changed ?? picture.Agents.Keys)
                if (picture.Agents.TryGetValue(id, out var agent) && !(round.Seen.Agents.TryGetValue(id, out var seen) && ReferenceEquals(seen, agent))) See(round.Watch, agent, now, round.Pending);
            foreach (var id in changed ?? round.Seen.Agents.Keys)
                if (!picture.Agents.ContainsKey(id)) round.Watch.Remove(id, now, round.Pending);
            round.Seen = picture;
        }

        round.Watch.TakeDue(now, round.Pending);
        if (round.Pending.Count <= MostPending) return;
        Log.ChangesLost(logger, round.Pending.Count - MostPending);
        round.Pending.RemoveRange(0, round.Pending.Count - MostPending);
    }

    private async Task KeepAsync(Round round, FloorSnapshot picture, CancellationToken stopping)
    {
        if (round.Pending.Count > 0) await store.KeepAsync(round.Pending, round.Rules, picture.Agents, stopping);
        round.Pending.Clear();
        round.Published = time.GetUtcNow();
        feed.Publish(await store.NewestAsync(stopping));
        if (round.IsFailing) Log.StoreWorks(logger);
        round.IsFailing = false;
    }

    /// <summary>The next alert, or the next one that is no longer put off.</summary>
    private DateTimeOffset? NextWake(Round round)
    {
        var due = round.IsSettled ? round.Watch.NextDue : null;
        foreach (var alert in feed.Current.Newest)
            if (alert.AcknowledgedAt is null && alert.SnoozedUntil > round.Published && (due is null || alert.SnoozedUntil < due)) due = alert.SnoozedUntil;
        return due;
    }

    private static void See(AlertWatch watch, AgentSnapshot agent, DateTimeOffset now, ICollection<AlertChange> changes) =>
        watch.Observe(agent.Id, agent.Profile.Team, agent.State, agent.Reason, agent.Since, agent.LastReceivedAt, now, changes);

    /// <summary>What a run of the engine holds.</summary>
    private sealed class Round
    {
        public AlertWatch Watch { get; } = new();

        public List<AlertChange> Pending { get; } = [];

        public Dictionary<int, AlertRuleEntry> Rules { get; set; } = [];

        public FloorSnapshot Seen { get; set; } = FloorSnapshot.Empty;

        public DateTimeOffset Published { get; set; }

        /// <summary>True once the past is told.</summary>
        public bool IsSettled { get; set; }

        public bool IsFailing { get; set; }
    }
}
