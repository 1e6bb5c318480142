namespace Supervisor.Web.Sessions;

/// <summary>
/// Ends the pauses of all sessions on common beats, on one thread each. Polls that are sent together are answered together ten seconds later: what wakes the process for each single one costs more than the
/// poll itself.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class Beats(TimeProvider time)
{
    /// <summary>From one to the next; a pause lasts up to so much longer.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<(Pause Pause, int Round), TimeSpan> _pauses = new();
    private ITimer? _timer;
    private TimeSpan _next = TimeSpan.MaxValue;

    /// <summary>The same for what is not urgent.</summary>
    public static readonly TimeSpan FarApart = TimeSpan.FromMilliseconds(250);

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The pause nearest to <paramref name="wait"/> that ends with those of others: up to an eighth of a second shorter or longer.</summary>
    public TimeSpan Together(TimeSpan wait)
    {
        var now = time.GetElapsedTime(0);
        var beat = (now + wait + (FarApart / 2)).Ticks / FarApart.Ticks * FarApart;
        // it is some moments later when the pause begins, and must not be the next beat then
        return beat - now - (Apart / 2);
    }

    /// <summary>Ends a pause on the first beat after <paramref name="wait"/>.</summary>
    public void EndAfter(TimeSpan wait, Pause pause, int round)
    {
        var now = time.GetElapsedTime(0);
        var due = Beat(now + wait);
        lock (_lock)
        {
            _pauses.Enqueue((pause, round), due);
            if (due < _next) Arm(due, now);
        }
    }

    private static TimeSpan Beat(TimeSpan time) => TimeSpan.FromTicks((time.Ticks + Apart.Ticks - 1) / Apart.Ticks * Apart.Ticks);

    private void Arm(TimeSpan due, TimeSpan now)
    {
        _next = due;
        _timer ??= time.CreateTimer(static beats => ((Beats)beats!).Strike(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // whole milliseconds, which is what timers know: one that comes a little early only looks once more
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling((due - now).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private void Strike()
    {
        List<(Pause Pause, int Round)> over = [];
        lock (_lock)
        {
            var now = time.GetElapsedTime(0);
            while (_pauses.TryPeek(out var pause, out var due) && due <= now)
            {
                _pauses.Dequeue();
                over.Add(pause);
            }

            _next = TimeSpan.MaxValue;
            if (_pauses.TryPeek(out _, out var next)) Arm(next, now);
        }

        foreach (var (pause, round) in over) pause.EndInTime(round);
    }
}
