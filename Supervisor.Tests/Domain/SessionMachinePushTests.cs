using Supervisor.Domain.Sessions;

namespace Supervisor.Tests.Domain;

/// <summary>Push mode: heartbeats instead of polls (seed text "Maintaining the Heartbeat by an Agent").</summary>
public sealed class SessionMachinePushTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private SessionState _state = SessionState.Initial with { Pushed = true };
    private SessionAction _action = SessionAction.None;
    private DateTimeOffset _now = Noon;

    [Fact]
    public void Next_GoodAnswers_LeadsToHeartbeatsAndNeverToAPoll()
    {
        Live();
        Assert.Equal((SessionPhase.Live, new SessionAction.Heartbeat(null)), (_state.Phase, _action));
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok));
        Assert.Equal(new SessionAction.Heartbeat(null), _action);
        Assert.Equal(Noon, _state.LastGoodAt);
    }

    [Fact]
    public void Next_AfterSilence_AsksForTheStatusAndStaysLive()
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok, Doubtful: true));
        Assert.Equal((SessionPhase.Live, new SessionAction.AskStatus()), (_state.Phase, _action));
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, new SessionAction.Heartbeat(null)), (_state.Phase, _action));
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok, Doubtful: true));
        Take(new SessionInput.StatusAnswered(Answer.Unreachable("timeout")));
        Assert.Equal((SessionPhase.Live, new SessionAction.Heartbeat(null)), (_state.Phase, _action));
    }

    [Fact]
    public void Next_OneHeartbeatLost_IsTriedAgainAtOnce_ThenReconciled()
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Unreachable("timeout")));
        Assert.Equal((SessionPhase.Live, new SessionAction.Heartbeat(SessionMachine.ShortestRetry)), (_state.Phase, _action));
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, new SessionAction.AskStatus()), (_state.Phase, _action));
    }

    [Fact]
    public void Next_GatewayThatAcceptsNoHeartbeats_IsUnknown_ThenSignedInAnew()
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Refused("100-007")));
        Take(new SessionInput.HeartbeatAnswered(Answer.Refused("100-007")));
        Assert.Equal((SessionPhase.Waiting, true), (_state.Phase, _state.HoldsSignIn));
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.Heartbeat(TimeSpan.Zero), _action);
        Take(new SessionInput.HeartbeatAnswered(Answer.Refused("100-007")));
        Assert.Equal(SessionPhase.Waiting, _state.Phase);
        _now += SessionMachine.GatewayMemory + SessionMachine.GoodWithin;
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.SignIn(false), _action);
    }

    [Fact]
    public void Next_HeartbeatsAcceptedAgain_ReconcilesBeforeLive()
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Unreachable("connect")));
        Take(new SessionInput.HeartbeatAnswered(Answer.Unreachable("connect")));
        Take(new SessionInput.WaitOver());
        _now += TimeSpan.FromSeconds(20);
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Waiting, new SessionAction.AskStatus()), (_state.Phase, _action));
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, new SessionAction.Heartbeat(null), _now), (_state.Phase, _action, _state.LastGoodAt));
    }

    [Fact]
    public void Next_StatusAnswers_DoNotStandForHeartbeats()
    {
        Live();
        _now += TimeSpan.FromSeconds(60);
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok, Doubtful: true));
        _now += TimeSpan.FromSeconds(15);
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal(Noon.AddSeconds(60), _state.LastGoodAt);
    }

    [Theory]
    [InlineData("100-006")]
    [InlineData("000-001")]
    public void Next_SessionOver_SignsInAgainUnforced(string code)
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Refused(code)));
        Assert.Equal((SessionPhase.Waiting, code, false), (_state.Phase, _state.LastCode, _state.HoldsSignIn));
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.SignIn(false), _action);
    }

    [Fact]
    public void Next_StatusTellsThatTheSessionIsGone_SignsInAgain()
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok, Doubtful: true));
        Take(new SessionInput.StatusAnswered(Answer.Refused("100-006")));
        Assert.Equal((SessionPhase.Waiting, false), (_state.Phase, _state.HoldsSignIn));
    }

    [Fact]
    public void Next_PushedSignOut_EndsTheSession()
    {
        Live();
        Take(new SessionInput.SignedOutByGateway());
        Assert.Equal((SessionPhase.Waiting, "signed-out", false), (_state.Phase, _state.LastCode, _state.HoldsSignIn));
    }

    [Fact]
    public void Next_StartWithAKeptSignIn_ProvesItWithAHeartbeat()
    {
        _state = SessionState.Kept(Noon.AddSeconds(-20), inQueues: true, pushed: true);
        Take(new SessionInput.Start());
        Take(new SessionInput.GuidAnswered(Answer.Ok));
        Assert.Equal(new SessionAction.Heartbeat(TimeSpan.Zero), _action);
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok));
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, new SessionAction.Heartbeat(null)), (_state.Phase, _action));
    }

    [Fact]
    public void Next_StopWhileTheStatusIsAsked_SignsOutAfterTheAnswer()
    {
        Live();
        Take(new SessionInput.HeartbeatAnswered(Answer.Ok, Doubtful: true));
        Take(new SessionInput.Stop());
        Assert.IsType<SessionAction.Continue>(_action);
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal(new SessionAction.SignOut(TimeSpan.Zero), _action);
    }

    [Fact]
    public void Next_AnySequence_NeverPollsAndNeverSendsTwoRequestsAtOnce()
    {
        var random = new Random(7);
        string[] codes = ["0", "100-006", "000-003", "100-007", "000-004", "100-002", "600-001", "999-999"];
        Take(new SessionInput.Start());
        for (var i = 0; i < 50_000; i++)
        {
            _now += TimeSpan.FromSeconds(random.Next(40));
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
            Assert.IsNotType<SessionAction.Poll>(_action);
            Assert.True(_state.Pushed);
            // while an answer is awaited, the only action is the question itself
            if (_state.Asked != SessionQuestion.None)
                Assert.True(_action is SessionAction.Continue || Asks(_action) == _state.Asked, $"{_state.Asked}: {_action}");
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

    private void Live()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Ok));
        Take(new SessionInput.QueuesAnswered(Answer.Ok));
    }

    private void Take(SessionInput input) => (_state, _action) = SessionMachine.Next(_state, input, _now, 0.5);
}
