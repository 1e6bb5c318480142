using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Alerts;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Alerts;

/// <summary>What people do with alerts. Taking care of one and putting it off hold for everybody, as the floor is everybody's; what is read is each person's own.</summary>
internal sealed class AlertCommands(IDbContextFactory<SupervisorDb> databases, AlertStore store, AuditTrail audit, TimeProvider time)
{
    /// <summary>Longest note.</summary>
    public const int MaxNote = 500;

    /// <summary>For how many minutes an alert can be put off.</summary>
    public static readonly IReadOnlyList<int> SnoozeMinutes = [5, 15, 60];

    /// <summary>Somebody takes care of these. Those that somebody else has taken stay theirs.</summary>
    public Task<Outcome> AcknowledgeAsync(IReadOnlyCollection<long> alerts, string note, Actor actor, CancellationToken cancellationToken)
    {
        note = note.Trim();
        if (note.Length > MaxNote) return Task.FromResult(Outcome.Invalid("note", "A note has at most {0} characters.", MaxNote));
        return ChangeAsync(alerts, actor, "alert.acknowledge", note.Length == 0 ? null : note, (alert, now) =>
        {
            (alert.AcknowledgedAt, alert.AcknowledgedBy, alert.Note) = (now, actor.Name, note.Length == 0 ? null : note);
            (alert.SnoozedUntil, alert.SnoozedBy) = (null, null);
        }, cancellationToken);
    }

    /// <summary>Nobody is asked about these for so many minutes.</summary>
    public Task<Outcome> SnoozeAsync(IReadOnlyCollection<long> alerts, int minutes, Actor actor, CancellationToken cancellationToken)
    {
        if (!SnoozeMinutes.Contains(minutes)) return Task.FromResult(Outcome.Invalid("minutes", "Expected 5, 15 or 60 minutes."));
        return ChangeAsync(alerts, actor, "alert.snooze", $"{minutes} min", (alert, now) => (alert.SnoozedUntil, alert.SnoozedBy) = (now.AddMinutes(minutes), actor.Name), cancellationToken);
    }

    /// <summary>Up to where a person has read (UTC). For who looks for the first time that begins now: what was over before they came was never theirs to read.</summary>
    public async Task<DateTimeOffset> ReadThroughAsync(string person, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.AlertReadings.FindAsync([person], cancellationToken) is { } reading) return reading.ReadThrough;
        var now = time.GetUtcNow();
        db.AlertReadings.Add(new AlertReading { Person = person, ReadThrough = now });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // two pages of one person, both for the first time: the other has written as good a moment
            if (!await db.AlertReadings.AsNoTracking().AnyAsync(x => x.Person == person, cancellationToken)) throw;
        }

        return now;
    }

    /// <summary>The person has seen what asked for attention until now.</summary>
    public async Task ReadAsync(string person, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (await db.AlertReadings.FindAsync([person], cancellationToken) is { } reading) reading.ReadThrough = now;
        else db.AlertReadings.Add(new AlertReading { Person = person, ReadThrough = now });
        await db.SaveChangesAsync(cancellationToken);
        store.AlertsChanged.Raise(); // other pages of the same person
    }

    private async Task<Outcome> ChangeAsync(IReadOnlyCollection<long> alerts, Actor actor, string action, string? detail, Action<AlertEntry, DateTimeOffset> change, CancellationToken cancellationToken)
    {
        if (!actor.MayAlert) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var (now, changed, other) = (time.GetUtcNow(), 0, (string?)null);
        foreach (var id in alerts)
        {
            if (await db.Alerts.FindAsync([id], cancellationToken) is not { } alert) continue;
            if (alert.AcknowledgedBy is { } by)
            {
                other = by;
                continue;
            }

            change(alert, now);
            changed++;
            audit.Add(db, actor, action, $"{alert.Rule}: {alert.Gateway}/{alert.AgentId}", detail);
        }

        if (changed == 0) return other is null ? Outcome.NotFound("This alert is no longer kept.") : Outcome.Invalid("", "{0} has acknowledged it already.", other);
        await db.SaveChangesAsync(cancellationToken);
        store.AlertsChanged.Raise();
        return Outcome.Done;
    }
}
