using System.Threading.Tasks.Sources;

namespace Supervisor.Web.Gateway;

/// <summary>
/// A request that is sent again and again, one exchange after the other: ten thousand of them must not leave a request, a timer, two token sources and a suspended method behind each time.
/// It is its own task: sent once for each time it was taken, and the reply has to be awaited; only then, and only after an exchange that ended well, may it be taken again.
/// </summary>
internal abstract class StandingCall : IValueTaskSource<GatewayReply>
{
    private const long Free = 0;

    private readonly TimeProvider _time;
    private GatewayReply? _idle;
    // when the exchange that is under way began
    private long _since = Free;

    // of the exchange that is under way
    private ManualResetValueTaskSourceCore<GatewayReply> _ending;
    private CancellationTokenRegistration _watch;
    private bool _answered;

    /// <param name="time">The clock of the deadline.</param>
    protected StandingCall(TimeProvider time) => _time = time;

    /// <summary>When the exchange that is under way began, by the clock of the deadline.</summary>
    public long Since => Volatile.Read(ref _since);

    /// <summary>Told when the exchange that is under way was sent once more.</summary>
    public Action<StandingCall>? SentOnceMore { private get; set; }

    /// <summary>What the exchange that is under way shows.</summary>
    protected SessionTicket Ticket { get; private set; } = SessionTicket.None;

    /// <summary>Gives the exchange that is under way up, for whoever awaits it.</summary>
    protected CancellationToken Given { get; private set; }

    /// <summary>Takes it for an exchange; false while another one has it, and after one that did not end well: what that has left undone is not known.</summary>
    public bool TryTake(SessionTicket ticket)
    {
        if (Interlocked.CompareExchange(ref _since, _time.GetTimestamp(), Free) != Free) return false;
        if (!ReferenceEquals(ticket, Ticket)) Show(ticket);
        Ticket = ticket;
        return true;
    }

    /// <summary>The answer was read to its end: the connection is as good as new, and so is the call.</summary>
    public void Answered() => _answered = true;

    /// <summary>Ends the exchange early, whose end is then told as any other; only where it has taken longer than <paramref name="deadline"/>, where there is one.</summary>
    public abstract void GiveUp(TimeSpan? deadline);

    /// <summary>The reply to a poll that found nothing, the same one as long as the ticket is.</summary>
    public GatewayReply Idle(Envelope envelope, SessionTicket ticket) =>
        _idle is { } known && ReferenceEquals(known.Ticket, ticket) ? known : _idle = GatewayReply.From(envelope, ticket);

    /// <summary>Another ticket from now on, in the place of the one before.</summary>
    protected abstract void Show(SessionTicket ticket);

    /// <summary>It may be taken again from now on.</summary>
    protected virtual void Release() => Volatile.Write(ref _since, Free);

    /// <summary>Whether there is no deadline, or something is under way for longer.</summary>
    protected bool IsOver(TimeSpan? deadline) => deadline is null || Volatile.Read(ref _since) is not Free and var since && _time.GetElapsedTime(since) > deadline;

    /// <summary>It is sent once more: the gateway holds it as long as one that it sees for the first time, and so long we wait.</summary>
    protected void CountAnew()
    {
        Volatile.Write(ref _since, _time.GetTimestamp());
        SentOnceMore?.Invoke(this);
    }

    /// <summary>The task of the exchange that begins now.</summary>
    protected ValueTask<GatewayReply> Begin(CancellationToken cancellationToken)
    {
        _ending.Reset();
        (Given, _answered) = (cancellationToken, false);
        _watch = cancellationToken.UnsafeRegister(static call => ((StandingCall)call!).GiveUp(null), this);
        return new(this, _ending.Version);
    }

    /// <summary>Ends the exchange.</summary>
    protected void End(GatewayReply reply)
    {
        _watch.Dispose();
        _ending.SetResult(reply);
    }

    /// <summary>Ends the exchange: it was given up, or there was a fault of ours.</summary>
    protected void End(Exception ended)
    {
        _watch.Dispose();
        _ending.SetException(ended);
    }

    GatewayReply IValueTaskSource<GatewayReply>.GetResult(short token)
    {
        try
        {
            return _ending.GetResult(token);
        }
        finally
        {
            if (_answered) Release();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<GatewayReply>.GetStatus(short token) => _ending.GetStatus(token);

    void IValueTaskSource<GatewayReply>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _ending.OnCompleted(continuation, state, token, flags);
}
