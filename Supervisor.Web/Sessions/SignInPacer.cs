namespace Supervisor.Web.Sessions;

/// <summary>Lets sign-ins begin at an even pace, and only so many at once: a mass sign-in must not knock a gateway over.</summary>
internal sealed class SignInPacer(SessionOptions options, TimeProvider time) : IDisposable
{
    private readonly TimeSpan _gap = TimeSpan.FromSeconds(1.0 / options.SignInsPerSecond);
    private readonly SemaphoreSlim _underWay = new(options.MaxConcurrentSignIns);
    private readonly Lock _lock = new();
    // not by the wall clock: one that is set back an hour would let nobody in for that hour
    private readonly long _begin = time.GetTimestamp();
    private TimeSpan _next;

    /// <summary>Waits for a turn; dispose what it returns when the sign-in has been answered.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        var wait = TakeTurn() - time.GetElapsedTime(_begin);
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellationToken);
        await _underWay.WaitAsync(cancellationToken);
        return new Turn(_underWay);
    }

    /// <inheritdoc />
    public void Dispose() => _underWay.Dispose();

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
