using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Schedules;

/// <summary>The schedules as they lie in the store, and word of their changes within this process.</summary>
internal sealed class ScheduleStore(IDbContextFactory<SupervisorDb> databases)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _failed;

    /// <summary>Completes at the next change: take it before reading.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock) return _changed.Task;
        }
    }

    /// <summary>Schedules whose last run has failed, as of the last reading of all.</summary>
    public int Failed => Volatile.Read(ref _failed);

    public async Task<IReadOnlyList<ExportSchedule>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var all = await db.Schedules.AsNoTracking().OrderBy(x => x.Name).ToListAsync(cancellationToken);
        Volatile.Write(ref _failed, all.Count(schedule => schedule.State == ScheduleState.Failed));
        return all;
    }

    /// <summary>One of them; null where there is none of this number.</summary>
    public async Task<ExportSchedule?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Schedules.AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, cancellationToken);
    }

    /// <summary>Keeps where a run stands, and nothing else: what the schedule is may be changed, or gone, meanwhile.</summary>
    public async Task KeepRunAsync(ExportSchedule run, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Schedules.Where(x => x.Id == run.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(x => x.SettledThrough, x => x.SettledThrough > run.SettledThrough ? x.SettledThrough : run.SettledThrough)
                .SetProperty(x => x.State, run.State)
                .SetProperty(x => x.DueAt, run.DueAt)
                .SetProperty(x => x.Attempts, run.Attempts)
                .SetProperty(x => x.NextTryAt, run.NextTryAt)
                .SetProperty(x => x.EndedAt, run.EndedAt)
                .SetProperty(x => x.Message, run.Message)
                .SetProperty(x => x.Acknowledged, run.Acknowledged),
            cancellationToken);
        Announce();
    }

    /// <summary>Something has changed: pages and the scheduler look again.</summary>
    public void Announce()
    {
        TaskCompletionSource before;
        lock (_lock)
        {
            before = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        before.TrySetResult();
    }
}
