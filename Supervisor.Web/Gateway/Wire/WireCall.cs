using System.Net.Sockets;
using System.Text;
using Supervisor.Web.Callbacks;

namespace Supervisor.Web.Gateway.Wire;

/// <summary>
/// The long poll of one agent, or its heartbeat, over connections of our own, in clear. What .NET makes for each request and answer, and hands from thread to thread, is most of what a poll costs; here the
/// bytes of the request stay, and the answer is read where it was received.
/// </summary>
internal sealed class WireCall : StandingCall
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    // how long it takes at most until a connection that was closed while it rested shows it
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    private readonly WireConnections _connections;
    private readonly TimeProvider _time;
    private readonly HttpMethod _method;
    private readonly string _path;
    private readonly Action _received;
    private byte[]? _request;
    private string? _serviceToken;

    // of the exchange that is under way: who gives it up must not close a connection that has gone on to another one
    private readonly Lock _lock = new();
    private WireConnection? _connection;
    private bool _givenUp;
    private long _sentAt;

    /// <param name="connections">Whose connections it uses.</param>
    /// <param name="method">How it is asked for.</param>
    /// <param name="address">What is asked for.</param>
    /// <param name="time">The clock.</param>
    public WireCall(WireConnections connections, HttpMethod method, Uri address, TimeProvider time)
        : base(time) => (_connections, _method, _path, _time, _received) = (connections, method, address.PathAndQuery, time, Received);

    /// <summary>Sends it with the ticket that it was taken with. Only for who has taken it.</summary>
    public ValueTask<GatewayReply> SendAsync(CancellationToken cancellationToken)
    {
        lock (_lock) _givenUp = false;
        _request ??= Written();
        var reply = Begin(cancellationToken);
        _ = ExchangeAsync(IsGivenUp ? null : _connections.Resting());
        return reply;
    }

    /// <summary>Shows the service token, in the place of one that was shown before. Only for who has taken the call.</summary>
    public void Show(string serviceToken)
    {
        if (ReferenceEquals(serviceToken, _serviceToken)) return;
        (_serviceToken, _request) = (serviceToken, null);
    }

    /// <inheritdoc />
    public override void GiveUp(TimeSpan? deadline)
    {
        WireConnection? connection;
        lock (_lock)
        {
            if (!IsOver(deadline)) return;
            _givenUp = true;
            connection = _connection;
        }

        connection?.Dispose();
    }

    /// <inheritdoc />
    protected override void Show(SessionTicket ticket) => _request = null;

    // every call says what it could send, GET too (protocol.md section 1.1)
    private byte[] Written() => Encoding.Latin1.GetBytes(
        $"{_method} {_path} HTTP/1.1\r\nHost: {_connections.Host}\r\n{Ticket.AsFields()}{(_serviceToken is null ? "" : $"{ServiceToken.Header}: {_serviceToken}\r\n")}Content-Type: {GatewayExchange.Json}\r\nContent-Length: 0\r\n\r\n");

    private async Task ExchangeAsync(WireConnection? connection)
    {
        try
        {
            connection ??= await ConnectAsync();
            _sentAt = _time.GetTimestamp();
            if (!TryHold(connection)) connection.Dispose();
            else if (await connection.SendAsync(_request) == _request!.Length)
            {
                Receive(connection);
                return;
            }

            Fail(Failure.Reset);
        }
        catch (OperationCanceledException)
        {
            Fail(Failure.Timeout);
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            if (_connection is null) Fail(GatewayExchange.Classify(cut as SocketException));
            else Cut();
        }
        catch (Exception fault)
        {
            Leave()?.Dispose();
            End(fault);
        }
    }

    private async ValueTask<WireConnection> ConnectAsync()
    {
        using var late = new CancellationTokenSource(ConnectTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, Given);
        return await _connections.ConnectAsync(either.Token);
    }

    private bool TryHold(WireConnection connection)
    {
        lock (_lock)
        {
            if (_givenUp) return false;
            _connection = connection;
            return true;
        }
    }

    private WireConnection? Leave() => Leave(out _);

    private WireConnection? Leave(out bool givenUp)
    {
        lock (_lock)
        {
            var connection = _connection;
            (_connection, givenUp) = (null, _givenUp);
            return connection;
        }
    }

    // most answers come ten seconds later: nothing is suspended meanwhile but this object
    private void Receive(WireConnection connection)
    {
        while (!connection.BeginReceive(_received))
            if (!TakeReceived(connection)) return;
    }

    private void Received()
    {
        var connection = _connection!;
        try
        {
            if (TakeReceived(connection)) Receive(connection);
        }
        catch (ObjectDisposedException)
        {
            // given up between two pieces
            Cut();
        }
        catch (Exception fault)
        {
            Leave()?.Dispose();
            End(fault);
        }
    }

    // false: that was the end
    private bool TakeReceived(WireConnection connection)
    {
        switch (connection.TakeReceived())
        {
            case AnswerProgress.More:
                return true;
            case AnswerProgress.Whole:
                Finish(connection);
                return false;
            case AnswerProgress.NotHttp:
                Fail(Failure.NotProtocol);
                return false;
            default:
                Cut();
                return false;
        }
    }

    private void Finish(WireConnection connection)
    {
        var reply = Reply(connection.Answer);
        // who gives it up in this very moment closes the connection, which must not rest then
        Leave(out var givenUp);
        if (!givenUp && connection.Answer.KeepsConnection) _connections.Release(connection);
        else connection.Dispose();
        End(reply);
    }

    private GatewayReply Reply(AnswerReader answer)
    {
        var ticket = Ticket.After(answer);
        Answered();
        if (answer.Status != 200) return GatewayReply.Failed(Failure.Http(answer.Status), ticket);
        if (answer.IsTooLarge) return GatewayReply.Failed(Failure.TooLarge, ticket);
        var envelope = AnswerBody.Parse(answer.Body, answer.OtherContentType);
        return envelope is null ? GatewayReply.Failed(Failure.NotProtocol, ticket) : ReferenceEquals(envelope, Envelope.Idle) ? Idle(envelope, ticket) : GatewayReply.From(envelope, ticket);
    }

    // A connection that was closed while it rested has never seen the request: once more over a new one. .NET does the same.
    // One that is cut later has held the poll, as all others of that moment have: the session comes back, at the pace of those.
    private void Cut()
    {
        var connection = Leave();
        connection?.Dispose();
        if (connection is { IsUsed: true, Answer.HasBegun: false } && _time.GetElapsedTime(_sentAt) < AtOnce && !IsGivenUp)
        {
            CountAnew();
            _ = ExchangeAsync(null);
        }
        else
        {
            Fail(Failure.Reset);
        }
    }

    private bool IsGivenUp
    {
        get
        {
            lock (_lock) return _givenUp;
        }
    }

    private void Fail(string failure)
    {
        Leave()?.Dispose();
        if (Given.IsCancellationRequested) End(new OperationCanceledException(Given));
        else End(GatewayReply.Failed(IsGivenUp ? Failure.Timeout : failure, Ticket));
    }
}
