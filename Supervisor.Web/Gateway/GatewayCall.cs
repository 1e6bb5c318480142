using Supervisor.Web.Callbacks;

namespace Supervisor.Web.Gateway;

/// <summary>
/// A call over the runtime's HTTP, with its deadline. <see cref="HttpMessageInvoker"/> allows what <see cref="HttpClient"/> does not: the same request once more.
/// </summary>
internal sealed class GatewayCall : StandingCall, IDisposable
{
    private readonly HttpRequestMessage _request;
    private readonly TimeProvider _time;
    private readonly Action _read;

    private CancellationTokenSource _late;
    private string? _serviceToken;

    // of the exchange that is under way
    private GatewayEndpoint? _endpoint;
    private Task<HttpResponseMessage>? _sent;

    /// <param name="request">Complete but for the ticket.</param>
    /// <param name="time">The clock of the deadline.</param>
    public GatewayCall(HttpRequestMessage request, TimeProvider time)
        : base(time)
    {
        (_request, _time, _read) = (request, time, Read);
        _late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
    }

    /// <summary>Longest body that is read, in bytes.</summary>
    public int LargestAnswer { get; init; } = AnswerBody.Limit;

    /// <summary>Cancelled when the exchange takes too long, or when somebody gives it up.</summary>
    public CancellationToken Late => _late.Token;

    /// <summary>Shows the service token, in the place of one that was shown before. Only for who has taken the call.</summary>
    public void Show(string serviceToken)
    {
        if (ReferenceEquals(serviceToken, _serviceToken)) return;
        _request.Headers.Remove(ServiceToken.Header);
        _request.Headers.Add(ServiceToken.Header, _serviceToken = serviceToken);
    }

    /// <summary>Sends it with the ticket that it was taken with. Only for who has taken it.</summary>
    /// <param name="endpoint">The gateway.</param>
    /// <param name="invoker">One of its two sets of connections.</param>
    /// <param name="cancellationToken">Gives the exchange up.</param>
    public ValueTask<GatewayReply> SendAsync(GatewayEndpoint endpoint, HttpMessageInvoker invoker, CancellationToken cancellationToken)
    {
        var reply = Begin(cancellationToken);
        _endpoint = endpoint;
        _sent = invoker.SendAsync(_request, Late);
        if (_sent.IsCompleted) Read();
        else _sent.GetAwaiter().UnsafeOnCompleted(_read);
        return reply;
    }

    /// <summary>Gives the exchange up after <paramref name="deadline"/>.</summary>
    public void GiveUpAfter(TimeSpan deadline) => _late.CancelAfter(deadline);

    /// <inheritdoc />
    public override void GiveUp(TimeSpan? deadline)
    {
        if (IsOver(deadline) && !_late.IsCancellationRequested) _late.Cancel();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _request.Dispose();
        _late.Dispose();
    }

    /// <inheritdoc />
    protected override void Show(SessionTicket ticket) => ticket.ApplyTo(_request.Headers);

    /// <inheritdoc />
    protected override void Release()
    {
        // one that is cancelled is left as it is: who gives up late exchanges may have it in hand
        if (!_late.TryReset()) _late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        base.Release();
    }

    private void Read()
    {
        var sent = _sent!;
        // until the next heartbeat nobody needs the response, and ten thousand of them are kept otherwise
        _sent = null;
        var reading = GatewayExchange.ReadAsync(_endpoint!, sent, this, Ticket, Given);
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
            End(ended);
        }
    }
}
