using Supervisor.Domain.Sessions;

namespace Supervisor.Tests.Domain;

/// <summary>A live session in trouble, and one that begins with a sign-in of an earlier run.</summary>
public sealed class SessionMachineTroubleTests : SessionMachineDrive
{
    [Fact]
    public void Next_StartWithAKeptSignIn_AsksBeforeSigningIn()
    {
        State = SessionState.Kept(Noon.AddSeconds(-20), inQueues: true);
        Take(new SessionInput.Start());
        Assert.Equal((SessionPhase.SigningIn, new SessionAction.RefreshGuid()), (State.Phase, Action));
        Take(new SessionInput.GuidAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.SigningIn, new SessionAction.AskStatus()), (State.Phase, Action));
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, new SessionAction.Poll(TimeSpan.Zero)), (State.Phase, Action));
    }

    [Theory]
    [InlineData("000-002")]
    [InlineData("http-404")]
    public void Next_GatewayWithoutFreshGuids_GoesOnWithTheOldOne(string code)
    {
        State = SessionState.Kept(Noon.AddSeconds(-20), inQueues: true);
        Take(new SessionInput.Start());
        Take(new SessionInput.GuidAnswered(code.StartsWith("http", StringComparison.Ordinal) ? Answer.Unreachable(code) : Answer.Refused(code)));
        Assert.Equal(new SessionAction.AskStatus(), Action);
    }

    [Fact]
    public void Next_StartWithAForgottenSignIn_SignsInAtOnce()
    {
        State = SessionState.Kept(Noon.AddSeconds(-20), inQueues: true);
        Take(new SessionInput.Start());
        Take(new SessionInput.GuidAnswered(Answer.Refused("100-006")));
        Assert.Equal((SessionPhase.SigningIn, new SessionAction.SignIn(false)), (State.Phase, Action));
        State = SessionState.Kept(Noon.AddSeconds(-20), inQueues: true);
        Take(new SessionInput.Start());
        Take(new SessionInput.GuidAnswered(Answer.Ok));
        Take(new SessionInput.StatusAnswered(Answer.Refused("100-006")));
        Assert.Equal((SessionPhase.SigningIn, new SessionAction.SignIn(false)), (State.Phase, Action));
        State = SessionState.Kept(Noon - SessionMachine.GatewayMemory - SessionMachine.GoodWithin, inQueues: true);
        Take(new SessionInput.Start());
        Assert.Equal(new SessionAction.SignIn(false), Action);
    }

    [Theory]
    [InlineData("100-006")]
    [InlineData("000-001")]
    public void Next_SessionOver_StopsPollingAndSignsInAgainUnforced(string code)
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Refused(code)));
        Assert.Equal((SessionPhase.Waiting, code), (State.Phase, State.LastCode));
        Assert.IsType<SessionAction.Wait>(Action);
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.SignIn(false), Action);
    }

    [Fact]
    public void Next_StaleGuidOnce_PollsAgain_Twice_EndsTheSession()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Refused("000-003")));
        Assert.Equal((SessionPhase.Live, new SessionAction.Poll(null)), (State.Phase, Action));
        Take(new SessionInput.PollAnswered(Answer.Refused("000-003")));
        Assert.Equal((SessionPhase.Waiting, false), (State.Phase, State.HoldsSignIn));
    }

    [Fact]
    public void Next_StaleGuidThenGoodPoll_ForgetsTheFirst()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Refused("000-003")));
        Take(new SessionInput.PollAnswered(Answer.Ok));
        Take(new SessionInput.PollAnswered(Answer.Refused("000-003")));
        Assert.Equal(SessionPhase.Live, State.Phase);
    }

    [Fact]
    public void Next_UnreachableOnce_RetriesAfterMoreThanASecondAndStaysLive()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Unreachable("http-500")));
        Assert.Equal(SessionPhase.Live, State.Phase);
        Assert.True(Assert.IsType<SessionAction.Poll>(Action).After > TimeSpan.FromSeconds(1));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("http-500")));
        Assert.Equal((SessionPhase.Waiting, true), (State.Phase, State.HoldsSignIn));
    }

    [Fact]
    public void Next_StatusGoodAndPollsNot_StaysWaitingUntilAPollIsAnsweredWell()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Unreachable("no-ports")));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("no-ports")));
        Recover();
        Assert.Equal(SessionPhase.Live, State.Phase);
        Take(new SessionInput.PollAnswered(Answer.Unreachable("no-ports")));
        for (var again = 0; again < 3; again++)
        {
            Recover();
            Assert.Equal((SessionPhase.Waiting, "no-ports", new SessionAction.Poll(TimeSpan.Zero)), (State.Phase, State.LastCode, Action));
            Take(new SessionInput.PollAnswered(Answer.Unreachable("no-ports")));
            Assert.Equal(SessionPhase.Waiting, State.Phase);
            Assert.IsType<SessionAction.Wait>(Action);
        }

        Recover();
        Take(new SessionInput.PollAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, null, 0, SessionAction.NextPoll), (State.Phase, State.LastCode, State.Failures, Action));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("http-500")));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("http-500")));
        Recover();
        Assert.Equal(SessionPhase.Live, State.Phase);
    }

    [Theory]
    [InlineData("100-006", false)]
    [InlineData("000-003", false)]
    [InlineData("http-500", true)]
    public void Next_ProvingPollFails_WaitsAsAfterAnyOther(string code, bool holdsSignIn)
    {
        Prove();
        Assert.Equal((SessionPhase.Waiting, SessionQuestion.None), (State.Phase, State.Asked));
        Take(new SessionInput.PollAnswered(holdsSignIn ? Answer.Unreachable(code) : Answer.Refused(code)));
        Assert.Equal((SessionPhase.Waiting, holdsSignIn), (State.Phase, State.HoldsSignIn));
        Assert.IsType<SessionAction.Wait>(Action);
    }

    [Fact]
    public void Next_StopBesideAProvingPoll_SignsOut()
    {
        Prove();
        Take(new SessionInput.Stop());
        Assert.Equal(SessionPhase.SigningOut, State.Phase);
    }

    [Fact]
    public void Next_GatewayBackWithinItsMemory_TriesTheOldSignInFirst()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Unreachable("connect")));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("connect")));
        Now += TimeSpan.FromSeconds(30);
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.AskStatus(), Action);
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal(SessionPhase.Live, State.Phase);
        Take(new SessionInput.PollAnswered(Answer.Ok));
        Assert.Equal(0, State.Failures);
    }

    [Fact]
    public void Next_GoodPolls_LeaveNothingBehindAndAreRememberedWithinTheBound()
    {
        Live();
        Take(SessionInput.PollAnswered.Well);
        for (var poll = 0; poll < 30; poll++)
        {
            var before = State;
            Now += TimeSpan.FromSeconds(10);
            Take(SessionInput.PollAnswered.Well);
            Assert.Equal(SessionAction.NextPoll, Action);
            Assert.InRange(Now - State.LastGoodAt!.Value, TimeSpan.Zero, SessionMachine.GoodWithin);
            Assert.Equal(Now - before.LastGoodAt < SessionMachine.GoodWithin, ReferenceEquals(before, State));
        }

        Now -= TimeSpan.FromHours(1);
        Take(SessionInput.PollAnswered.Well);
        Assert.Equal(Now, State.LastGoodAt);
    }

    [Fact]
    public void Next_GatewayBackAfterItsMemory_SignsInAnew()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Unreachable("connect")));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("connect")));
        Now += SessionMachine.GatewayMemory + SessionMachine.GoodWithin;
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.SignIn(false), Action);
    }

    [Fact]
    public void Next_OldSignInForgotten_SignsInAnewAtOnce()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Unreachable("connect")));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("connect")));
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.StatusAnswered(Answer.Refused("100-006")));
        Assert.Equal(new SessionAction.SignIn(false), Action);
    }
}
