using Microsoft.EntityFrameworkCore;
using Supervisor.Domain.Agents;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Web.Sessions;

/// <summary>Ends the doubt about a password that the gateway may have taken, once a sign-in has shown which one holds.</summary>
internal sealed class PasswordSettler(IDbContextFactory<SupervisorDb> databases, AuditTrail audit, TimeProvider time, ILogger<PasswordSettler> logger)
{
    /// <summary>As the audit names it.</summary>
    public const string Action = "agent.password.settle";

    /// <summary>Keeps the new password, or forgets it. A store that refuses is logged: the session is worth more, and the next sign-in asks again.</summary>
    /// <param name="agent">Whose.</param>
    /// <param name="pending">The new password, protected; another one in the store is left alone.</param>
    /// <param name="holds">True where the gateway has accepted it, false where it accepted the stored one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task SettleAsync(AgentId agent, byte[] pending, bool holds, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var stored = await db.Agents.SingleOrDefaultAsync(x => x.Gateway!.Name == agent.Gateway && x.AgentId == agent.WorkNo, cancellationToken);
            if (stored?.PendingPassword is not { } kept || !kept.AsSpan().SequenceEqual(pending)) return;
            if (holds) stored.ProtectedPassword = pending;
            stored.PendingPassword = null;
            stored.ChangedAt = time.GetUtcNow();
            audit.Add(db, Actor.Session, Action, agent.ToString(), holds ? "the new password holds" : "the old password holds");
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            logger.PasswordSettled(agent, holds ? "new" : "old");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            logger.PasswordNotSettled(fault, agent);
        }
    }
}
