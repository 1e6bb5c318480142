using Supervisor.Tests.Support;
using Supervisor.Web.Gateway;

namespace Supervisor.Tests.Gateway;

public sealed class PollCallsTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly PollCalls _calls;

    public PollCallsTests() => _calls = new PollCalls(_time);

    [Fact]
    public void Again_Answered_IsTheSameCallWithADeadlineOfItsOwn()
    {
        Assert.Null(_calls.Again("291", SessionTicket.None));
        var call = Begin();
        _time.Advance(PollCalls.Deadline - TimeSpan.FromSeconds(1));
        call.Answered();
        Assert.Same(call, _calls.Again("291", SessionTicket.None));
        _time.Advance(PollCalls.Deadline - TimeSpan.FromSeconds(1));
        Assert.False(call.Late.IsCancellationRequested);
    }

    [Fact]
    public void Again_NotAnswered_IsNone()
    {
        Begin();
        Assert.Null(_calls.Again("291", SessionTicket.None));
    }

    [Fact]
    public void Deadline_Passed_GivesUpThatCallAndNoOther()
    {
        var late = Begin();
        _time.Advance(TimeSpan.FromSeconds(8));
        var good = _calls.Begin("292", SessionTicket.None, Request());
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.True(late.Late.IsCancellationRequested);
        Assert.False(good.Late.IsCancellationRequested);
    }

    [Fact]
    public void Deadline_NothingUnderWay_GivesUpNothing()
    {
        var call = Begin();
        call.Answered();
        _time.Advance(PollCalls.Deadline * 2);
        Assert.False(call.Late.IsCancellationRequested);
    }

    public void Dispose() => _calls.Dispose();

    private GatewayCall Begin() => _calls.Begin("291", SessionTicket.None, Request());

    private static HttpRequestMessage Request() => new(HttpMethod.Get, "http://gateway/agentevent");
}
