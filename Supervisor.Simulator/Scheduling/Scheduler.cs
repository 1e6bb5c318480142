using Microsoft.Extensions.Logging;

namespace Supervisor.Simulator.Scheduling;

/// <summary>
/// Every wait of the simulator: one queue by due time and one timer, whatever the number of agents.
/// Jobs run one after the other, so what only jobs touch needs no lock. Time is monotonic, counted from the start.
/// </summary>
internal sealed class Scheduler : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<ScheduledJob, (TimeSpan Due, long Order)> _jobs = new();
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly long _start;
    private readonly ITimer _timer;
    private TimeSpan? _armedFor;
    private long _order;
    private bool _draining;
    private bool _disposed;

    public Scheduler(TimeProvider time, ILogger log)
    {
        _time = time;
        _log = log;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static self => ((Scheduler)self!).Drain(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan Now => _time.GetElapsedTime(_start);

    public DateTimeOffset WallClock => _time.GetUtcNow();

    public ScheduledJob After(TimeSpan delay, Action action)
    {
        var job = new ScheduledJob(action);
        var due = Now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
        lock (_gate)
        {
            if (_disposed)
                return job;
            _jobs.Enqueue(job, (due, _order++));
            Arm();
        }
        return job;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _jobs.Clear();
        }
        _timer.Dispose();
    }

    private void Drain()
    {
        lock (_gate)
        {
            if (_draining || _disposed)
                return;
            _draining = true;
            _armedFor = null;
        }
        while (NextDue() is { } job)
        {
            try
            {
                job.Run();
            }
            catch (Exception exception) // one broken job must not stop the clock of everybody else
            {
                Log.JobFailed(_log, exception);
            }
        }
    }

    private ScheduledJob? NextDue()
    {
        lock (_gate)
        {
            if (!_disposed && _jobs.TryPeek(out var job, out var key) && key.Due <= Now)
            {
                _jobs.Dequeue();
                return job;
            }
            _draining = false;
            Arm();
            return null;
        }
    }

    private void Arm()
    {
        // while draining the loop looks at the queue again by itself
        if (_draining || _disposed || !_jobs.TryPeek(out _, out var key) || _armedFor <= key.Due)
            return;
        _armedFor = key.Due;
        // timers count whole milliseconds: rounding up avoids waking just before the job is due
        var wait = Math.Ceiling((key.Due - Now).TotalMilliseconds);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, wait)), Timeout.InfiniteTimeSpan);
    }
}
