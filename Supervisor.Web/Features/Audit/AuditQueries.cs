using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Audit;

/// <summary>Which entries of the audit; what is empty or null restricts nothing.</summary>
/// <param name="Actor">Part of the actor's name.</param>
/// <param name="Action">Start of the action: <c>agent.</c>.</param>
/// <param name="Target">Part of to whom or what.</param>
/// <param name="From">The earliest (UTC).</param>
/// <param name="To">The end, not included (UTC).</param>
internal sealed record AuditFilter(string Actor = "", string Action = "", string Target = "", DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>Reads the audit, newest first, page by page from a key.</summary>
internal sealed class AuditQueries(IDbContextFactory<SupervisorDb> databases)
{
    /// <param name="wanted">Which.</param>
    /// <param name="before">Only entries older than this id; null for the newest.</param>
    /// <param name="take">Entries of the page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<AuditEntry>> PageAsync(AuditFilter wanted, long? before, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var entries = db.Audit.AsNoTracking();
        if (wanted.Actor.Length > 0) entries = entries.Where(x => x.Actor.Contains(wanted.Actor));
        if (wanted.Action.Length > 0) entries = entries.Where(x => x.Action.StartsWith(wanted.Action));
        if (wanted.Target.Length > 0) entries = entries.Where(x => x.Target.Contains(wanted.Target));
        if (wanted.From is { } from) entries = entries.Where(x => x.At >= from);
        if (wanted.To is { } to) entries = entries.Where(x => x.At < to);
        if (before is { } id) entries = entries.Where(x => x.Id < id);
        return await entries.OrderByDescending(x => x.Id).Take(take).ToListAsync(cancellationToken);
    }
}
