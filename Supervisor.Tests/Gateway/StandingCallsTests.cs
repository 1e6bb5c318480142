using System.Net.Sockets;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Support;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Gateway;

public sealed class StandingCallsTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly StandingCalls _calls;
    private readonly GatewayEndpoint _endpoint = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g", BaseUrl = "http://gateway/" }, []).Endpoint!;
    private readonly Answering _network = new();
    private readonly HttpMessageInvoker _invoker;

    public StandingCallsTests() => (_calls, _invoker) = (new StandingCalls(_time), new HttpMessageInvoker(_network));

    [Fact]
    public async Task Again_Answered_IsTheSameCallWithADeadlineOfItsOwn()
    {
        Assert.Null(_calls.Again(Repeated.Poll, "291", SessionTicket.None));
        var call = Begin();
        _time.Advance(StandingCalls.Deadline - TimeSpan.FromSeconds(1));
        Assert.Equal(Answer.Ok, (await SendAsync(call)).Answer);
        Assert.Same(call, _calls.Again(Repeated.Poll, "291", SessionTicket.None));
        _time.Advance(StandingCalls.Deadline - TimeSpan.FromSeconds(1));
        Assert.False(call.Late.IsCancellationRequested);
    }

    [Fact]
    public async Task Again_AnswerIsThereAndNobodyHasTakenIt_IsNone()
    {
        var call = Begin();
        var sending = SendAsync(call);
        Assert.True(sending.IsCompleted);
        Assert.Null(_calls.Again(Repeated.Poll, "291", SessionTicket.None));
        await sending;
        Assert.Same(call, _calls.Again(Repeated.Poll, "291", SessionTicket.None));
    }

    [Fact]
    public async Task Send_AnswerComesLater_IsTheSameForEachExchange()
    {
        _network.Answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = Begin();
        var sending = SendAsync(call).AsTask();
        Assert.False(sending.IsCompleted);
        _network.Answers.SetResult(Answering.Idle());
        Assert.Equal(Answer.Ok, (await sending).Answer);
        _network.Answers = null;
        Assert.Same(call, _calls.Again(Repeated.Poll, "291", SessionTicket.None));
        Assert.Same(await sending, await SendAsync(call));
    }

    [Fact]
    public async Task Send_ConnectionIsCutInTheMomentItIsMade_IsAResetAndNoFault()
    {
        _network.Answers = new();
        _network.Answers.SetException(new SocketException((int)SocketError.NotConnected));
        Assert.Equal(Answer.Unreachable(Failure.Reset), (await SendAsync(Begin())).Answer);
    }

    [Fact]
    public async Task Send_GivenUpWhileItIsUnderWay_IsCancelledAndNeverTakenAgain()
    {
        _network.Answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var sending = Begin().SendAsync(_endpoint, _invoker, stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Null(_calls.Again(Repeated.Poll, "291", SessionTicket.None));
    }

    [Fact]
    public async Task Send_Answered_KeepsNothingOfTheResponse()
    {
        var call = Begin();
        await SendAsync(call);
        GC.Collect();
        Assert.False(_network.Last.IsAlive);
        GC.KeepAlive(call);
    }

    [Fact]
    public async Task Again_AnotherKind_IsNone()
    {
        await SendAsync(Begin());
        Assert.Null(_calls.Again(Repeated.Heartbeat, "291", SessionTicket.None));
    }

    [Fact]
    public async Task Show_AnotherToken_ReplacesTheOneBefore()
    {
        var call = _calls.Begin(Repeated.Heartbeat, "291", SessionTicket.None, Call());
        call.Show("first");
        call.Show("second");
        await SendAsync(call);
        Assert.Equal(["second"], _network.Shown);
    }

    [Fact]
    public void Again_NotAnswered_IsNone()
    {
        Begin();
        Assert.Null(_calls.Again(Repeated.Poll, "291", SessionTicket.None));
    }

    [Fact]
    public async Task Deadline_Passed_GivesUpThatCallAndNoOther()
    {
        _network.Answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = SendAsync(Begin()).AsTask();
        _time.Advance(TimeSpan.FromSeconds(8));
        var good = _calls.Begin(Repeated.Poll, "292", SessionTicket.None, Call());
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(Answer.Unreachable(Failure.Timeout), (await sending).Answer);
        Assert.False(good.Late.IsCancellationRequested);
    }

    [Fact]
    public async Task Deadline_OfACallThatWasTakenAgain_CountsFromThen()
    {
        await SendAsync(Begin());
        _time.Advance(TimeSpan.FromSeconds(8));
        var again = (GatewayCall)_calls.Again(Repeated.Poll, "291", SessionTicket.None)!;
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(again.Late.IsCancellationRequested);
        _time.Advance(TimeSpan.FromSeconds(8));
        Assert.True(again.Late.IsCancellationRequested);
    }

    [Fact]
    public async Task Deadline_NothingUnderWay_GivesUpNothing()
    {
        var call = Begin();
        await SendAsync(call);
        _time.Advance(StandingCalls.Deadline * 2);
        Assert.False(call.Late.IsCancellationRequested);
    }

    public void Dispose()
    {
        _calls.Dispose();
        _endpoint.Dispose();
        _invoker.Dispose();
    }

    private GatewayCall Begin() => _calls.Begin(Repeated.Poll, "291", SessionTicket.None, Call());

    private ValueTask<GatewayReply> SendAsync(GatewayCall call) => call.SendAsync(_endpoint, _invoker, default);

    private GatewayCall Call() => new(Request(), _time);

    private static HttpRequestMessage Request() => new(HttpMethod.Get, "http://gateway/agentevent");

    /// <summary>A network that answers at once, or when the test says so.</summary>
    private sealed class Answering : HttpMessageHandler
    {
        public TaskCompletionSource<HttpResponseMessage>? Answers { get; set; }

        public string[] Shown { get; private set; } = [];

        /// <summary>The response of the last exchange that was answered at once.</summary>
        public WeakReference Last { get; } = new(null);

        public static HttpResponseMessage Idle() => new() { Content = new StringContent("""{"message":"","retcode":"0"}""") };

        private HttpResponseMessage Told()
        {
            var response = Idle();
            Last.Target = response;
            return response;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Shown = request.Headers.TryGetValues("service_token", out var tokens) ? [.. tokens] : [];
            return Answers?.Task.WaitAsync(cancellationToken) ?? Task.FromResult(Told());
        }
    }
}
