using Microsoft.EntityFrameworkCore;
using Supervisor.Domain.Agents;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Features.Credentials;

/// <summary>
/// Changes to agents. Each authorises again, reports every error, and keeps change and audit in one transaction; then the pool compares
/// what should run with what runs. <paramref name="pool"/> is null on the command line: the pool of a running app notices by itself.
/// </summary>
internal sealed class CredentialCommands(
    IDbContextFactory<SupervisorDb> databases,
    CredentialVault vault,
    AuditTrail audit,
    TimeProvider time,
    ISessionPool? pool = null)
{
    /// <summary>As the audit names a removal.</summary>
    public const string RemoveAction = "agent.remove";

    public async Task<Outcome> AddAsync(CredentialForm form, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        var errors = CredentialRules.Check(form);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var agentId = form.AgentId.Trim();
        var gateway = await db.Gateways.SingleOrDefaultAsync(x => x.Name == form.Gateway.Trim(), cancellationToken);
        if (gateway is null) errors.Add(new("gateway", "There is no gateway {0}.", form.Gateway));
        else if (await db.Agents.AnyAsync(x => x.GatewayId == gateway.Id && x.AgentId == agentId, cancellationToken))
            errors.Add(new("agentId", "Agent {0} exists already on gateway {1}.", agentId, gateway.Name));
        if (errors.Count > 0) return Outcome.Invalid(errors);

        var added = new AgentCredential { GatewayId = gateway!.Id, AgentId = agentId, PhoneNumber = form.PhoneNumber };
        form.CopyTo(added);
        added.ProtectedPassword = vault.Protect(form.Password ?? "");
        added.ChangedAt = time.GetUtcNow();
        db.Agents.Add(added);
        audit.Add(db, actor, "agent.add", $"{gateway.Name}/{agentId}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        pool?.Nudge();
        return Outcome.Done;
    }

    /// <summary>Replaces everything but the password, and that too when one is given.</summary>
    public async Task<Outcome> UpdateAsync(CredentialForm form, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        var errors = CredentialRules.Check(form);
        var id = new AgentId(form.Gateway, form.AgentId.Trim());
        if (errors.Count > 0) return Outcome.Invalid(errors);
        return await ChangeAsync(id, actor, "agent.update", string.IsNullOrEmpty(form.Password) ? null : "new password", stored =>
        {
            form.CopyTo(stored);
            if (string.IsNullOrEmpty(form.Password)) return;
            stored.ProtectedPassword = vault.Protect(form.Password);
            stored.PendingPassword = null;
        }, cancellationToken);
    }

    public async Task<Outcome> SetEnabledAsync(AgentId id, bool enabled, Actor actor, CancellationToken cancellationToken) =>
        actor.MayAdminister
            ? await ChangeAsync(id, actor, enabled ? "agent.enable" : "agent.disable", null, stored => stored.Enabled = enabled, cancellationToken)
            : Outcome.Forbidden;

    public async Task<Outcome> RemoveAsync(AgentId id, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(db, id, cancellationToken) is not { } stored) return Missing(id);
        db.Agents.Remove(stored);
        audit.Add(db, actor, RemoveAction, id.ToString());
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        pool?.Nudge();
        return Outcome.Done;
    }

    /// <summary>Kicks out whoever is signed in elsewhere under this agent id. The audit comes first: a kick that nobody wrote down must not happen.</summary>
    public async Task<Outcome> TakeOverAsync(AgentId id, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        if (pool?.Find(id) is null) return Outcome.NotFound("No session runs for agent {0}.", id);
        await audit.KeepAsync(actor, "agent.takeOver", id.ToString(), null, cancellationToken);
        return pool.TakeOver(id) ? Outcome.Done : Outcome.NotFound("No session runs for agent {0}.", id);
    }

    /// <summary>Tries the sign-in again now.</summary>
    public Outcome Retry(AgentId id, Actor actor)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        return pool?.Retry(id) == true ? Outcome.Done : Outcome.NotFound("No session runs for agent {0}.", id);
    }

    private async Task<Outcome> ChangeAsync(AgentId id, Actor actor, string action, string? detail, Action<AgentCredential> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(db, id, cancellationToken) is not { } stored) return Missing(id);
        change(stored);
        // a form that says what is stored already must not end a live session
        if (db.Entry(stored).State == EntityState.Unchanged) return Outcome.Done;
        stored.ChangedAt = time.GetUtcNow();
        audit.Add(db, actor, action, $"{stored.Gateway!.Name}/{stored.AgentId}", detail);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        pool?.Nudge();
        return Outcome.Done;
    }

    private static Task<AgentCredential?> FindAsync(SupervisorDb db, AgentId id, CancellationToken cancellationToken) =>
        db.Agents.Include(x => x.Gateway).SingleOrDefaultAsync(x => x.Gateway!.Name == id.Gateway && x.AgentId == id.WorkNo, cancellationToken);

    private static Outcome Missing(AgentId id) => Outcome.NotFound("There is no agent {0} on gateway {1}.", id.WorkNo, id.Gateway);
}
