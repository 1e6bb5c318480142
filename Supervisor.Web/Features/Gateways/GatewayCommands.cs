using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Web.Features.Gateways;

/// <summary>Changes to gateways by people. What the configuration declares is changed there, or it would come back at the next start.</summary>
internal sealed class GatewayCommands(
    IDbContextFactory<SupervisorDb> databases,
    DeclaredGateways declared,
    CredentialVault vault,
    AuditTrail audit,
    TimeProvider time,
    ISessionPool? pool = null,
    ISubscriptionKeeper? subscriptions = null)
{
    public async Task<Outcome> AddAsync(GatewayForm form, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        form.Subscription.HasPassword = false;
        var errors = Check(form);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Gateways.AnyAsync(x => x.Name == form.Name, cancellationToken)) errors.Add(new("Name", "There is a gateway {0} already.", form.Name));
        if (errors.Count > 0) return Outcome.Invalid(errors);
        var added = new ConfiguredGateway { Name = form.Name, BaseUrl = form.BaseUrl, Source = GatewaySource.Person, ChangedAt = time.GetUtcNow() };
        form.CopyTo(added, vault, added.ChangedAt);
        db.Gateways.Add(added);
        audit.Add(db, actor, "gateway.add", added.Name, Describe(added));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Nudge();
        return Outcome.Done;
    }

    public async Task<Outcome> UpdateAsync(GatewayForm form, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Gateways.SingleOrDefaultAsync(x => x.Name == form.Name, cancellationToken) is not { } stored) return Missing(form.Name);
        form.Subscription.HasPassword = stored.Subscription.ProtectedPassword.Length > 0;
        var errors = Check(form);
        if (IsHeldElsewhere(stored) is { } held) errors.Add(held);
        if (errors.Count > 0) return Outcome.Invalid(errors);
        if (!form.CopyTo(stored, vault, time.GetUtcNow())) return Outcome.Done;
        audit.Add(db, actor, "gateway.update", stored.Name, Describe(stored));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Nudge();
        return Outcome.Done;
    }

    /// <summary>Removes the gateway and its agents; their history stays.</summary>
    public async Task<Outcome> RemoveAsync(string name, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Gateways.SingleOrDefaultAsync(x => x.Name == name, cancellationToken) is not { } stored) return Missing(name);
        if (IsHeldElsewhere(stored) is { } held) return Outcome.Invalid([held]);
        var agents = await db.Agents.CountAsync(x => x.GatewayId == stored.Id, cancellationToken);
        db.Gateways.Remove(stored);
        audit.Add(db, actor, "gateway.remove", stored.Name, $"with {agents} agents");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Nudge();
        return Outcome.Done;
    }

    /// <summary>Tries the recognition subscription now instead of at its next time; the only way out of a rejection but changed settings.</summary>
    public Outcome RetrySubscription(string name, Actor actor)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        return subscriptions?.Retry(name) == true ? Outcome.Done : Outcome.NotFound("No subscription runs for gateway {0}.", name);
    }

    private static List<FieldError> Check(GatewayForm form)
    {
        var errors = GatewayRules.Check(form);
        // with an address and files that are there at least
        if (errors.Count == 0) errors.AddRange(GatewayRules.CheckCertificates(form));
        return errors;
    }

    private void Nudge()
    {
        pool?.Nudge();
        subscriptions?.Nudge();
    }

    private FieldError? IsHeldElsewhere(ConfiguredGateway stored)
    {
        if (stored.Source == GatewaySource.Configuration && declared.Names.Contains(stored.Name))
            return new("Name", "Gateway {0} is declared in the configuration: change it there.", stored.Name);
        return stored.Source == GatewaySource.Demo && stored.Enabled
            ? new("Name", "The demo gateway goes by itself once another gateway is configured.")
            : null;
    }

    private static string Describe(ConfiguredGateway gateway) =>
        $"{gateway.BaseUrl}{(gateway.AllowInvalidCertificate ? ", accepts any certificate" : "")}{(gateway.Subscription.Enabled ? $", recognition subscription by account {gateway.Subscription.AgentId}" : "")}";

    private static Outcome Missing(string name) => Outcome.NotFound("There is no gateway {0}.", name);
}
