using System.Threading.Tasks.Sources;

namespace Supervisor.Web.Sessions;

/// <summary>The pauses between the polls of one session: nothing is left behind by any of them. One wait at a time.</summary>
/// <param name="beats">Ends them.</param>
/// <param name="ends">Ends the wait that is under way, and every later one at once.</param>
internal sealed class Pause(Beats beats, CancellationToken ends) : IValueTaskSource<bool>
{
    private ManualResetValueTaskSourceCore<bool> _wait;
    private CancellationTokenRegistration _ends;
    private bool _waiting;

    /// <summary>True when the time has passed, false when it was ended.</summary>
    public ValueTask<bool> ForAsync(TimeSpan pause)
    {
        if (pause <= TimeSpan.Zero || ends.IsCancellationRequested) return new(!ends.IsCancellationRequested);
        _wait.Reset();
        Volatile.Write(ref _waiting, true);
        if (_ends == default) _ends = ends.UnsafeRegister(static pause => ((Pause)pause!).End(over: false), this);
        beats.EndAfter(pause, this);
        // it may have been ended before anybody was waiting
        if (ends.IsCancellationRequested) End(over: false);
        return new(this, _wait.Version);
    }

    /// <summary>Ends the wait; one that has been ended before does not notice.</summary>
    public void End(bool over)
    {
        if (Interlocked.Exchange(ref _waiting, false)) _wait.SetResult(over);
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);
}
