using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Audit;

/// <summary>Reads the audit, newest first, page by page from a key.</summary>
internal sealed class AuditQueries(IDbContextFactory<SupervisorDb> databases)
{
    /// <param name="actor">Part of the actor's name; empty for all.</param>
    /// <param name="action">Start of the action: <c>agent.</c>; empty for all.</param>
    /// <param name="before">Only entries older than this id; null for the newest.</param>
    /// <param name="take">Entries of the page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<AuditEntry>> PageAsync(string actor, string action, long? before, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var entries = db.Audit.AsNoTracking();
        if (actor.Length > 0) entries = entries.Where(x => x.Actor.Contains(actor));
        if (action.Length > 0) entries = entries.Where(x => x.Action.StartsWith(action));
        if (before is { } id) entries = entries.Where(x => x.Id < id);
        return await entries.OrderByDescending(x => x.Id).Take(take).ToListAsync(cancellationToken);
    }
}
