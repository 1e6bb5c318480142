namespace Supervisor.Web.Alerts;

/// <summary>One timer for whatever is due first.</summary>
internal sealed class DueTimer : IDisposable
{
    /// <summary>Timers do not reach further than some weeks; who rings early is set again.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private TaskCompletionSource _rang = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset? _due;

    public DueTimer(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Volatile.Read(ref _rang).TrySetResult(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A task that completes at <paramref name="due"/>, or earlier; never for null. Tasks of earlier calls are void.</summary>
    public Task At(DateTimeOffset? due)
    {
        if (due == _due && !_rang.Task.IsCompleted) return _rang.Task;
        _due = due;
        Volatile.Write(ref _rang, new(TaskCreationOptions.RunContinuationsAsynchronously));
        var left = due - _time.GetUtcNow();
        // a timer counts whole milliseconds and would ring before its time
        _timer.Change(left is { } wait ? Shorter(wait > TimeSpan.Zero ? wait + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return _rang.Task;
    }

    public void Dispose() => _timer.Dispose();

    private static TimeSpan Shorter(TimeSpan wait) => wait < Furthest ? wait : Furthest;
}
