namespace Supervisor.Web.Sessions;

/// <summary>Where a change of password waits until its session has no request outstanding: only one may be in flight per agent, and a poll must not be given up, or its event would be lost.</summary>
/// <param name="patience">How long a change waits for its turn: a poll under way is answered or given up within its deadline.</param>
internal sealed class PasswordDesk(TimeSpan patience)
{
    private readonly Lock _lock = new();
    private PasswordChange? _waiting;
    private bool _closed;

    /// <summary>True while a change waits.</summary>
    public bool IsTaken
    {
        get
        {
            lock (_lock) return _waiting is not null;
        }
    }

    /// <summary>Waits until the session has sent it and was answered, or until it is certain that it never will be sent.</summary>
    public async Task<PasswordChangeEnd> AskAsync(PasswordChange change, TimeProvider time)
    {
        lock (_lock)
        {
            if (_closed || _waiting is not null) return PasswordChangeEnd.NotSent;
            _waiting = change;
        }

        try
        {
            return await change.Done.Task.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            // once it is on its way only the answer counts
            return Withdraw(change) ? PasswordChangeEnd.NotSent : await change.Done.Task;
        }
    }

    /// <summary>What the session is to send now; null where nothing waits.</summary>
    public PasswordChange? Take()
    {
        lock (_lock)
        {
            var taken = _waiting;
            _waiting = null;
            return taken;
        }
    }

    /// <summary>The session has ended: what waits is never sent.</summary>
    public void Close()
    {
        lock (_lock) _closed = true;
        Take()?.Done.TrySetResult(PasswordChangeEnd.NotSent);
    }

    private bool Withdraw(PasswordChange change)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_waiting, change)) return false;
            _waiting = null;
            return true;
        }
    }
}
