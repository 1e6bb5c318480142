using Supervisor.Domain.Sessions;

namespace Supervisor.Tests.Domain;

/// <summary>Push mode: heartbeats instead of polls (seed text "Maintaining the Heartbeat by an Agent").</summary>
public sealed class SessionMachinePushTests() : SessionMachineDrive(SessionState.Initial with { Pushed = true })
{
    [Fact]
    public void Next_GoodAnswers_LeadsToHeartbeatsAndNeverToAPoll()
    {
        Live();
        Assert.Equal((SessionPhase.Live, new SessionAction.Heartbeat(null)), (State.Phase, Action));
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok));
        Assert.Equal(new SessionAction.Heartbeat(null), Action);
        Assert.Equal(Noon, State.LastGoodAt);
    }

    [Fact]
    public void Next_AfterSilence_AsksForTheStatusAndStaysLive()
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok, Doubtful: true));
        Assert.Equal((SessionPhase.Live, new SessionAction.AskStatus()), (State.Phase, Action));
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, new SessionAction.Heartbeat(null)), (State.Phase, Action));
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok, Doubtful: true));
        Take(new SessionInput.StatusAnswered(Answer.Unreachable("timeout")));
        Assert.Equal((SessionPhase.Live, new SessionAction.Heartbeat(null)), (State.Phase, Action));
    }

    [Fact]
    public void Next_OneHeartbeatLost_IsTriedAgainAtOnce_ThenReconciled()
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Unreachable("timeout")));
        Assert.Equal((SessionPhase.Live, new SessionAction.Heartbeat(SessionMachine.ShortestRetry)), (State.Phase, Action));
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, new SessionAction.AskStatus()), (State.Phase, Action));
    }

    [Fact]
    public void Next_GatewayThatAcceptsNoHeartbeats_IsUnknown_ThenSignedInAnew()
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Refused("100-007")));
        Take(new SessionInput.HeartbeatAnswered(Answer.Refused("100-007")));
        Assert.Equal((SessionPhase.Waiting, true), (State.Phase, State.HoldsSignIn));
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.Heartbeat(TimeSpan.Zero), Action);
        Take(new SessionInput.HeartbeatAnswered(Answer.Refused("100-007")));
        Assert.Equal(SessionPhase.Waiting, State.Phase);
        Now += SessionMachine.GatewayMemory + SessionMachine.GoodWithin;
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.SignIn(false), Action);
    }

    [Fact]
    public void Next_HeartbeatsAcceptedAgain_ReconcilesBeforeLive()
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Unreachable("connect")));
        Take(new SessionInput.HeartbeatAnswered(Answer.Unreachable("connect")));
        Take(new SessionInput.WaitOver());
        Now += TimeSpan.FromSeconds(20);
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Waiting, new SessionAction.AskStatus()), (State.Phase, Action));
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, new SessionAction.Heartbeat(null), Now), (State.Phase, Action, State.LastGoodAt));
    }

    [Fact]
    public void Next_StatusAnswers_DoNotStandForHeartbeats()
    {
        Live();
        Now += TimeSpan.FromSeconds(60);
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok, Doubtful: true));
        Now += TimeSpan.FromSeconds(15);
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal(Noon.AddSeconds(60), State.LastGoodAt);
    }

    [Theory]
    [InlineData("100-006")]
    [InlineData("000-001")]
    public void Next_SessionOver_SignsInAgainUnforced(string code)
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Refused(code)));
        Assert.Equal((SessionPhase.Waiting, code, false), (State.Phase, State.LastCode, State.HoldsSignIn));
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.SignIn(false), Action);
    }

    [Fact]
    public void Next_StatusTellsThatTheSessionIsGone_SignsInAgain()
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok, Doubtful: true));
        Take(new SessionInput.StatusAnswered(Answer.Refused("100-006")));
        Assert.Equal((SessionPhase.Waiting, false), (State.Phase, State.HoldsSignIn));
    }

    [Fact]
    public void Next_PushedSignOut_EndsTheSession()
    {
        Live();
        Take(new SessionInput.SignedOutByGateway());
        Assert.Equal((SessionPhase.Waiting, "signed-out", false), (State.Phase, State.LastCode, State.HoldsSignIn));
    }

    [Fact]
    public void Next_StartWithAKeptSignIn_ProvesItWithAHeartbeat()
    {
        State = SessionState.Kept(Noon.AddSeconds(-20), inQueues: true, pushed: true);
        Take(new SessionInput.Start());
        Take(new SessionInput.GuidAnswered(Answer.Ok));
        Assert.Equal(new SessionAction.Heartbeat(TimeSpan.Zero), Action);
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok));
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, new SessionAction.Heartbeat(null)), (State.Phase, Action));
    }

    [Fact]
    public void Next_StopWhileTheStatusIsAsked_SignsOutAfterTheAnswer()
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok, Doubtful: true));
        Take(new SessionInput.Stop());
        Assert.IsType<SessionAction.Continue>(Action);
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal(new SessionAction.SignOut(TimeSpan.Zero), Action);
    }

    [Fact]
    public void Next_AnySequence_NeverPollsAndNeverSendsTwoRequestsAtOnce()
    {
        var random = new Random(7);
        string[] codes = ["0", "100-006", "000-003", "100-007", "000-004", "100-002", "600-001", "999-999"];
        Take(new SessionInput.Start());
        for (var i = 0; i < 50_000; i++)
        {
            Now += TimeSpan.FromSeconds(random.Next(40));
            var code = codes[random.Next(codes.Length)];
            var answer = code == "0" || random.Next(2) == 0 ? Answer.Ok : random.Next(4) == 0 ? Answer.Unreachable("connect") : Answer.Refused(code);
            Take(random.Next(12) switch
            {
                0 => new SessionInput.Stop(),
                1 => new SessionInput.Start(),
                2 => new SessionInput.SignedOutByGateway(),
                3 or 4 => new SessionInput.WaitOver(),
                5 => new SessionInput.SignInAnswered(answer),
                6 => new SessionInput.QueuesAnswered(answer),
                7 => new SessionInput.StatusAnswered(answer),
                8 => new SessionInput.GuidAnswered(answer),
                9 => new SessionInput.SignOutAnswered(answer),
                _ => new SessionInput.HeartbeatAnswered(answer, random.Next(2) == 0),
            });
            Assert.IsNotType<SessionAction.Poll>(Action);
            Assert.True(State.Pushed);
            // while an answer is awaited, the only action is the question itself
            if (State.Asked != SessionQuestion.None)
                Assert.True(Action is SessionAction.Continue || Asks(Action) == State.Asked, $"{State.Asked}: {Action}");
        }
    }

    private static SessionQuestion Asks(SessionAction action) => action switch
    {
        SessionAction.SignIn => SessionQuestion.SignIn,
        SessionAction.EnterQueues => SessionQuestion.Queues,
        SessionAction.AskStatus => SessionQuestion.Status,
        SessionAction.RefreshGuid => SessionQuestion.FreshGuid,
        SessionAction.SignOut => SessionQuestion.SignOut,
        SessionAction.Heartbeat => SessionQuestion.Heartbeat,
        _ => SessionQuestion.None,
    };
}
