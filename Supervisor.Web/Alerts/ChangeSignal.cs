namespace Supervisor.Web.Alerts;

/// <summary>Word within this process that something in the store has changed.</summary>
internal sealed class ChangeSignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next change: take it before reading.</summary>
    public Task Next
    {
        get
        {
            lock (_lock) return _next.Task;
        }
    }

    public void Raise()
    {
        TaskCompletionSource before;
        lock (_lock) (before, _next) = (_next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        before.TrySetResult();
    }
}
