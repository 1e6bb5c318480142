using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Fuzz;
using Supervisor.Tests.Support;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Gateway;
using Supervisor.Web.Gateway.Wire;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Gateway.Wire;

/// <summary>Polls and heartbeats over connections of our own, against a gateway whose every byte is the test's.</summary>
public sealed class WireCallTests : IAsyncLifetime
{
    private const string Idle = """{"message":"","retcode":"0"}""";

    private readonly ManualTimeProvider _time = new();
    private readonly Queue<WireAnswer> _answers = [];
    private readonly Channel<WireRequest> _asked = Channel.CreateUnbounded<WireRequest>();
    private TaskCompletionSource? _hold;
    private WireGateway _gateway = null!;
    private GatewayEndpoint _endpoint = null!;
    private GatewayClient _client = null!;

    public Task InitializeAsync()
    {
        _gateway = Start();
        _endpoint = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g", BaseUrl = $"{_gateway.Origin}resource/" }, [], _time).Endpoint!;
        _client = new GatewayClient(_endpoint, _time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _endpoint.Dispose();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 28\r\n\r\n" + Idle)]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 28\n\n" + Idle)]
    [InlineData("HTTP/1.1 200 OK\r\nSet-GUID: JSESSIONID=new.node1;path=/\r\nSet-Cookie: lb=2; path=/\r\nset-cookie: other=3\r\nContent-Length: 28\r\n\r\n" + Idle)]
    [InlineData("HTTP/1.1 200 OK\r\nGuid: bare\r\nSet-GUID: JSESSIONID=\r\nContent-Length: 28\r\n\r\n" + Idle)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1C;x=y\r\n" + Idle + "\r\n0\r\nTrailer: x\r\n\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 28\r\n\r\n" + Idle)]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n" + Idle)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=GBK\r\nContent-Length: 32\r\n\r\n{\"message\":\"\u00b3\u00c9\u00b9\u00a6\",\"retcode\":\"0\"}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnot")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 29\r\n\r\n" + Idle)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Len")]
    [InlineData("HTTP/1.1 500 Oops\r\nSet-GUID: JSESSIONID=new\r\nContent-Length: 4\r\n\r\noops")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    public async Task Answer_RightOrWrong_IsTakenAsByTheRuntime(string answer)
    {
        var ticket = new SessionTicket("old", "lb=1");
        var bytes = new WireAnswer(Encoding.Latin1.GetBytes(answer), Close: true);
        _answers.Enqueue(bytes);
        using var call = new GatewayCall(_endpoint.Request(HttpMethod.Get, "agentevent/291"), _time);
        call.TryTake(ticket);
        var theirs = await call.SendAsync(_endpoint, _endpoint.Polls, default);
        _answers.Enqueue(bytes);
        var ours = await _client.PollAsync("291", ticket, default);
        Assert.Equal((theirs.Answer, theirs.Ticket, theirs.Envelope?.Message), (ours.Answer, ours.Ticket, ours.Envelope?.Message));
    }

    [Fact]
    public async Task Request_AsTheSeedTextAsks_ShowsTheNewestTicket()
    {
        await _client.PollAsync("291", new SessionTicket("first", null), default);
        await _client.PollAsync("291", new SessionTicket("second", "lb=1"), default);
        await _asked.Reader.ReadAsync();
        var request = await _asked.Reader.ReadAsync();
        Assert.Equal(("GET", "/resource/agentevent/291"), (request.Method, request.Path));
        Assert.Equal(("second", "lb=1", "application/json; charset=UTF-8", _gateway.Origin.Authority), (request.Headers["Guid"], request.Headers["Cookie"], request.Headers["Content-Type"], request.Headers["Host"]));
    }

    [Fact]
    public async Task Poll_AnswerAfterAnswer_GoesOverOneConnectionAndIsOneReply()
    {
        var ticket = new SessionTicket("g", null);
        var first = await _client.PollAsync("291", ticket, default);
        for (var i = 0; i < 5; i++) Assert.Same(first, await _client.PollAsync("291", ticket, default));
        await _client.PollAsync("292", ticket, default);
        Assert.Equal(1, _gateway.Opened);
    }

    [Fact]
    public async Task Poll_ConnectionWasClosedWhileItRested_GoesOverANewOne()
    {
        _answers.Enqueue(WireAnswer.Of(Encoding.UTF8.GetBytes(Idle)) with { Close = true });
        Assert.Equal(Answer.Ok, (await PollAsync()).Answer);
        Assert.Equal(Answer.Ok, (await PollAsync()).Answer);
        Assert.Equal(2, _gateway.Opened);
    }

    [Fact]
    public async Task Deadline_OfAPollThatWasCutAndSentOnceMore_CountsFromThen()
    {
        await PollAsync();
        await _asked.Reader.ReadAsync();
        // between two looks at what is late, so that they tell one deadline from the other
        _time.Advance(TimeSpan.FromSeconds(0.5));
        var cut = _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers.Enqueue(new WireAnswer([], Close: true));
        var polling = PollAsync().AsTask();
        await _asked.Reader.ReadAsync();
        _time.Advance(TimeSpan.FromSeconds(0.9));
        _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cut.SetResult();
        await _asked.Reader.ReadAsync();
        _time.Advance(StandingCalls.Deadline - TimeSpan.FromSeconds(0.3));
        _hold.SetResult();
        Assert.Equal(Answer.Ok, (await polling).Answer);
    }

    /// <summary>Ten thousand connections may be cut in one moment: their polls come back at the pace of sessions that come back, and not all at once.</summary>
    [Fact]
    public async Task Poll_CutAfterItWasHeld_IsToldAndNotSentOnceMore()
    {
        await PollAsync();
        await _asked.Reader.ReadAsync();
        _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers.Enqueue(new WireAnswer([], Close: true));
        var polling = PollAsync().AsTask();
        await _asked.Reader.ReadAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        _hold.SetResult();
        Assert.Equal(Answer.Unreachable(Failure.Reset), (await polling).Answer);
        Assert.Equal(1, _gateway.Opened);
    }

    [Fact]
    public async Task Poll_ConnectionRestedLong_IsClosedAfterTwoMinutes()
    {
        await PollAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        await PollAsync();
        Assert.Equal(1, _gateway.Opened);
        _time.Advance(TimeSpan.FromMinutes(3));
        await PollAsync();
        Assert.Equal(2, _gateway.Opened);
    }

    [Fact]
    public async Task ConnectAnew_UnderAPoll_CutsNothingAndKeepsNothing()
    {
        _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var polling = PollAsync().AsTask();
        await _asked.Reader.ReadAsync();
        _endpoint.ConnectAnew();
        _hold.SetResult();
        Assert.Equal(Answer.Ok, (await polling).Answer);
        await PollAsync();
        Assert.Equal(2, _gateway.Opened);
    }

    [Fact]
    public async Task ConnectAnew_AgainAndAgain_ClosesWhatNobodyUsesAnyMore()
    {
        var first = _endpoint.Commands;
        _endpoint.ConnectAnew();
        _time.Advance(TimeSpan.FromMinutes(2));
        var second = _endpoint.Commands;
        _endpoint.ConnectAnew();
        await SendAsync(first);
        _time.Advance(TimeSpan.FromMinutes(2));
        _endpoint.ConnectAnew();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => SendAsync(first));
        await SendAsync(second);
        await SendAsync(_endpoint.Commands);
    }

    [Fact]
    public async Task Poll_NoAnswerUntilTheDeadline_IsATimeoutAndTheNextOneIsFree()
    {
        _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var polling = PollAsync().AsTask();
        await _asked.Reader.ReadAsync();
        _time.Advance(StandingCalls.Deadline + TimeSpan.FromSeconds(2));
        Assert.Equal(Answer.Unreachable(Failure.Timeout), (await polling).Answer);
        _hold.SetResult();
        Assert.Equal(Answer.Ok, (await PollAsync()).Answer);
    }

    [Fact]
    public async Task Poll_GivenUp_IsCancelledAndNoOtherIs()
    {
        _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var (given, other) = (_client.PollAsync("291", SessionTicket.None, stop.Token).AsTask(), _client.PollAsync("292", SessionTicket.None, default).AsTask());
        await _asked.Reader.ReadAsync();
        await _asked.Reader.ReadAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.PollAsync("293", SessionTicket.None, stop.Token).AsTask());
        _hold.SetResult();
        Assert.Equal(Answer.Ok, (await other).Answer);
    }

    [Fact]
    public async Task Poll_GivenUpBeforeItIsSent_LeavesTheConnectionToTheNext()
    {
        await PollAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.PollAsync("291", SessionTicket.None, new CancellationToken(canceled: true)).AsTask());
        await PollAsync();
        Assert.Equal(1, _gateway.Opened);
    }

    [Fact]
    public async Task Heartbeat_AsTheSeedTextAsks_ShowsTheNewestTicketAndToken()
    {
        await _client.HeartbeatAsync("291", "token1", new SessionTicket("first", null), default);
        await _client.HeartbeatAsync("291", "token2", new SessionTicket("first", null), default);
        await _client.HeartbeatAsync("291", "token2", new SessionTicket("second", "lb=1"), default);
        List<string> shown = [];
        for (var i = 0; i < 3; i++)
        {
            var request = await _asked.Reader.ReadAsync();
            Assert.Equal(("POST", "/resource/onlineagent/291/handshake", "application/json; charset=UTF-8"), (request.Method, request.Path, request.Headers["Content-Type"]));
            shown.Add($"{request.Headers["Guid"]} {request.Headers[ServiceToken.Header]} {request.Headers.GetValueOrDefault("Cookie")}");
        }

        Assert.Equal(["first token1 ", "first token2 ", "second token2 lb=1"], shown);
        Assert.Equal(1, _gateway.Opened);
    }

    [Fact]
    public async Task Heartbeats_GatewayIsSlow_WaitForTheConnectionsThatThereAre()
    {
        const int Most = 256, Agents = 2 * Most;
        _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var beating = Enumerable.Range(0, Agents).Select(agent => _client.HeartbeatAsync($"{agent}", "token", SessionTicket.None, default)).ToList();
        var waiting = _client.HeartbeatAsync("last", "token", SessionTicket.None, stop.Token);
        for (var i = 0; i < Most; i++) await _asked.Reader.ReadAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _hold.SetResult();
        Assert.All(await Task.WhenAll(beating), reply => Assert.Equal(Answer.Ok, reply.Answer));
        Assert.Equal(Most, _gateway.Opened);
    }

    [Fact]
    public async Task Heartbeats_CutOrNotAnswered_LeaveTheirRoomToOthers()
    {
        for (var i = 0; i < 300; i++)
        {
            _answers.Enqueue(new WireAnswer([], Close: true));
            Assert.Equal(Answer.Unreachable(Failure.Reset), (await _client.HeartbeatAsync("291", "token", SessionTicket.None, default)).Answer);
        }

        Assert.Equal(Answer.Ok, (await _client.HeartbeatAsync("291", "token", SessionTicket.None, default)).Answer);
    }

    [Fact]
    public async Task Poll_NobodyListens_CannotConnect()
    {
        await _gateway.DisposeAsync();
        Assert.Equal(Answer.Unreachable(Failure.Connect), (await PollAsync()).Answer);
    }

    [Fact]
    public async Task Poll_EventTooLarge_IsToldAndTheConnectionGoesOn()
    {
        _answers.Enqueue(WireAnswer.Of(new byte[AnswerBody.Limit + 1]));
        Assert.Equal(Answer.Unreachable(Failure.TooLarge), (await PollAsync()).Answer);
        Assert.Equal(Answer.Ok, (await PollAsync()).Answer);
        Assert.Equal(1, _gateway.Opened);
    }

    [Fact]
    public void EventThread_OnThisSystem_IsThere() => Assert.Equal(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), EventThread.IsThere);

    [Fact]
    public void EventThread_Socket_TakesIt()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        EventThread.GoOnThere(socket);
    }

    private WireGateway Start() => new(async (request, cancellation) =>
    {
        var held = _hold;
        await _asked.Writer.WriteAsync(request, cancellation);
        if (held is { } hold) await hold.Task.WaitAsync(cancellation);
        return _answers.TryDequeue(out var answer) ? answer : WireAnswer.Of(Encoding.UTF8.GetBytes(Idle));
    });

    private async Task SendAsync(HttpMessageInvoker over)
    {
        using var request = _endpoint.Request(HttpMethod.Get, "agentevent/291");
        using var response = await over.SendAsync(request, default);
    }

    private ValueTask<GatewayReply> PollAsync() => _client.PollAsync("291", SessionTicket.None, default);
}
