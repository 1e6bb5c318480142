using Supervisor.Domain.Sessions;

namespace Supervisor.Tests.Domain;

/// <summary>From the sign-in to polling and back out: who is refused, who is signed in elsewhere, who is to stop.</summary>
public sealed class SessionMachineSignInTests : SessionMachineDrive
{
    [Fact]
    public void Next_GoodAnswers_LeadsToLivePolling()
    {
        Take(new SessionInput.Start());
        Assert.Equal(new SessionAction.SignIn(false), Action);
        Take(new SessionInput.SignInAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.EnteringQueues, new SessionAction.EnterQueues()), (State.Phase, Action));
        Take(new SessionInput.QueuesAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, new SessionAction.Poll(TimeSpan.Zero)), (State.Phase, Action));
        Take(new SessionInput.PollAnswered(Answer.Ok));
        Assert.Equal(new SessionAction.Poll(null), Action);
        Assert.Equal(Noon, State.LastGoodAt);
    }

    [Fact]
    public void Next_QueuesUnreachable_EntersThemBeforeGoingLive()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Ok));
        Take(new SessionInput.QueuesAnswered(Answer.Unreachable("timeout")));
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.AskStatus(), Action);
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.EnteringQueues, new SessionAction.EnterQueues()), (State.Phase, Action));
    }

    [Fact]
    public void Next_NoQueuesConfigured_GoesLiveAndKeepsSayingSo()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Ok));
        Take(new SessionInput.QueuesAnswered(Answer.Refused("600-001")));
        Take(new SessionInput.PollAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, "600-001"), (State.Phase, State.LastCode));
    }

    [Fact]
    public void Next_WrongPasswordTwice_IsRejectedForGood()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-004")));
        Assert.IsType<SessionAction.Wait>(Action);
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-004")));
        Assert.Equal((SessionPhase.Rejected, SessionAction.None), (State.Phase, Action));
        Take(new SessionInput.WaitOver());
        Assert.Equal((SessionPhase.Rejected, SessionAction.None), (State.Phase, Action));
    }

    [Fact]
    public void Next_WrongPasswordWithANetworkFailureBetween_IsStillTheSecondTry()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-004")));
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.SignInAnswered(Answer.Unreachable("timeout")));
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-004")));
        Assert.Equal(SessionPhase.Rejected, State.Phase);
    }

    [Fact]
    public void Next_RetryAfterRejection_TriesOnce()
    {
        Next_WrongPasswordTwice_IsRejectedForGood();
        Take(new SessionInput.Retry());
        Assert.Equal(new SessionAction.SignIn(false), Action);
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-004")));
        Assert.Equal(SessionPhase.Rejected, State.Phase);
    }

    [Theory]
    [InlineData("110-016")]
    [InlineData("110-021")]
    [InlineData("100-060")]
    [InlineData("100-061")]
    public void Next_AccountLockedOrBarred_IsRejectedWithoutASecondTry(string code)
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Refused(code)));
        Assert.Equal(SessionPhase.Rejected, State.Phase);
    }

    [Fact]
    public void Next_SignedInElsewhere_IsOccupiedAndNeverForcesByItself()
    {
        Take(new SessionInput.Start());
        for (var i = 0; i < 50; i++)
        {
            Take(new SessionInput.SignInAnswered(Answer.Refused("100-002")));
            Assert.Equal(SessionPhase.Occupied, State.Phase);
            Assert.True(Assert.IsType<SessionAction.Wait>(Action).Delay >= SessionMachine.OccupiedRetry);
            Take(new SessionInput.WaitOver());
            Assert.Equal(new SessionAction.SignIn(false), Action);
        }
    }

    [Fact]
    public void Next_TakeOver_SignsInByForce()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-002")));
        Take(new SessionInput.TakeOver());
        Assert.Equal(new SessionAction.SignIn(true), Action);
    }

    [Fact]
    public void Next_TakeOverWhileAsking_WaitsForTheAnswerFirst()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-002")));
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.TakeOver());
        Assert.Equal(SessionAction.None, Action);
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-002")));
        Assert.Equal(new SessionAction.SignIn(true), Action);
    }

    [Fact]
    public void Next_TakeOverWhileAskingAGatewayThatDoesNotAnswer_IsForgotten()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-002")));
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.TakeOver());
        Take(new SessionInput.SignInAnswered(Answer.Unreachable("timeout")));
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-002")));
        Assert.Equal(SessionPhase.Occupied, State.Phase);
        Assert.IsType<SessionAction.Wait>(Action);
    }

    [Fact]
    public void Next_StopDuringSignIn_SignsOutOnlyAfterTheAnswer()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.Stop());
        Assert.Equal(SessionAction.None, Action);
        Take(new SessionInput.SignInAnswered(Answer.Ok));
        Assert.IsType<SessionAction.SignOut>(Action);
        Take(new SessionInput.SignOutAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Stopped, new SessionAction.End()), (State.Phase, Action));
    }

    /// <summary>A person has signed the agent out: however its sign-in ends, it would be given customers again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Next_SignedOutHere_TakesUpWhatIsHeldAndNeverSignsIn(bool restart)
    {
        if (restart)
        {
            State = SessionState.Kept(Noon, inQueues: true) with { MaySignIn = false };
            Take(new SessionInput.Start());
            Assert.IsType<SessionAction.RefreshGuid>(Action);
            Take(new SessionInput.GuidAnswered(Answer.Refused("100-006")));
        }
        else
        {
            Live();
            Take(new SessionInput.MaySignIn(false));
            Assert.Equal((SessionPhase.Live, SessionAction.None), (State.Phase, Action));
            Take(new SessionInput.PollAnswered(Answer.Ok, SignedOut: true));
            Take(new SessionInput.WaitOver());
        }

        Assert.Equal((SessionPhase.Stopped, false, new SessionAction.End()), (State.Phase, State.HoldsSignIn, Action));
    }

    [Fact]
    public void Next_SignedOutHereButNothingIsHeld_Ends()
    {
        State = SessionState.Initial with { MaySignIn = false };
        Take(new SessionInput.Start());
        Assert.Equal(new SessionAction.End(), Action);
    }

    [Fact]
    public void Next_SignOutMeetsACall_TriesAgainAndGivesUpWithoutForce()
    {
        Live();
        Take(new SessionInput.Stop());
        for (var i = 0; i < 3; i++)
        {
            Take(new SessionInput.SignOutAnswered(Answer.Refused("100-010")));
            Assert.Equal(new SessionAction.SignOut(SessionMachine.SignOutRetry, LastTry: i == 2), Action);
        }

        Take(new SessionInput.SignOutAnswered(Answer.Refused("100-010")));
        Assert.Equal((SessionPhase.Stopped, "100-010", new SessionAction.End()), (State.Phase, State.LastCode, Action));
    }
}
