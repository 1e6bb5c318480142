using Supervisor.Domain.Sessions;

namespace Supervisor.Tests.Domain;

public sealed class SessionMachineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private SessionState _state = SessionState.Initial;
    private SessionAction _action = SessionAction.None;
    private DateTimeOffset _now = Noon;

    [Fact]
    public void Next_GoodAnswers_LeadsToLivePolling()
    {
        Take(new SessionInput.Start());
        Assert.Equal(new SessionAction.SignIn(false), _action);
        Take(new SessionInput.SignInAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.EnteringQueues, new SessionAction.EnterQueues()), (_state.Phase, _action));
        Take(new SessionInput.QueuesAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, new SessionAction.Poll(TimeSpan.Zero)), (_state.Phase, _action));
        Take(new SessionInput.PollAnswered(Answer.Ok));
        Assert.Equal(new SessionAction.Poll(null), _action);
        Assert.Equal(Noon, _state.LastGoodAt);
    }

    [Fact]
    public void Next_StartWithAKeptSignIn_AsksBeforeSigningIn()
    {
        _state = SessionState.Kept(Noon.AddSeconds(-20), inQueues: true);
        Take(new SessionInput.Start());
        Assert.Equal((SessionPhase.SigningIn, new SessionAction.RefreshGuid()), (_state.Phase, _action));
        Take(new SessionInput.GuidAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.SigningIn, new SessionAction.AskStatus()), (_state.Phase, _action));
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, new SessionAction.Poll(TimeSpan.Zero)), (_state.Phase, _action));
    }

    [Theory]
    [InlineData("000-002")]
    [InlineData("http-404")]
    public void Next_GatewayWithoutFreshGuids_GoesOnWithTheOldOne(string code)
    {
        _state = SessionState.Kept(Noon.AddSeconds(-20), inQueues: true);
        Take(new SessionInput.Start());
        Take(new SessionInput.GuidAnswered(code.StartsWith("http", StringComparison.Ordinal) ? Answer.Unreachable(code) : Answer.Refused(code)));
        Assert.Equal(new SessionAction.AskStatus(), _action);
    }

    [Fact]
    public void Next_StartWithAForgottenSignIn_SignsInAtOnce()
    {
        _state = SessionState.Kept(Noon.AddSeconds(-20), inQueues: true);
        Take(new SessionInput.Start());
        Take(new SessionInput.GuidAnswered(Answer.Refused("100-006")));
        Assert.Equal((SessionPhase.SigningIn, new SessionAction.SignIn(false)), (_state.Phase, _action));
        _state = SessionState.Kept(Noon.AddSeconds(-20), inQueues: true);
        Take(new SessionInput.Start());
        Take(new SessionInput.GuidAnswered(Answer.Ok));
        Take(new SessionInput.StatusAnswered(Answer.Refused("100-006")));
        Assert.Equal((SessionPhase.SigningIn, new SessionAction.SignIn(false)), (_state.Phase, _action));
        _state = SessionState.Kept(Noon - SessionMachine.GatewayMemory - SessionMachine.GoodWithin, inQueues: true);
        Take(new SessionInput.Start());
        Assert.Equal(new SessionAction.SignIn(false), _action);
    }

    [Theory]
    [InlineData("100-006")]
    [InlineData("000-001")]
    public void Next_SessionOver_StopsPollingAndSignsInAgainUnforced(string code)
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Refused(code)));
        Assert.Equal((SessionPhase.Waiting, code), (_state.Phase, _state.LastCode));
        Assert.IsType<SessionAction.Wait>(_action);
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.SignIn(false), _action);
    }

    [Fact]
    public void Next_StaleGuidOnce_PollsAgain_Twice_EndsTheSession()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Refused("000-003")));
        Assert.Equal((SessionPhase.Live, new SessionAction.Poll(null)), (_state.Phase, _action));
        Take(new SessionInput.PollAnswered(Answer.Refused("000-003")));
        Assert.Equal((SessionPhase.Waiting, false), (_state.Phase, _state.HoldsSignIn));
    }

    [Fact]
    public void Next_StaleGuidThenGoodPoll_ForgetsTheFirst()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Refused("000-003")));
        Take(new SessionInput.PollAnswered(Answer.Ok));
        Take(new SessionInput.PollAnswered(Answer.Refused("000-003")));
        Assert.Equal(SessionPhase.Live, _state.Phase);
    }

    [Fact]
    public void Next_UnreachableOnce_RetriesAfterMoreThanASecondAndStaysLive()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Unreachable("http-500")));
        Assert.Equal(SessionPhase.Live, _state.Phase);
        Assert.True(Assert.IsType<SessionAction.Poll>(_action).After > TimeSpan.FromSeconds(1));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("http-500")));
        Assert.Equal((SessionPhase.Waiting, true), (_state.Phase, _state.HoldsSignIn));
    }

    [Fact]
    public void Next_StatusGoodAndPollsNot_StaysWaitingUntilAPollIsAnsweredWell()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Unreachable("no-ports")));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("no-ports")));
        Recover();
        Assert.Equal(SessionPhase.Live, _state.Phase);
        Take(new SessionInput.PollAnswered(Answer.Unreachable("no-ports")));
        for (var again = 0; again < 3; again++)
        {
            Recover();
            Assert.Equal((SessionPhase.Waiting, "no-ports", new SessionAction.Poll(TimeSpan.Zero)), (_state.Phase, _state.LastCode, _action));
            Take(new SessionInput.PollAnswered(Answer.Unreachable("no-ports")));
            Assert.Equal(SessionPhase.Waiting, _state.Phase);
            Assert.IsType<SessionAction.Wait>(_action);
        }

        Recover();
        Take(new SessionInput.PollAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, null, 0, SessionAction.NextPoll), (_state.Phase, _state.LastCode, _state.Failures, _action));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("http-500")));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("http-500")));
        Recover();
        Assert.Equal(SessionPhase.Live, _state.Phase);
    }

    [Theory]
    [InlineData("100-006", false)]
    [InlineData("000-003", false)]
    [InlineData("http-500", true)]
    public void Next_ProvingPollFails_WaitsAsAfterAnyOther(string code, bool holdsSignIn)
    {
        Prove();
        Assert.Equal((SessionPhase.Waiting, SessionQuestion.None), (_state.Phase, _state.Asked));
        Take(new SessionInput.PollAnswered(holdsSignIn ? Answer.Unreachable(code) : Answer.Refused(code)));
        Assert.Equal((SessionPhase.Waiting, holdsSignIn), (_state.Phase, _state.HoldsSignIn));
        Assert.IsType<SessionAction.Wait>(_action);
    }

    [Fact]
    public void Next_StopBesideAProvingPoll_SignsOut()
    {
        Prove();
        Take(new SessionInput.Stop());
        Assert.Equal(SessionPhase.SigningOut, _state.Phase);
    }

    [Fact]
    public void Next_GatewayBackWithinItsMemory_TriesTheOldSignInFirst()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Unreachable("connect")));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("connect")));
        _now += TimeSpan.FromSeconds(30);
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.AskStatus(), _action);
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal(SessionPhase.Live, _state.Phase);
        Take(new SessionInput.PollAnswered(Answer.Ok));
        Assert.Equal(0, _state.Failures);
    }

    [Fact]
    public void Next_GoodPolls_LeaveNothingBehindAndAreRememberedWithinTheBound()
    {
        Live();
        Take(SessionInput.PollAnswered.Well);
        for (var poll = 0; poll < 30; poll++)
        {
            var before = _state;
            _now += TimeSpan.FromSeconds(10);
            Take(SessionInput.PollAnswered.Well);
            Assert.Equal(SessionAction.NextPoll, _action);
            Assert.InRange(_now - _state.LastGoodAt!.Value, TimeSpan.Zero, SessionMachine.GoodWithin);
            Assert.Equal(_now - before.LastGoodAt < SessionMachine.GoodWithin, ReferenceEquals(before, _state));
        }

        _now -= TimeSpan.FromHours(1);
        Take(SessionInput.PollAnswered.Well);
        Assert.Equal(_now, _state.LastGoodAt);
    }

    [Fact]
    public void Next_GatewayBackAfterItsMemory_SignsInAnew()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Unreachable("connect")));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("connect")));
        _now += SessionMachine.GatewayMemory + SessionMachine.GoodWithin;
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.SignIn(false), _action);
    }

    [Fact]
    public void Next_OldSignInForgotten_SignsInAnewAtOnce()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Unreachable("connect")));
        Take(new SessionInput.PollAnswered(Answer.Unreachable("connect")));
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.StatusAnswered(Answer.Refused("100-006")));
        Assert.Equal(new SessionAction.SignIn(false), _action);
    }

    [Fact]
    public void Next_QueuesUnreachable_EntersThemBeforeGoingLive()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Ok));
        Take(new SessionInput.QueuesAnswered(Answer.Unreachable("timeout")));
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.AskStatus(), _action);
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.EnteringQueues, new SessionAction.EnterQueues()), (_state.Phase, _action));
    }

    [Fact]
    public void Next_NoQueuesConfigured_GoesLiveAndKeepsSayingSo()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Ok));
        Take(new SessionInput.QueuesAnswered(Answer.Refused("600-001")));
        Take(new SessionInput.PollAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Live, "600-001"), (_state.Phase, _state.LastCode));
    }

    [Fact]
    public void Next_WrongPasswordTwice_IsRejectedForGood()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-004")));
        Assert.IsType<SessionAction.Wait>(_action);
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-004")));
        Assert.Equal((SessionPhase.Rejected, SessionAction.None), (_state.Phase, _action));
        Take(new SessionInput.WaitOver());
        Assert.Equal((SessionPhase.Rejected, SessionAction.None), (_state.Phase, _action));
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
        Assert.Equal(SessionPhase.Rejected, _state.Phase);
    }

    [Fact]
    public void Next_RetryAfterRejection_TriesOnce()
    {
        Next_WrongPasswordTwice_IsRejectedForGood();
        Take(new SessionInput.Retry());
        Assert.Equal(new SessionAction.SignIn(false), _action);
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-004")));
        Assert.Equal(SessionPhase.Rejected, _state.Phase);
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
        Assert.Equal(SessionPhase.Rejected, _state.Phase);
    }

    [Fact]
    public void Next_SignedInElsewhere_IsOccupiedAndNeverForcesByItself()
    {
        Take(new SessionInput.Start());
        for (var i = 0; i < 50; i++)
        {
            Take(new SessionInput.SignInAnswered(Answer.Refused("100-002")));
            Assert.Equal(SessionPhase.Occupied, _state.Phase);
            Assert.True(Assert.IsType<SessionAction.Wait>(_action).Delay >= SessionMachine.OccupiedRetry);
            Take(new SessionInput.WaitOver());
            Assert.Equal(new SessionAction.SignIn(false), _action);
        }
    }

    [Fact]
    public void Next_TakeOver_SignsInByForce()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-002")));
        Take(new SessionInput.TakeOver());
        Assert.Equal(new SessionAction.SignIn(true), _action);
    }

    [Fact]
    public void Next_TakeOverWhileAsking_WaitsForTheAnswerFirst()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-002")));
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.TakeOver());
        Assert.Equal(SessionAction.None, _action);
        Take(new SessionInput.SignInAnswered(Answer.Refused("100-002")));
        Assert.Equal(new SessionAction.SignIn(true), _action);
    }

    [Fact]
    public void Next_StopDuringSignIn_SignsOutOnlyAfterTheAnswer()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.Stop());
        Assert.Equal(SessionAction.None, _action);
        Take(new SessionInput.SignInAnswered(Answer.Ok));
        Assert.IsType<SessionAction.SignOut>(_action);
        Take(new SessionInput.SignOutAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.Stopped, new SessionAction.End()), (_state.Phase, _action));
    }

    [Fact]
    public void Next_SignOutMeetsACall_TriesAgainAndGivesUpWithoutForce()
    {
        Live();
        Take(new SessionInput.Stop());
        for (var i = 0; i < 3; i++)
        {
            Take(new SessionInput.SignOutAnswered(Answer.Refused("100-010")));
            Assert.Equal(new SessionAction.SignOut(SessionMachine.SignOutRetry, LastTry: i == 2), _action);
        }

        Take(new SessionInput.SignOutAnswered(Answer.Refused("100-010")));
        Assert.Equal((SessionPhase.Stopped, "100-010", new SessionAction.End()), (_state.Phase, _state.LastCode, _action));
    }

    [Fact]
    public void Next_SwitchOver_KeepsPollingForTwoMinutes()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Ok));
        for (var i = 0; i < 50; i++)
        {
            _now += TimeSpan.FromSeconds(2);
            Take(new SessionInput.PollAnswered(Answer.Refused("000-004")));
            Assert.IsType<SessionAction.Poll>(_action);
        }

        _now += TimeSpan.FromSeconds(20) + SessionMachine.GoodWithin;
        Take(new SessionInput.PollAnswered(Answer.Refused("000-004")));
        Assert.Equal(SessionPhase.Waiting, _state.Phase);
    }

    [Theory]
    [InlineData("000-004")]
    [InlineData("105-002")]
    [InlineData("105-003")]
    [InlineData("105-004")]
    public void Next_SwitchOver_EndsInANewSignInAfterTwoMinutes(string code)
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Ok));
        var signedInAgainAfter = TimeSpan.Zero;
        for (var since = _now; _action is not SessionAction.SignIn; signedInAgainAfter = _now - since)
        {
            _now += TimeSpan.FromSeconds(2);
            Take(_action switch
            {
                SessionAction.Poll => new SessionInput.PollAnswered(Answer.Refused(code)),
                SessionAction.AskStatus => new SessionInput.StatusAnswered(Answer.Refused(code)),
                _ => new SessionInput.WaitOver(),
            });
        }

        Assert.InRange(signedInAgainAfter, SessionMachine.GatewayMemory, SessionMachine.GatewayMemory + SessionMachine.GoodWithin + TimeSpan.FromSeconds(10));
        Assert.Equal(new SessionAction.SignIn(false), _action);
    }

    [Theory]
    [InlineData("105-001")]
    [InlineData("105-005")]
    [InlineData("105-006")]
    [InlineData("105-007")]
    public void Next_RecoveryLostTheSession_SignsInAgain(string code)
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Refused(code)));
        Take(new SessionInput.WaitOver());
        Assert.Equal(new SessionAction.SignIn(false), _action);
    }

    [Theory]
    [InlineData("000-004")]
    [InlineData("105-002")]
    [InlineData("000-007")]
    public void Next_SwitchOverWhileEnteringQueues_EntersThemLater(string code)
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Ok));
        Take(new SessionInput.QueuesAnswered(Answer.Refused(code)));
        Assert.Equal((SessionPhase.Waiting, true), (_state.Phase, _state.HoldsSignIn));
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.EnteringQueues, new SessionAction.EnterQueues()), (_state.Phase, _action));
    }

    [Theory]
    [InlineData("000-004")]
    [InlineData("105-004")]
    public void Next_SwitchOverAtSignIn_IsTriedAgainAndNeverRejected(string code)
    {
        Take(new SessionInput.Start());
        for (var i = 0; i < 20; i++)
        {
            Take(new SessionInput.SignInAnswered(Answer.Refused(code)));
            Assert.Equal(SessionPhase.Waiting, _state.Phase);
            Take(new SessionInput.WaitOver());
            Assert.Equal(new SessionAction.SignIn(false), _action);
        }
    }

    /// <summary>Random inputs in random order: the rules that must hold whatever happens.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Next_RandomInputs_KeepsTheRules(int seed)
    {
        var random = new Random(seed);
        Answer[] answers = [Answer.Ok, Answer.Refused("100-002"), Answer.Refused("100-004"), Answer.Refused("100-006"), Answer.Refused("000-003"), Answer.Refused("000-004"), Answer.Refused("110-016"), Answer.Unreachable("timeout"), Answer.Refused("999-999")];
        var awaited = false;
        var takeOverAsked = false;
        for (var i = 0; i < 100_000; i++)
        {
            _now += TimeSpan.FromMilliseconds(random.Next(20_000));
            var answer = answers[random.Next(answers.Length)];
            SessionInput input = random.Next(11) switch
            {
                0 => new SessionInput.Start(),
                1 => new SessionInput.Stop(),
                2 => new SessionInput.TakeOver(),
                3 => new SessionInput.Retry(),
                4 or 5 => new SessionInput.WaitOver(),
                6 => new SessionInput.SignInAnswered(answer),
                7 => new SessionInput.QueuesAnswered(answer),
                8 => new SessionInput.StatusAnswered(answer),
                9 => new SessionInput.SignOutAnswered(answer),
                _ => new SessionInput.PollAnswered(answer, random.Next(50) == 0),
            };
            takeOverAsked |= input is SessionInput.TakeOver;
            var before = _state;
            Take(input);
            if (awaited && input is not SessionInput.SignInAnswered)
                Assert.True(_action is SessionAction.Continue, $"{before.Phase} + {input}: something was sent while a sign-in was unanswered");
            if (_action is SessionAction.SignIn { Forced: true })
            {
                Assert.True(takeOverAsked);
                takeOverAsked = false;
            }

            awaited = _action is SessionAction.SignIn || (awaited && input is not SessionInput.SignInAnswered);
            if (_state.Phase == SessionPhase.Live) Assert.Equal(SessionQuestion.None, _state.Asked);
            if (_action is SessionAction.Poll { After: { } pause } && before.Failures < _state.Failures) Assert.True(pause > TimeSpan.FromSeconds(1));
            if (_action is SessionAction.Continue && ReferenceEquals(before, _state)) continue;
            Assert.NotEqual(default, _state.Since);
        }
    }

    private void Live()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Ok));
        Take(new SessionInput.QueuesAnswered(Answer.Ok));
    }

    // up to the poll that has to prove it
    private void Prove()
    {
        Live();
        for (var failed = 0; failed < 3; failed++)
        {
            Take(new SessionInput.PollAnswered(Answer.Unreachable("no-ports")));
            if (failed > 0) Recover();
        }
    }

    private void Recover()
    {
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.StatusAnswered(Answer.Ok));
    }

    private void Take(SessionInput input) => (_state, _action) = SessionMachine.Next(_state, input, _now, 0.5);
}
