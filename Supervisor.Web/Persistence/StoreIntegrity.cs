using Supervisor.Web.Notices;
using Supervisor.Web.Security;

namespace Supervisor.Web.Persistence;

/// <summary>Whether the store file is whole, as far as anybody has met it. Damage does not heal by itself: once found it is told until the app is started on another file.</summary>
internal sealed class StoreIntegrity(NoticeBoard notices, TimeProvider time, ILogger<StoreIntegrity> logger)
{
    private StoreDamage? _damage;

    /// <summary>What was found first; null while nothing was.</summary>
    public StoreDamage? Damage => Volatile.Read(ref _damage);

    /// <summary>Damage was found: told once in the log, on every page of admins, in /readyz and /metrics from now on.</summary>
    public void Found(string what)
    {
        if (Interlocked.CompareExchange(ref _damage, new StoreDamage(time.GetUtcNow(), what), null) is not null) return;
        Log.StoreDamaged(logger, what);
        notices.Put(new Notice("store-damaged", Policies.Administration, "The store file is damaged: {0}. Make a copy of the data directory, then restore a backup.", [what], "/admin/storage"));
    }
}

/// <summary>Damage of the store file.</summary>
/// <param name="At">When it was found (UTC).</param>
/// <param name="What">What SQLite says.</param>
internal sealed record StoreDamage(DateTimeOffset At, string What);
