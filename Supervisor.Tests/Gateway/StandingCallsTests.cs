using Supervisor.Tests.Support;
using Supervisor.Web.Gateway;

namespace Supervisor.Tests.Gateway;

public sealed class StandingCallsTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly StandingCalls _calls;

    public StandingCallsTests() => _calls = new StandingCalls(_time);

    [Fact]
    public void Again_Answered_IsTheSameCallWithADeadlineOfItsOwn()
    {
        Assert.Null(_calls.Again(Repeated.Poll, "291", SessionTicket.None));
        var call = Begin();
        _time.Advance(StandingCalls.Deadline - TimeSpan.FromSeconds(1));
        call.Answered();
        Assert.Same(call, _calls.Again(Repeated.Poll, "291", SessionTicket.None));
        _time.Advance(StandingCalls.Deadline - TimeSpan.FromSeconds(1));
        Assert.False(call.Late.IsCancellationRequested);
    }

    [Fact]
    public void Again_AnotherKind_IsNone()
    {
        Begin().Answered();
        Assert.Null(_calls.Again(Repeated.Heartbeat, "291", SessionTicket.None));
    }

    [Fact]
    public void Show_AnotherToken_ReplacesTheOneBefore()
    {
        var call = _calls.Begin(Repeated.Heartbeat, "291", SessionTicket.None, Request());
        call.Show("first");
        call.Show("second");
        Assert.Equal(["second"], call.Request.Headers.GetValues("service_token"));
    }

    [Fact]
    public void Again_NotAnswered_IsNone()
    {
        Begin();
        Assert.Null(_calls.Again(Repeated.Poll, "291", SessionTicket.None));
    }

    [Fact]
    public void Deadline_Passed_GivesUpThatCallAndNoOther()
    {
        var late = Begin();
        _time.Advance(TimeSpan.FromSeconds(8));
        var good = _calls.Begin(Repeated.Poll, "292", SessionTicket.None, Request());
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.True(late.Late.IsCancellationRequested);
        Assert.False(good.Late.IsCancellationRequested);
    }

    [Fact]
    public void Deadline_NothingUnderWay_GivesUpNothing()
    {
        var call = Begin();
        call.Answered();
        _time.Advance(StandingCalls.Deadline * 2);
        Assert.False(call.Late.IsCancellationRequested);
    }

    public void Dispose() => _calls.Dispose();

    private GatewayCall Begin() => _calls.Begin(Repeated.Poll, "291", SessionTicket.None, Request());

    private static HttpRequestMessage Request() => new(HttpMethod.Get, "http://gateway/agentevent");
}
