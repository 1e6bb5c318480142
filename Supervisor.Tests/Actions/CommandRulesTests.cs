using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Floor;
using static Supervisor.Domain.Actions.CommandKind;

namespace Supervisor.Tests.Actions;

public sealed class CommandRulesTests
{
    // one row per state: Busy, Idle, Rest, EndWrapUp, SignOut
    [Theory]
    [InlineData(AgentState.Idle, Obstacle.None, Obstacle.AlreadyIdle, Obstacle.None, Obstacle.NotInWrapUp, Obstacle.None)]
    [InlineData(AgentState.Ringing, Obstacle.None, Obstacle.InCall, Obstacle.None, Obstacle.NotInWrapUp, Obstacle.None)]
    [InlineData(AgentState.Talking, Obstacle.None, Obstacle.InCall, Obstacle.None, Obstacle.NotInWrapUp, Obstacle.None)]
    [InlineData(AgentState.Hold, Obstacle.None, Obstacle.InCall, Obstacle.None, Obstacle.NotInWrapUp, Obstacle.None)]
    [InlineData(AgentState.WrapUp, Obstacle.None, Obstacle.None, Obstacle.None, Obstacle.None, Obstacle.None)]
    [InlineData(AgentState.Busy, Obstacle.None, Obstacle.None, Obstacle.None, Obstacle.NotInWrapUp, Obstacle.None)]
    [InlineData(AgentState.Rest, Obstacle.Resting, Obstacle.None, Obstacle.AlreadyResting, Obstacle.NotInWrapUp, Obstacle.None)]
    [InlineData(AgentState.SignedOut, Obstacle.SignedOut, Obstacle.SignedOut, Obstacle.SignedOut, Obstacle.SignedOut, Obstacle.None)]
    [InlineData(AgentState.Unknown, Obstacle.NoSession, Obstacle.NoSession, Obstacle.NoSession, Obstacle.NoSession, Obstacle.None)]
    public void Check_EachState_SaysWhatIsInTheWay(AgentState state, Obstacle busy, Obstacle idle, Obstacle rest, Obstacle endWrapUp, Obstacle signOut)
    {
        var setting = new CommandSetting(People.Agent(102, state));
        Assert.Equal([busy, idle, rest, endWrapUp, signOut], new[] { Busy, Idle, Rest, EndWrapUp, SignOut }.Select(kind => CommandRules.Check(new(kind), setting)));
    }

    [Theory]
    [InlineData(SessionPhase.Live, null, Obstacle.NotOccupied, Obstacle.None)]
    [InlineData(SessionPhase.Occupied, "100-002", Obstacle.None, Obstacle.SignedInElsewhere)]
    [InlineData(SessionPhase.Occupied, "100-015", Obstacle.TakeOverNotAllowed, Obstacle.SignedInElsewhere)]
    [InlineData(SessionPhase.Rejected, "100-004", Obstacle.NotOccupied, Obstacle.None)]
    public void Check_EachSession_TakeOverAndSignOut(SessionPhase phase, string? code, Obstacle takeOver, Obstacle signOut)
    {
        var setting = new CommandSetting(People.Agent(102) with { Session = new SessionState { Phase = phase, LastCode = code } });
        Assert.Equal((takeOver, signOut), (CommandRules.Check(new(TakeOver), setting), CommandRules.Check(new(SignOut), setting)));
    }

    [Fact]
    public void Check_SignedOutHere_OffersTheSignInAndNothingElse()
    {
        var setting = new CommandSetting(People.Agent(102, AgentState.SignedOut) with { Session = SessionState.Initial }) { SignedOutHere = true };
        Assert.Equal((Obstacle.None, Obstacle.AlreadySignedOut, Obstacle.SignedOut), (CommandRules.Check(new(SignIn), setting), CommandRules.Check(new(SignOut), setting), CommandRules.Check(new(Busy), setting)));
        // while the sign-out waits for the end of a call, it may be hurried
        var waiting = setting with { Agent = People.Agent(102, AgentState.Talking) };
        Assert.Equal((Obstacle.AlreadySignedOut, Obstacle.None), (CommandRules.Check(new(SignOut), waiting), CommandRules.Check(new(SignOut) { CutsCall = true }, waiting)));
    }

    // the inspector's state, whether it inspects, and whom
    [Theory]
    [InlineData(AgentState.Idle, null, Obstacle.None, Obstacle.NotInspecting, Obstacle.NotInspecting)]
    [InlineData(AgentState.Busy, null, Obstacle.InspectorNotIdle, Obstacle.NotInspecting, Obstacle.NotInspecting)]
    [InlineData(AgentState.Talking, "102", Obstacle.AlreadyInspecting, Obstacle.None, Obstacle.None)]
    [InlineData(AgentState.Talking, "103", Obstacle.InspectingAnother, Obstacle.NotInspecting, Obstacle.NotInspecting)]
    public void Check_Inspector_OneAtATimeAndOnlyIdle(AgentState state, string? target, Obstacle listen, Obstacle intercept, Obstacle stop)
    {
        var inspector = People.Agent(101, state);
        var setting = new CommandSetting(People.Agent(102, AgentState.Talking))
        {
            Inspector = inspector,
            Running = target is null ? null : new Inspection(inspector.Id, new AgentId("main", target), InspectionMode.Listen, "sue", default),
        };
        Assert.Equal([listen, intercept, stop], new[] { Listen, Intercept, StopInspecting }.Select(kind => CommandRules.Check(new(kind), setting)));
        Assert.Equal(Obstacle.NoInspector, CommandRules.Check(new(Listen), setting with { Inspector = null }));
        Assert.Equal(Obstacle.IsInspector, CommandRules.Check(new(Listen), setting with { Agent = inspector }));
    }

    [Theory]
    [InlineData(Busy, AgentState.Talking, CallEffect.AfterCall)]
    [InlineData(Busy, AgentState.WrapUp, CallEffect.AfterWrapUp)]
    [InlineData(Busy, AgentState.Idle, CallEffect.None)]
    [InlineData(Rest, AgentState.Hold, CallEffect.AfterCall)]
    [InlineData(Rest, AgentState.WrapUp, CallEffect.None)]
    [InlineData(Idle, AgentState.Talking, CallEffect.TakesBack)]
    [InlineData(SignOut, AgentState.Ringing, CallEffect.SignOutAfterCall)]
    [InlineData(ForceSignOut, AgentState.Talking, CallEffect.CutsCall)]
    [InlineData(Intercept, AgentState.Talking, CallEffect.TakenAway)]
    [InlineData(TakeOver, AgentState.Unknown, CallEffect.KicksOut)]
    public void Effect_OnACall_IsSaid(CommandKind kind, AgentState state, CallEffect effect)
    {
        Assert.Equal(effect, CommandRules.Effect(new(kind), People.Agent(102, state)));
        Assert.Equal(CallEffect.CutsCall, CommandRules.Effect(new(SignOut) { CutsCall = true }, People.Agent(102, AgentState.Talking)));
    }
}
