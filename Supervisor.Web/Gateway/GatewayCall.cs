using System.Threading.Tasks.Sources;
using Supervisor.Web.Callbacks;

namespace Supervisor.Web.Gateway;

/// <summary>
/// A request with its deadline, for one exchange after the other: a long poll or a heartbeat is sent again and again, and ten thousand of them must not leave a request, a timer, two token sources and a
/// suspended method behind each time. <see cref="HttpMessageInvoker"/> allows what <see cref="HttpClient"/> does not: the same request once more.
/// </summary>
internal sealed class GatewayCall : IValueTaskSource<GatewayReply>, IDisposable
{
    private const long Free = 0;

    private readonly HttpRequestMessage _request;
    private readonly TimeProvider _time;
    private readonly Action _read;

    private CancellationTokenSource _late;
    private SessionTicket _shown = SessionTicket.None;
    private string? _serviceToken;
    private GatewayReply? _idle;
    // when the exchange that is under way began
    private long _since = Free;

    // of the exchange that is under way
    private ManualResetValueTaskSourceCore<GatewayReply> _ending;
    private GatewayEndpoint? _endpoint;
    private Task<HttpResponseMessage>? _sent;
    private CancellationToken _given;
    private CancellationTokenRegistration _watch;
    private bool _answered;

    /// <param name="request">Complete but for the ticket.</param>
    /// <param name="time">The clock of the deadline.</param>
    public GatewayCall(HttpRequestMessage request, TimeProvider time)
    {
        (_request, _time, _read) = (request, time, Read);
        _late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
    }

    /// <summary>Longest body that is read, in bytes.</summary>
    public int LargestAnswer { get; init; } = AnswerBody.Limit;

    /// <summary>Cancelled when the exchange takes too long, or when somebody gives it up.</summary>
    public CancellationToken Late => _late.Token;

    /// <summary>When the exchange that is under way began, by the clock of the deadline.</summary>
    public long Since => Volatile.Read(ref _since);

    /// <summary>Takes it for an exchange; false while another one has it, and after one that did not end well: what that has left undone is not known.</summary>
    public bool TryTake(SessionTicket ticket)
    {
        if (Interlocked.CompareExchange(ref _since, _time.GetTimestamp(), Free) != Free) return false;
        if (!ReferenceEquals(ticket, _shown)) ticket.ApplyTo(_request.Headers);
        _shown = ticket;
        return true;
    }

    /// <summary>Shows the service token, in the place of one that was shown before. Only for who has taken the call.</summary>
    public void Show(string serviceToken)
    {
        if (ReferenceEquals(serviceToken, _serviceToken)) return;
        _request.Headers.Remove(ServiceToken.Header);
        _request.Headers.Add(ServiceToken.Header, _serviceToken = serviceToken);
    }

    /// <summary>Sends it with the ticket that it was taken with. Only for who has taken it, once, and the answer has to be awaited: only then may the call be taken again.</summary>
    /// <param name="endpoint">The gateway.</param>
    /// <param name="invoker">One of its two sets of connections.</param>
    /// <param name="cancellationToken">Gives the exchange up.</param>
    public ValueTask<GatewayReply> SendAsync(GatewayEndpoint endpoint, HttpMessageInvoker invoker, CancellationToken cancellationToken)
    {
        _ending.Reset();
        (_endpoint, _given, _answered) = (endpoint, cancellationToken, false);
        _watch = cancellationToken.UnsafeRegister(static call => ((GatewayCall)call!)._late.Cancel(), this);
        _sent = invoker.SendAsync(_request, Late);
        if (_sent.IsCompleted) Read();
        else _sent.GetAwaiter().UnsafeOnCompleted(_read);
        return new(this, _ending.Version);
    }

    /// <summary>Gives the exchange up after <paramref name="deadline"/>.</summary>
    public void GiveUpAfter(TimeSpan deadline) => _late.CancelAfter(deadline);

    /// <summary>Gives the exchange up where it has taken longer than <paramref name="deadline"/>.</summary>
    public void GiveUpIfOver(TimeSpan deadline)
    {
        if (Volatile.Read(ref _since) is not Free and var since && _time.GetElapsedTime(since) > deadline && !_late.IsCancellationRequested) _late.Cancel();
    }

    /// <summary>The answer was read to its end: the connection is as good as new, and so is the call.</summary>
    public void Answered() => _answered = true;

    /// <summary>The reply to a poll that found nothing, the same one as long as the ticket is.</summary>
    public GatewayReply Idle(Envelope envelope, SessionTicket ticket) =>
        _idle is { } known && ReferenceEquals(known.Ticket, ticket) ? known : _idle = GatewayReply.From(envelope, ticket);

    /// <inheritdoc />
    public void Dispose()
    {
        _request.Dispose();
        _late.Dispose();
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

    private void Read()
    {
        var sent = _sent!;
        // until the next heartbeat nobody needs the response, and ten thousand of them are kept otherwise
        _sent = null;
        var reading = GatewayExchange.ReadAsync(_endpoint!, sent, this, _shown, _given);
        if (reading.IsCompletedSuccessfully) End(reading.Result);
        else _ = EndAsync(reading);
    }

    private async Task EndAsync(ValueTask<GatewayReply> reading)
    {
        try
        {
            End(await reading);
        }
        catch (Exception ended)
        {
            // given up, or a fault of ours: who waits is told
            _watch.Dispose();
            _ending.SetException(ended);
        }
    }

    private void End(GatewayReply reply)
    {
        _watch.Dispose();
        _ending.SetResult(reply);
    }

    private void Release()
    {
        // one that is cancelled is left as it is: who gives up late exchanges may have it in hand
        if (!_late.TryReset()) _late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        Volatile.Write(ref _since, Free);
    }
}
