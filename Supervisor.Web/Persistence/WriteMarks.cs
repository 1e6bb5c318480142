namespace Supervisor.Web.Persistence;

/// <summary>Who waits for the disk: each until as many events are written as were handed over before.</summary>
internal sealed class WriteMarks
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private long _written;
    private bool _closed;

    /// <summary>Completes once <paramref name="count"/> events have been written since the start, or nothing more will be.</summary>
    public Task ReachedAsync(long count)
    {
        lock (_gate)
        {
            if (_closed || _written >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(reached, count);
            return reached.Task;
        }
    }

    /// <summary>So many more are written.</summary>
    public void Advance(int count)
    {
        lock (_gate)
        {
            _written += count;
            while (_waiting.TryPeek(out var reached, out var mark) && mark <= _written)
            {
                _waiting.Dequeue();
                reached.SetResult();
            }
        }
    }

    /// <summary>Nothing more will be written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            while (_waiting.TryDequeue(out var reached, out _)) reached.SetResult();
        }
    }
}
