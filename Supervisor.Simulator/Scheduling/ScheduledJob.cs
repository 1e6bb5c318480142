namespace Supervisor.Simulator.Scheduling;

/// <summary>One thing to do later. Cancelling is lazy: the entry stays in the queue until it is due and then does nothing.</summary>
internal sealed class ScheduledJob(Action action)
{
    private Action? _action = action;

    public void Cancel() => Interlocked.Exchange(ref _action, null);

    public void Run() => Interlocked.Exchange(ref _action, null)?.Invoke();
}
