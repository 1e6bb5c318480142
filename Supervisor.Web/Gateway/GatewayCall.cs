using Supervisor.Web.Callbacks;

namespace Supervisor.Web.Gateway;

/// <summary>
/// A request with its deadline, for one exchange after the other: a long poll or a heartbeat is sent again and again, and ten thousand of them must not leave a request, a timer and two token sources behind each time.
/// <see cref="HttpMessageInvoker"/> allows what <see cref="HttpClient"/> does not: the same request once more.
/// </summary>
/// <param name="request">Complete but for the ticket.</param>
/// <param name="time">The clock of the deadline.</param>
internal sealed class GatewayCall(HttpRequestMessage request, TimeProvider time) : IDisposable
{
    private const long Free = 0;

    private CancellationTokenSource _late = new(Timeout.InfiniteTimeSpan, time);
    private SessionTicket _shown = SessionTicket.None;
    private string? _serviceToken;
    private GatewayReply? _idle;
    // when the exchange that is under way began
    private long _since = Free;

    public HttpRequestMessage Request => request;

    /// <summary>Cancelled when the exchange takes too long, or when somebody gives it up.</summary>
    public CancellationToken Late => _late.Token;

    /// <summary>Takes it for an exchange; false while another one has it, and after one that did not end well: what that has left undone is not known.</summary>
    public bool TryTake(SessionTicket ticket)
    {
        if (Interlocked.CompareExchange(ref _since, time.GetTimestamp(), Free) != Free) return false;
        if (!ReferenceEquals(ticket, _shown)) ticket.ApplyTo(request.Headers);
        _shown = ticket;
        return true;
    }

    /// <summary>Shows the service token, in the place of one that was shown before. Only for who has taken the call.</summary>
    public void Show(string serviceToken)
    {
        if (ReferenceEquals(serviceToken, _serviceToken)) return;
        request.Headers.Remove(ServiceToken.Header);
        request.Headers.Add(ServiceToken.Header, _serviceToken = serviceToken);
    }

    /// <summary>Gives the exchange up after <paramref name="deadline"/>.</summary>
    public void GiveUpAfter(TimeSpan deadline) => _late.CancelAfter(deadline);

    /// <summary>Gives the exchange up when <paramref name="cancellationToken"/> is cancelled.</summary>
    public CancellationTokenRegistration GiveUpWith(CancellationToken cancellationToken) => cancellationToken.UnsafeRegister(static call => ((GatewayCall)call!)._late.Cancel(), this);

    /// <summary>Gives the exchange up where it has taken longer than <paramref name="deadline"/>.</summary>
    public void GiveUpIfOver(TimeSpan deadline)
    {
        if (Volatile.Read(ref _since) is not Free and var since && time.GetElapsedTime(since) > deadline && !_late.IsCancellationRequested) _late.Cancel();
    }

    /// <summary>It was answered: it may be taken again.</summary>
    public void Answered()
    {
        // one that is cancelled is left as it is: who gives up late exchanges may have it in hand
        if (!_late.TryReset()) _late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        Volatile.Write(ref _since, Free);
    }

    /// <summary>The reply to a poll that found nothing, the same one as long as the ticket is.</summary>
    public GatewayReply Idle(Envelope envelope, SessionTicket ticket) =>
        _idle is { } known && ReferenceEquals(known.Ticket, ticket) ? known : _idle = GatewayReply.From(envelope, ticket);

    /// <inheritdoc />
    public void Dispose()
    {
        request.Dispose();
        _late.Dispose();
    }
}
