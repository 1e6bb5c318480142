using Supervisor.Domain.Sessions;
using Supervisor.Domain.Subscriptions;

namespace Supervisor.Tests.Domain;

public sealed class SubscriptionMachineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Answer Away = Answer.Unreachable("connect");

    private SubscriptionState _state = SubscriptionState.Initial;
    private SubscriptionAction _action = SubscriptionAction.None;
    private DateTimeOffset _now = Noon;

    [Fact]
    public void Next_GoodAnswers_LogsInRegistersAndShakesHands()
    {
        Take(new SubscriptionInput.Start());
        Assert.Equal((SubscriptionPhase.LoggingIn, new SubscriptionAction.LogIn()), (_state.Phase, _action));
        Take(new SubscriptionInput.LoginAnswered(Answer.Ok));
        Assert.Equal((SubscriptionPhase.Registering, new SubscriptionAction.Register()), (_state.Phase, _action));
        Take(new SubscriptionInput.RegisterAnswered(Answer.Ok, "s1"));
        Assert.Equal((SubscriptionPhase.Registered, new SubscriptionAction.Wait(TimeSpan.FromMinutes(2))), (_state.Phase, _action));
        Assert.Equal(("s1", Noon, Noon, null), (_state.ServerId, _state.RegisteredAt, _state.LoggedInAt, _state.LastCode));
        Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(new SubscriptionAction.Handshake("s1"), _action);
    }

    [Fact]
    public void Next_SlowAnswer_HandshakesAreTwoMinutesFromSentToSent()
    {
        Registered();
        Pass(TimeSpan.FromMinutes(2));
        var sent = _now;
        _now += TimeSpan.FromSeconds(10);
        Take(new SubscriptionInput.HandshakeAnswered(Answer.Ok));
        Assert.Equal(sent + TimeSpan.FromMinutes(2), _state.NextTryAt);
        Assert.Equal(new SubscriptionAction.Wait(TimeSpan.FromSeconds(110)), _action);
        Assert.Equal(_now, _state.LastHandshakeAt);
    }

    [Theory]
    [InlineData("107-000")]
    [InlineData("107-007")]
    [InlineData("100-006")]
    public void Next_HandshakeWithoutLogin_LogsInAndShakesHandsOnceMore(string code)
    {
        Registered();
        Pass(TimeSpan.FromMinutes(2));
        Take(new SubscriptionInput.HandshakeAnswered(Answer.Refused(code)));
        Assert.Equal((SubscriptionPhase.Registered, new SubscriptionAction.LogIn()), (_state.Phase, _action));
        Take(new SubscriptionInput.LoginAnswered(Answer.Ok));
        Assert.Equal(new SubscriptionAction.Handshake("s1"), _action);
        Take(new SubscriptionInput.HandshakeAnswered(Answer.Ok));
        Assert.Equal((SubscriptionPhase.Registered, "s1"), (_state.Phase, _state.ServerId));
    }

    [Fact]
    public void Next_HandshakeRefusedAgainAfterANewLogin_RegistersAnew()
    {
        Registered();
        Pass(TimeSpan.FromMinutes(2));
        Take(new SubscriptionInput.HandshakeAnswered(Answer.Refused("107-000")));
        Take(new SubscriptionInput.LoginAnswered(Answer.Ok));
        Take(new SubscriptionInput.HandshakeAnswered(Answer.Refused("107-000")));
        Assert.Equal((SubscriptionPhase.Registering, new SubscriptionAction.Register(), "107-000"), (_state.Phase, _action, _state.LastCode));
    }

    [Fact]
    public void Next_HandshakeRefused_RegistersAnewAtOnceAndTakesTheNewId()
    {
        Registered();
        Pass(TimeSpan.FromMinutes(2));
        Take(new SubscriptionInput.HandshakeAnswered(Answer.Refused("107-004")));
        Assert.Equal((SubscriptionPhase.Registering, new SubscriptionAction.Register()), (_state.Phase, _action));
        Assert.Null(_state.ServerId);
        Take(new SubscriptionInput.RegisterAnswered(Answer.Ok, "s2"));
        Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(new SubscriptionAction.Handshake("s2"), _action);
        Assert.Null(_state.LastCode);
    }

    [Fact]
    public void Next_GatewayAwayForLessThanFiveMinutes_KeepsTheRegistration()
    {
        Registered();
        Pass(TimeSpan.FromMinutes(2));
        while (_now - Noon < TimeSpan.FromMinutes(4))
        {
            Take(new SubscriptionInput.HandshakeAnswered(Away));
            Assert.Equal((SubscriptionPhase.Waiting, "connect"), (_state.Phase, _state.LastCode));
            Assert.InRange(_state.NextTryAt!.Value - _now, SubscriptionMachine.ShortestRetry, SubscriptionMachine.LongestSilence * 1.25);
            PassToNextTry();
            Assert.Equal(new SubscriptionAction.Handshake("s1"), _action);
        }

        Take(new SubscriptionInput.HandshakeAnswered(Answer.Ok));
        Assert.Equal((SubscriptionPhase.Registered, "s1", 0), (_state.Phase, _state.ServerId, _state.Failures));
    }

    [Fact]
    public void Next_GatewayAwayForFiveMinutes_RegistersAnew()
    {
        Registered();
        Pass(TimeSpan.FromMinutes(2));
        while (_action is SubscriptionAction.Handshake)
        {
            Assert.True(_now - Noon < SubscriptionMachine.GatewayMemory);
            Take(new SubscriptionInput.HandshakeAnswered(Away));
            PassToNextTry();
        }

        Assert.Equal((SubscriptionPhase.Waiting, new SubscriptionAction.Register()), (_state.Phase, _action));
        Take(new SubscriptionInput.RegisterAnswered(Answer.Refused("107-000"), null));
        Assert.Equal(new SubscriptionAction.LogIn(), _action);
        Take(new SubscriptionInput.LoginAnswered(Answer.Ok));
        Assert.Equal(new SubscriptionAction.Register(), _action);
    }

    [Fact]
    public void Next_RegistrationRefused_WaitsFiveSecondsToFiveMinutes()
    {
        Take(new SubscriptionInput.Start());
        Take(new SubscriptionInput.LoginAnswered(Answer.Ok));
        List<TimeSpan> pauses = [];
        for (var i = 0; i < 9; i++)
        {
            Take(new SubscriptionInput.RegisterAnswered(Answer.Refused("107-002"), null));
            pauses.Add(_state.NextTryAt!.Value - _now);
            PassToNextTry();
            Assert.Equal((SubscriptionPhase.Waiting, new SubscriptionAction.Register()), (_state.Phase, _action));
        }

        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal(TimeSpan.FromSeconds(5) * 1.125, pauses[0]);
        Assert.Equal(TimeSpan.FromMinutes(5) * 1.125, pauses[^1]);
    }

    [Fact]
    public void Next_RegistrationWithoutLoginEvenAfterANewOne_WaitsAndLogsInAgain()
    {
        Take(new SubscriptionInput.Start());
        Take(new SubscriptionInput.LoginAnswered(Answer.Ok));
        Take(new SubscriptionInput.RegisterAnswered(Answer.Refused("107-007"), null));
        Assert.Equal(SubscriptionPhase.Waiting, _state.Phase);
        PassToNextTry();
        Assert.Equal(new SubscriptionAction.LogIn(), _action);
    }

    [Fact]
    public void Next_WrongPasswordTwice_IsRejectedUntilAPersonRetries()
    {
        Take(new SubscriptionInput.Start());
        Take(new SubscriptionInput.LoginAnswered(Answer.Refused("107-003")));
        Assert.Equal((SubscriptionPhase.Waiting, "107-003"), (_state.Phase, _state.LastCode));
        PassToNextTry();
        Take(new SubscriptionInput.LoginAnswered(Away));
        PassToNextTry();
        Take(new SubscriptionInput.LoginAnswered(Answer.Refused("107-003")));
        Assert.Equal((SubscriptionPhase.Rejected, new SubscriptionAction.Rest()), (_state.Phase, _action));
        Take(new SubscriptionInput.WaitOver());
        Assert.Equal(SubscriptionAction.None, _action);
        Take(new SubscriptionInput.Retry());
        Assert.Equal((SubscriptionPhase.LoggingIn, new SubscriptionAction.LogIn()), (_state.Phase, _action));
        Take(new SubscriptionInput.LoginAnswered(Answer.Refused("107-003")));
        Assert.Equal(SubscriptionPhase.Rejected, _state.Phase);
    }

    [Fact]
    public void Next_AccountLocked_IsRejectedWithoutASecondTry()
    {
        Take(new SubscriptionInput.Start());
        Take(new SubscriptionInput.LoginAnswered(Answer.Refused("110-021")));
        Assert.Equal(SubscriptionPhase.Rejected, _state.Phase);
    }

    [Theory]
    [InlineData("107-001")]
    [InlineData("107-005")]
    [InlineData("100-007")]
    public void Next_LoginRefusedForAWhile_IsTriedAgainAndAgain(string code)
    {
        Take(new SubscriptionInput.Start());
        for (var i = 0; i < 5; i++)
        {
            Take(new SubscriptionInput.LoginAnswered(Answer.Refused(code)));
            PassToNextTry();
            Assert.Equal(new SubscriptionAction.LogIn(), _action);
        }
    }

    [Fact]
    public void Next_StartWithAKeptRegistration_ShakesHandsBeforeAnythingElse()
    {
        Registered();
        _state = SubscriptionState.Kept(_state);
        _now += TimeSpan.FromMinutes(3);
        Take(new SubscriptionInput.Start());
        Assert.Equal((SubscriptionPhase.Registering, new SubscriptionAction.Handshake("s1")), (_state.Phase, _action));
        Take(new SubscriptionInput.HandshakeAnswered(Answer.Ok));
        Assert.Equal((SubscriptionPhase.Registered, Noon), (_state.Phase, _state.RegisteredAt));
    }

    [Fact]
    public void Next_StartWithARegistrationThatTheGatewayHasForgotten_RegistersAnew()
    {
        Registered();
        _state = SubscriptionState.Kept(_state);
        _now += SubscriptionMachine.GatewayMemory;
        Take(new SubscriptionInput.Start());
        Assert.Equal(new SubscriptionAction.Register(), _action);
    }

    [Fact]
    public void Next_Retry_EndsAWaitAndShakesHandsEarly()
    {
        Registered();
        Take(new SubscriptionInput.Retry());
        Assert.Equal(new SubscriptionAction.Handshake("s1"), _action);
        Take(new SubscriptionInput.HandshakeAnswered(Away));
        Take(new SubscriptionInput.Retry());
        Assert.Equal(new SubscriptionAction.Handshake("s1"), _action);
    }

    [Fact]
    public void Next_RandomInputs_OneRequestAtATimeAndNoAccountIsHammered()
    {
        var random = new Random(20261121);
        Answer[] answers = [Answer.Ok, Answer.Ok, Away, Answer.Refused("107-000"), Answer.Refused("107-003"), Answer.Refused("107-002"), Answer.Refused("110-021"), Answer.Refused("999-999")];
        var wrongInARow = 0;
        for (var i = 0; i < 100_000; i++)
        {
            _now += TimeSpan.FromSeconds(random.Next(120));
            var answer = answers[random.Next(answers.Length)];
            SubscriptionInput input = random.Next(7) switch
            {
                0 => new SubscriptionInput.Start(),
                1 => new SubscriptionInput.Retry(),
                2 or 3 => new SubscriptionInput.WaitOver(),
                4 => new SubscriptionInput.LoginAnswered(answer),
                5 => new SubscriptionInput.RegisterAnswered(answer, answer.Kind == AnswerKind.Ok ? $"s{i}" : null),
                _ => new SubscriptionInput.HandshakeAnswered(answer),
            };
            var before = _state;
            Take(input);
            var answered = (before.Asked, input) is (SubscriptionQuestion.Login, SubscriptionInput.LoginAnswered) or (SubscriptionQuestion.Register, SubscriptionInput.RegisterAnswered)
                or (SubscriptionQuestion.Handshake, SubscriptionInput.HandshakeAnswered);
            if (before.Asked != SubscriptionQuestion.None && !answered) Assert.Same(before, _state);
            if (_state.Phase == SubscriptionPhase.Registered) Assert.NotNull(_state.ServerId);
            if (_action is SubscriptionAction.Handshake) Assert.True(_now - _state.LastGoodAt < SubscriptionMachine.GatewayMemory);
            if (_action is SubscriptionAction.Wait { Delay: var delay } && _state.Phase == SubscriptionPhase.Waiting) Assert.True(delay >= SubscriptionMachine.ShortestRetry);
            if (answered && input is SubscriptionInput.LoginAnswered { Answer: { Kind: AnswerKind.Refused, Code: "107-003" } }) wrongInARow++;
            else if (input is SubscriptionInput.Retry || (answered && input is SubscriptionInput.LoginAnswered { Answer.Kind: not AnswerKind.Unreachable })) wrongInARow = 0;
            Assert.True(wrongInARow <= 2, "a wrong password was sent a third time by itself");
        }
    }

    private void Registered()
    {
        Take(new SubscriptionInput.Start());
        Take(new SubscriptionInput.LoginAnswered(Answer.Ok));
        Take(new SubscriptionInput.RegisterAnswered(Answer.Ok, "s1"));
    }

    private void Pass(TimeSpan time)
    {
        _now += time;
        Take(new SubscriptionInput.WaitOver());
    }

    private void PassToNextTry() => Pass(_state.NextTryAt!.Value - _now);

    private void Take(SubscriptionInput input) => (_state, _action) = SubscriptionMachine.Next(_state, input, _now, 0.5);
}
