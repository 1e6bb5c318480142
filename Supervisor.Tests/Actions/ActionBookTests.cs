using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Floor;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Gateway;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Actions;

public sealed class ActionBookTests : IDisposable
{
    private static readonly OrderEnd Taken = new(Answer.Ok);
    private readonly ManualTimeProvider _time = new();
    private readonly FakeFloorFeed _feed = new();
    private readonly ActionBook _book;
    private readonly AgentId _agent = People.Agent(102).Id;

    public ActionBookTests() => _book = new ActionBook(_time);

    private ActionRecord Last => _book.Find(_agent)!;

    [Fact]
    public void Look_TheEventCame_ConfirmsWithTheTimeItTook()
    {
        var begun = Begin(new(CommandKind.Busy) { Reason = 201 });
        Assert.Equal(ActionStanding.Sending, Last.Standing);
        _book.Answered(begun, Taken);
        Show(AgentState.Busy, "200"); // another reason is another busy
        Assert.Equal(ActionStanding.Waiting, Last.Standing);
        _time.Advance(TimeSpan.FromSeconds(0.8));
        Show(AgentState.Busy, "201");
        Assert.Equal((ActionStanding.Confirmed, TimeSpan.FromSeconds(0.8), "sue"), (Last.Standing, Last.Took, Last.By));
    }

    [Fact]
    public void Look_TheEventOvertakesTheAnswer_StaysConfirmed()
    {
        var begun = Begin(new(CommandKind.Idle));
        Show(AgentState.Idle);
        _book.Answered(begun, Taken);
        Assert.Equal(ActionStanding.Confirmed, Last.Standing);
    }

    [Fact]
    public void Wait_NoEvent_IsNotConfirmedAfterTenSecondsAndStillMayBe()
    {
        _book.Answered(Begin(new(CommandKind.Idle)), Taken);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(ActionStanding.Waiting, Last.Standing);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(ActionStanding.Unconfirmed, Last.Standing);
        Show(AgentState.Idle);
        Assert.Equal(ActionStanding.Confirmed, Last.Standing);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public void Wait_Deferred_LastsAsLongAsTheCall()
    {
        _book.Answered(Begin(new(CommandKind.Busy)), Taken, isDeferred: true);
        Show(AgentState.Talking);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ActionStanding.Deferred, Last.Standing);
        Show(AgentState.Idle);
        Assert.Equal(ActionStanding.Waiting, Last.Standing);
        Show(AgentState.Busy);
        Assert.Equal(ActionStanding.Confirmed, Last.Standing);
    }

    [Theory]
    [InlineData("100-009", false, ActionStanding.Refused)]
    [InlineData(Failure.NotSent, true, ActionStanding.NotSent)]
    [InlineData(Failure.Timeout, true, ActionStanding.NoAnswer)]
    public void Answered_NotGood_KeepsTheCode(string code, bool unreachable, ActionStanding standing)
    {
        _book.Answered(Begin(new(CommandKind.Idle)), new OrderEnd(unreachable ? Answer.Unreachable(code) : Answer.Refused(code)));
        Assert.Equal((standing, code), (Last.Standing, Last.Code));
    }

    [Fact]
    public void Begin_Again_AnOldAnswerChangesNothing()
    {
        var first = Begin(new(CommandKind.Busy));
        var second = Begin(new(CommandKind.Rest));
        _book.Answered(first, new OrderEnd(Answer.Refused("100-009")));
        Assert.Same(second, Last);
    }

    [Fact]
    public void Look_TheAgentHasLeft_IsForgotten()
    {
        _book.Answered(Begin(new(CommandKind.Busy)), Taken);
        _feed.Put(People.Agent(103));
        _feed.Remove(_agent);
        _book.Look(_feed.Current);
        Assert.Null(_book.Find(_agent));
        Assert.Equal(0, _time.ArmedTimers);
    }

    public void Dispose() => _book.Dispose();

    private ActionRecord Begin(AgentCommand command) => _book.Begin(_agent, command, "sue", null);

    private void Show(AgentState state, string? reason = null)
    {
        _feed.Put(People.Agent(102, state) with { Reason = reason });
        _book.Look(_feed.Current);
    }
}
