using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Supervisor.Web.Alerts;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Alerts;

/// <summary>A webhook as lists show it: without its secret.</summary>
public sealed record WebhookRow(string Name, string Url, DateTimeOffset CreatedAt);

/// <summary>Changes to webhooks, and tests of what goes out. For admins: they decide which machines are told of agents.</summary>
internal sealed partial class WebhookCommands(IDbContextFactory<SupervisorDb> databases, WebhookSecrets secrets, AlertOutbox outbox, IOptions<AlertOptions> options, AuditTrail audit, TimeProvider time)
{
    public async Task<IReadOnlyList<WebhookRow>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.AlertWebhooks.AsNoTracking().OrderBy(x => x.Name).Select(x => new WebhookRow(x.Name, x.Url, x.CreatedAt)).ToListAsync(cancellationToken);
    }

    /// <summary>Makes a webhook. Its secret is told this once.</summary>
    public async Task<(Outcome Outcome, string? Secret)> AddAsync(string name, string url, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return (Outcome.Forbidden, null);
        (name, url) = (name.Trim(), url.Trim());
        var errors = new List<FieldError>();
        if (!Name().IsMatch(name)) errors.Add(new("name", "The name must have 1 to 64 letters, digits, dots, dashes or underscores, and begin with a letter or digit."));
        if (!WebhookAddress.IsGood(url)) errors.Add(new("url", "Expected an address that begins with https:// (http:// on this machine only), without user and password."));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.AlertWebhooks.AnyAsync(x => x.Name == name, cancellationToken)) errors.Add(new("name", "There is a webhook {0} already.", name));
        if (errors.Count > 0) return (Outcome.Invalid(errors), null);
        var secret = RandomSecret.Create("whs_");
        db.AlertWebhooks.Add(new AlertWebhook { Name = name, Url = url, Secret = secrets.Protect(secret), CreatedAt = time.GetUtcNow() });
        audit.Add(db, actor, "webhook.add", name, new Uri(url).GetLeftPart(UriPartial.Path)); // a query may hold a key
        await db.SaveChangesAsync(cancellationToken);
        return (Outcome.Done, secret);
    }

    /// <summary>Rules that name it go on without it.</summary>
    public async Task<Outcome> RemoveAsync(string name, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.AlertWebhooks.SingleOrDefaultAsync(x => x.Name == name, cancellationToken) is not { } hook) return Outcome.NotFound("There is no webhook {0} (any more).", name);
        db.AlertWebhooks.Remove(hook);
        foreach (var rule in await db.AlertRules.ToListAsync(cancellationToken))
            rule.Webhooks = AlertRules.Text(AlertRules.Lines(rule.Webhooks).Where(line => !line.Equals(name, StringComparison.OrdinalIgnoreCase)));
        audit.Add(db, actor, "webhook.remove", name);
        await db.SaveChangesAsync(cancellationToken);
        return Outcome.Done;
    }

    /// <summary>Sends a test; how it ends is in the list of messages.</summary>
    public async Task<Outcome> TestAsync(AlertChannel channel, string receiver, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        receiver = receiver.Trim();
        if (channel == AlertChannel.Mail && !options.Value.Mail.IsConfigured) return Outcome.Invalid("mail", "No mail server is configured: an administrator sets Alerts:Mail.");
        if (channel == AlertChannel.Mail && !MailOptions.IsAddress(receiver)) return Outcome.Invalid("mail", "{0} is not a mail address.", receiver);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        AlertOutbox.Test(db, channel, receiver, time.GetUtcNow());
        audit.Add(db, actor, "alert.test", receiver, channel.ToString());
        await db.SaveChangesAsync(cancellationToken);
        outbox.Changed.Raise();
        return Outcome.Done;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Name();
}
