using Supervisor.Domain.Sessions;

namespace Supervisor.Tests.Domain;

/// <summary>Gateways that hand their sessions over to another node.</summary>
public sealed class SessionMachineSwitchOverTests : SessionMachineDrive
{
    [Fact]
    public void Next_SwitchOver_KeepsPollingForTwoMinutes()
    {
        Live();
        Take(new SessionInput.PollAnswered(Answer.Ok));
        for (var i = 0; i < 50; i++)
        {
            Now += TimeSpan.FromSeconds(2);
            Take(new SessionInput.PollAnswered(Answer.Refused("000-004")));
            Assert.IsType<SessionAction.Poll>(Action);
        }

        Now += TimeSpan.FromSeconds(20) + SessionMachine.GoodWithin;
        Take(new SessionInput.PollAnswered(Answer.Refused("000-004")));
        Assert.Equal(SessionPhase.Waiting, State.Phase);
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
        for (var since = Now; Action is not SessionAction.SignIn; signedInAgainAfter = Now - since)
        {
            Now += TimeSpan.FromSeconds(2);
            Take(Action switch
            {
                SessionAction.Poll => new SessionInput.PollAnswered(Answer.Refused(code)),
                SessionAction.AskStatus => new SessionInput.StatusAnswered(Answer.Refused(code)),
                _ => new SessionInput.WaitOver(),
            });
        }

        Assert.InRange(signedInAgainAfter, SessionMachine.GatewayMemory, SessionMachine.GatewayMemory + SessionMachine.GoodWithin + TimeSpan.FromSeconds(10));
        Assert.Equal(new SessionAction.SignIn(false), Action);
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
        Assert.Equal(new SessionAction.SignIn(false), Action);
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
        Assert.Equal((SessionPhase.Waiting, true), (State.Phase, State.HoldsSignIn));
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.StatusAnswered(Answer.Ok));
        Assert.Equal((SessionPhase.EnteringQueues, new SessionAction.EnterQueues()), (State.Phase, Action));
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
            Assert.Equal(SessionPhase.Waiting, State.Phase);
            Take(new SessionInput.WaitOver());
            Assert.Equal(new SessionAction.SignIn(false), Action);
        }
    }
}
