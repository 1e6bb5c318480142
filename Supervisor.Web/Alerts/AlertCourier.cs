using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Notices;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Alerts;

/// <summary>Sends what is in the outbox, some at once, to one receiver one after the other; tries again with growing pauses, and gives up in the end. Admins see it on every page while a receiver fails.</summary>
internal sealed class AlertCourier(AlertOutbox outbox, IEnumerable<IAlertSender> senders, NoticeBoard notices, TimeProvider time, ILogger<AlertCourier> logger, AlertMetrics? metrics = null) : BackgroundService
{
    /// <summary>Receivers that are tried at once: a slow one keeps others waiting for its deadline at most.</summary>
    private const int AtOnce = 8;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private readonly ImmutableDictionary<AlertChannel, IAlertSender> _senders = senders.ToImmutableDictionary(sender => sender.Channel);
    private readonly Dictionary<string, string> _failing = [];

    /// <summary>Writes down in the message how a try has ended.</summary>
    internal static void End(AlertDelivery tried, SendAnswer answer, DateTimeOffset now, double jitter)
    {
        var refusedBefore = answer.IsRefusal && tried.Fault == answer.Fault;
        tried.Fault = answer.Fault;
        if (answer.Fault is null) (tried.State, tried.EndedAt) = (DeliveryState.Sent, now);
        else if (refusedBefore || tried.Attempts >= RetryPause.Most || tried.Kind == AlertMessageKind.Test) (tried.State, tried.EndedAt) = (DeliveryState.Failed, now);
        else tried.NextTryAt = now + RetryPause.After(tried.Attempts, jitter);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new DueTimer(time);
        var (isFirst, stopped) = (true, Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken));
        while (true)
        {
            var (changed, due) = (outbox.Changed.Next, (DateTimeOffset?)null);
            try
            {
                var taken = await outbox.TakeAsync(time.GetUtcNow(), AtOnce, stoppingToken);
                await Task.WhenAll(taken.Select(delivery => TryAsync(delivery, stoppingToken)));
                if (taken.Count > 0 || isFirst) await ShowAsync(stoppingToken);
                if (taken.Count > 0) outbox.Changed.Raise();
                isFirst = false;
                due = await outbox.NextAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                if (fault is SqliteException or DbUpdateException) Log.StoreFailed(logger, fault.Message);
                else Log.CourierFault(logger, fault);
                due = time.GetUtcNow() + Again;
            }

            await Task.WhenAny(changed, timer.At(due), stopped);
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task TryAsync(AlertDelivery delivery, CancellationToken stopping)
    {
        var answer = await _senders[delivery.Channel].SendAsync(delivery, await outbox.AlertsAsync(delivery, stopping), stopping);
        metrics?.Tried(delivery.Channel == AlertChannel.Mail ? "mail" : "webhook", answer.Fault is null);
        End(delivery, answer, time.GetUtcNow(), Random.Shared.NextDouble());
        await outbox.KeepAsync(delivery, stopping);
    }

    private async Task ShowAsync(CancellationToken stopping)
    {
        var now = (await outbox.FailingAsync(stopping)).ToDictionary(delivery => $"alert-{delivery.Channel}-{delivery.Receiver}");
        foreach (var (key, receiver) in _failing.Where(was => !now.ContainsKey(was.Key)).ToList())
        {
            _failing.Remove(key);
            notices.TakeDown(key);
            Log.ReceiverWorks(logger, receiver);
        }

        foreach (var (key, delivery) in now.Where(one => _failing.TryAdd(one.Key, one.Value.Receiver)))
        {
            notices.Put(new Notice(key, Policies.Administration, "Alerts do not reach {0}: {1}", [delivery.Receiver, delivery.Fault ?? ""], "/admin/alert-channels"));
            Log.ReceiverFails(logger, delivery.Receiver, delivery.Fault ?? "");
        }
    }
}
