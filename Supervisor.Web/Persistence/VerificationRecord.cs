using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Persistence;

/// <summary>Remembers how the last verification of the whole chain ended, so that every export can tell.</summary>
internal sealed class VerificationRecord(IDbContextFactory<SupervisorDb> databases, TimeProvider time)
{
    /// <summary>The last one; null where there was none.</summary>
    public async Task<VerificationMark?> LastAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.VerificationMarks.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Keeps a report on the whole chain in the place of the one before.</summary>
    public async Task KeepAsync(ChainReport report, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var mark = await db.VerificationMarks.SingleOrDefaultAsync(cancellationToken);
        if (mark is null) db.VerificationMarks.Add(mark = new VerificationMark { Id = 1 });
        (mark.At, mark.Through, mark.Findings) = (time.GetUtcNow(), report.Newest?.Last ?? 0, report.Findings);
        await db.SaveChangesAsync(cancellationToken);
    }
}
