using System.Threading.Tasks.Sources;

namespace Supervisor.Web.Sessions;

/// <summary>The pauses of one session: nothing is left behind by any of them. One at a time; anybody may end it early.</summary>
/// <param name="beats">Ends them in time.</param>
internal sealed class Pause(Beats beats) : IValueTaskSource<bool>
{
    private const int Nobody = 0;

    private ManualResetValueTaskSourceCore<bool> _wait;
    private int _round;
    private int _waiting = Nobody;

    /// <summary>True when the time has passed, false when it was ended early.</summary>
    public ValueTask<bool> ForAsync(TimeSpan time)
    {
        if (time <= TimeSpan.Zero && time != Timeout.InfiniteTimeSpan) return new(true);
        _wait.Reset();
        var round = ++_round;
        Volatile.Write(ref _waiting, round);
        if (time != Timeout.InfiniteTimeSpan) beats.EndAfter(time, this, round);
        return new(this, _wait.Version);
    }

    /// <summary>Ends the pause that is under way, if any. Who waited goes on on another thread.</summary>
    public void EndEarly()
    {
        if (Volatile.Read(ref _waiting) is not Nobody and var round) End(round, inTime: false);
    }

    /// <summary>The time of one pause has passed; who waited goes on on this thread. One that has ended before, and another one, do not notice.</summary>
    public void EndInTime(int round) => End(round, inTime: true);

    bool IValueTaskSource<bool>.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private void End(int round, bool inTime)
    {
        if (Interlocked.CompareExchange(ref _waiting, Nobody, round) != round) return;
        _wait.RunContinuationsAsynchronously = !inTime;
        _wait.SetResult(inTime);
    }
}
