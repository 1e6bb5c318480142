using Supervisor.Domain.Sessions;

namespace Supervisor.Tests.Domain;

/// <summary>What must hold whatever happens.</summary>
public sealed class SessionMachineRulesTests : SessionMachineDrive
{
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
            Now += TimeSpan.FromMilliseconds(random.Next(20_000));
            var answer = answers[random.Next(answers.Length)];
            SessionInput input = random.Next(12) switch
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
                10 => new SessionInput.MaySignIn(random.Next(3) > 0),
                _ => new SessionInput.PollAnswered(answer, random.Next(50) == 0),
            };
            takeOverAsked |= input is SessionInput.TakeOver;
            var before = State;
            Take(input);
            if (awaited && input is not SessionInput.SignInAnswered)
                Assert.True(Action is SessionAction.Continue, $"{before.Phase} + {input}: something was sent while a sign-in was unanswered");
            if (Action is SessionAction.SignIn) Assert.True(before.MaySignIn);
            if (Action is SessionAction.SignIn { Forced: true })
            {
                Assert.True(takeOverAsked);
                takeOverAsked = false;
            }

            awaited = Action is SessionAction.SignIn || (awaited && input is not SessionInput.SignInAnswered);
            if (State.Phase == SessionPhase.Live) Assert.Equal(SessionQuestion.None, State.Asked);
            if (Action is SessionAction.Poll { After: { } pause } && before.Failures < State.Failures) Assert.True(pause > TimeSpan.FromSeconds(1));
            if (Action is SessionAction.Continue && (ReferenceEquals(before, State) || input is SessionInput.MaySignIn)) continue;
            Assert.NotEqual(default, State.Since);
        }
    }
}
