using System.Collections.Immutable;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;
using Wall = Supervisor.Web.Persistence.Entities.Wallboard;

namespace Supervisor.Web.Features.Wallboard;

/// <summary>
/// Tells which wall a token opens. The walls that work are held in memory for seconds, so that a guess costs a hash and no look at the store; whoever guesses often from one address is not answered for the
/// rest of a minute. A good token is always answered: behind a proxy all screens have one address.
/// </summary>
internal sealed class WallGate(IDbContextFactory<SupervisorDb> databases, TimeProvider time)
{
    /// <summary>Wrong tokens of one address, of IPv6 a /64, in a minute.</summary>
    public const int MostGuesses = 20;

    /// <summary>Addresses that are counted; with more, everybody who is wrong is refused.</summary>
    private const int MostAddresses = 10_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _guesses = [];
    private DateTimeOffset _windowFrom;
    private Walls? _known;

    /// <summary>The next question is answered from the store.</summary>
    public void Forget() => Volatile.Write(ref _known, null);

    /// <summary>The wall that a token opens; null for none.</summary>
    public async Task<Wall?> FindAsync(string token, CancellationToken cancellationToken) =>
        (await KnownAsync(cancellationToken)).ByHash.GetValueOrDefault(Convert.ToHexString(RandomSecret.Hash(token)));

    /// <summary>A wall as it is now; null once it is revoked.</summary>
    public async Task<Wall?> FindAsync(int id, CancellationToken cancellationToken) => (await KnownAsync(cancellationToken)).ById.GetValueOrDefault(id);

    /// <summary>Counts a wrong token; false when that address has been wrong too often.</summary>
    public bool MayGuess(IPAddress? address)
    {
        var (now, from) = (time.GetUtcNow(), RefusalFold.Source(address));
        lock (_lock)
        {
            if (now - _windowFrom >= Window)
            {
                _guesses.Clear();
                _windowFrom = now;
            }

            var count = _guesses.GetValueOrDefault(from);
            if (count >= MostGuesses || (count == 0 && _guesses.Count >= MostAddresses)) return false;
            _guesses[from] = count + 1;
            return true;
        }
    }

    /// <summary>Keeps that a screen shows the wall.</summary>
    public async Task KeepUseAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Wallboards.Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.LastUsedAt, time.GetUtcNow()), cancellationToken);
    }

    private async Task<Walls> KnownAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (Volatile.Read(ref _known) is { } known && now - known.At < Fresh) return known;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var walls = await db.Wallboards.AsNoTracking().Where(x => x.RevokedAt == null).ToListAsync(cancellationToken);
        var read = new Walls(now, walls.ToImmutableDictionary(wall => Convert.ToHexString(wall.Hash)), walls.ToImmutableDictionary(wall => wall.Id));
        Volatile.Write(ref _known, read);
        return read;
    }

    private sealed record Walls(DateTimeOffset At, ImmutableDictionary<string, Wall> ByHash, ImmutableDictionary<int, Wall> ById);
}
