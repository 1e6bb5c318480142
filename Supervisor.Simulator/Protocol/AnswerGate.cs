namespace Supervisor.Simulator.Protocol;

/// <summary>
/// The answers on their way into their connections. A gateway that goes down waits for those that have begun and begins no other:
/// what counts as delivered is never cut off with its connection. Safe from any thread.
/// </summary>
internal sealed class AnswerGate
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _empty;
    private int _leaving;

    /// <summary>Counts an answer in, which <see cref="Leave"/> follows; false while the gate is shut.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_empty is not null)
                return false;
            _leaving++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_leaving == 0)
                _empty?.TrySetResult();
        }
    }

    /// <summary>Lets no other in. Completes once the last one has left.</summary>
    public Task ShutAsync()
    {
        lock (_gate)
        {
            _empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_leaving == 0)
                _empty.TrySetResult();
            return _empty.Task;
        }
    }

    public void Open()
    {
        lock (_gate)
            _empty = null;
    }
}
