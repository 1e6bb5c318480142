using Microsoft.EntityFrameworkCore;
using Supervisor.Domain.Agents;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Actions;

/// <summary>
/// A sign-out by a person is a desired state in the store, with its audit in one transaction; the pool follows it. It is no change of the credential, so the session that goes on is not started anew.
/// </summary>
internal sealed class SignOutOrders(IDbContextFactory<SupervisorDb> databases, AuditTrail audit, TimeProvider time)
{
    /// <summary>The agent is to be signed out, and to stay so.</summary>
    public Task OrderAsync(AgentId agent, bool cutsCall, Actor actor, string action, string? detail, CancellationToken cancellationToken) =>
        ChangeAsync(agent, actor, action, detail, stored => (stored.SignedOutAt, stored.SignedOutBy, stored.SignOutCutsCall) = (time.GetUtcNow(), actor.Name, cutsCall), cancellationToken);

    /// <summary>The agent is to be signed in again.</summary>
    public Task TakeBackAsync(AgentId agent, Actor actor, string action, string? detail, CancellationToken cancellationToken) =>
        ChangeAsync(agent, actor, action, detail, stored => (stored.SignedOutAt, stored.SignedOutBy, stored.SignOutCutsCall) = (null, null, false), cancellationToken);

    private async Task ChangeAsync(AgentId agent, Actor actor, string action, string? detail, Action<AgentCredential> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // removed meanwhile: the pool signs it out for that reason
        if (await db.Agents.SingleOrDefaultAsync(x => x.Gateway!.Name == agent.Gateway && x.AgentId == agent.WorkNo, cancellationToken) is not { } stored) return;
        change(stored);
        audit.Add(db, actor, action, agent.ToString(), detail);
        await db.SaveChangesAsync(cancellationToken);
    }
}
