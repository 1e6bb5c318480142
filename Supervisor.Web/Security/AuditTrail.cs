using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Security;

/// <summary>Writes down who did what, in the same transaction as the change itself.</summary>
internal sealed class AuditTrail(IDbContextFactory<SupervisorDb> databases, TimeProvider time)
{
    /// <summary>The beginnings of all actions: what they are about.</summary>
    public static readonly IReadOnlyList<string> Kinds =
        ["agent.", "agents.", "alert.", "alert-rule.", "floor.", "gateway.", "history.", "limit.", "schedule.", "sessions.", "sign-in.", "store.", "token.", "user.", "view.", "wallboard.", "webhook."];

    /// <summary>Keeps an entry by itself, for what changes nothing in the store: an export, a take-over.</summary>
    public async Task KeepAsync(Actor actor, string action, string target, string? detail, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        Add(db, actor, action, target, detail);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Adds an entry to <paramref name="db"/>; it is kept when the caller saves.</summary>
    /// <param name="db">The context that carries the change.</param>
    /// <param name="actor">Who.</param>
    /// <param name="action">A stable word: <c>agent.add</c>.</param>
    /// <param name="target">To whom or what.</param>
    /// <param name="detail">What changed, in words; never a secret.</param>
    public void Add(SupervisorDb db, Actor actor, string action, string target, string? detail = null)
    {
        Debug.Assert(Kinds.Any(kind => action.StartsWith(kind, StringComparison.Ordinal)), $"{action} is of none of the kinds that can be searched for");
        db.Audit.Add(new AuditEntry { At = time.GetUtcNow(), Actor = actor.Name, Action = action, Target = target, Detail = detail });
    }
}
