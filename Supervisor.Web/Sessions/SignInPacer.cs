using System.Diagnostics.CodeAnalysis;

namespace Supervisor.Web.Sessions;

/// <summary>Lets sign-ins, or the questions of sessions that come back, begin at an even pace, and only so many at once: ten thousand of them must not knock a gateway over.</summary>
/// <param name="perSecond">How many begin in a second.</param>
/// <param name="atOnce">How many may be unanswered.</param>
/// <param name="time">The clock.</param>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has no wait handle; sessions of a gateway that is gone may still wait for their turn.")]
internal sealed class SignInPacer(int perSecond, int atOnce, TimeProvider time)
{
    private readonly TimeSpan _gap = TimeSpan.FromSeconds(1.0 / perSecond);
    private readonly SemaphoreSlim _underWay = new(atOnce);
    private readonly Lock _lock = new();
    // not by the wall clock: one that is set back an hour would let nobody in for that hour
    private readonly long _begin = time.GetTimestamp();
    private TimeSpan _next;

    /// <summary>Waits for a turn, where it comes within <paramref name="longest"/>; false at once where it does not. Nothing is counted as under way.</summary>
    public async Task<bool> TryPassAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            wait = _next - time.GetElapsedTime(_begin);
            if (wait > longest) return false;
            TakeTurn();
        }

        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellationToken);
        return true;
    }

    /// <summary>Waits for a turn; dispose what it returns when the sign-in has been answered.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        var wait = TakeTurn() - time.GetElapsedTime(_begin);
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellationToken);
        await _underWay.WaitAsync(cancellationToken);
        return new Turn(_underWay);
    }

    private TimeSpan TakeTurn()
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_begin);
            var turn = _next > now ? _next : now;
            _next = turn + _gap;
            return turn;
        }
    }

    private sealed class Turn(SemaphoreSlim underWay) : IDisposable
    {
        public void Dispose() => underWay.Release();
    }
}
