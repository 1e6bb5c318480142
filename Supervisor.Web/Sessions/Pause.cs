using System.Threading.Tasks.Sources;

namespace Supervisor.Web.Sessions;

/// <summary>The pauses between the polls of one session: one timer for all of them, and nothing left behind. One wait at a time.</summary>
/// <param name="time">The clock.</param>
/// <param name="ends">Ends the wait that is under way, and every later one at once.</param>
internal sealed class Pause(TimeProvider time, CancellationToken ends) : IValueTaskSource<bool>
{
    // All pauses end on a beat, and so do the answers of ten seconds later come together: what wakes the process once for each poll costs more than the poll.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(25);

    private ManualResetValueTaskSourceCore<bool> _wait;
    private ITimer? _timer;
    private bool _waiting;

    /// <summary>True when the time has passed, false when it was ended.</summary>
    public ValueTask<bool> ForAsync(TimeSpan pause)
    {
        if (pause <= TimeSpan.Zero || ends.IsCancellationRequested) return new(!ends.IsCancellationRequested);
        _wait.Reset();
        Volatile.Write(ref _waiting, true);
        if (_timer is null) Begin();
        _timer!.Change(UntilBeat(pause), Timeout.InfiniteTimeSpan);
        // it may have been ended before anybody was waiting
        if (ends.IsCancellationRequested) End(over: false);
        return new(this, _wait.Version);
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private TimeSpan UntilBeat(TimeSpan pause) => (time.GetElapsedTime(0) + pause).Ticks % Beat.Ticks is > 0 and var over ? pause + Beat - TimeSpan.FromTicks(over) : pause;

    private void Begin()
    {
        _timer = time.CreateTimer(static pause => ((Pause)pause!).End(over: true), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        ends.UnsafeRegister(static pause => ((Pause)pause!).End(over: false), this);
    }

    private void End(bool over)
    {
        if (!Interlocked.Exchange(ref _waiting, false)) return;
        if (!over) _timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _wait.SetResult(over);
    }
}
