using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using static Supervisor.Domain.Actions.CommandKind;

namespace Supervisor.Domain.Actions;

/// <summary>Which commands are legal, what they do to a call, and what shows that they have worked. Sources: protocol.md sections 2.4, 2.9, 3.2 and 3.6.</summary>
public static class CommandRules
{
    // the gateway does not let anybody be kicked out (protocol.md section 5)
    private const string NoTakeOver = "100-015";

    /// <summary>What is in the way of <paramref name="command"/>.</summary>
    public static Obstacle Check(AgentCommand command, CommandSetting setting) => command.Kind switch
    {
        SignIn => setting.SignedOutHere ? Obstacle.None : Obstacle.NotSignedOutHere,
        TakeOver => setting.Agent.Session switch
        {
            { Phase: not SessionPhase.Occupied } => Obstacle.NotOccupied,
            { LastCode: NoTakeOver } => Obstacle.TakeOverNotAllowed,
            _ => Obstacle.None,
        },
        SignOut when setting.Agent.Session.Phase == SessionPhase.Occupied => Obstacle.SignedInElsewhere,
        // also for a session that waits or is rejected: it is not tried again then
        SignOut => setting.SignedOutHere && (!setting.Agent.Session.IsFeeding || !command.CutsCall) ? Obstacle.AlreadySignedOut : Obstacle.None,
        _ when command.NeedsInspector => Inspect(command, setting),
        _ when Reach(setting) is var missing and not Obstacle.None => missing,
        _ => Own(command, setting),
    };

    /// <summary>What <paramref name="command"/> does to a call.</summary>
    public static CallEffect Effect(AgentCommand command, AgentSnapshot agent) => command.Kind switch
    {
        TakeOver => CallEffect.KicksOut,
        Busy or ForceBusy when agent.State == AgentState.WrapUp => CallEffect.AfterWrapUp,
        _ when !agent.State.InCall() => CallEffect.None,
        Busy or Rest or ForceBusy => CallEffect.AfterCall,
        Idle or ForceIdle => CallEffect.TakesBack,
        SignOut => command.CutsCall ? CallEffect.CutsCall : CallEffect.SignOutAfterCall,
        ForceSignOut => CallEffect.CutsCall,
        Listen => CallEffect.Overheard,
        Insert => CallEffect.Joined,
        Whisper => CallEffect.Whispered,
        SwitchMode => command.Mode switch { InspectionMode.Insert => CallEffect.Joined, InspectionMode.Whisper => CallEffect.Whispered, _ => CallEffect.Overheard },
        Intercept => CallEffect.TakenAway,
        _ => CallEffect.None,
    };

    /// <summary>True where no event follows and the gateway's answer is all there is.</summary>
    public static bool AnswerIsEnough(AgentCommand command, AgentSnapshot before) => command.Kind switch
    {
        SwitchMode => true, // "no event" (protocol.md section 3.6)
        Idle or ForceIdle => before.State.InCall() || (command.Kind == ForceIdle && before.State == AgentState.Idle),
        Busy => before.State == AgentState.Busy && IsReason(before, command.Reason),
        ForceBusy => before.State == AgentState.Busy,
        _ => false,
    };

    /// <summary>True when the event that was waited for has come.</summary>
    /// <param name="command">What was asked for.</param>
    /// <param name="agent">The agent now.</param>
    /// <param name="inspector">The inspector now, where one was used.</param>
    public static bool IsConfirmed(AgentCommand command, AgentSnapshot agent, AgentSnapshot? inspector) => command.Kind switch
    {
        Busy => agent.State == AgentState.Busy && IsReason(agent, command.Reason),
        ForceBusy => agent.State == AgentState.Busy,
        Idle or ForceIdle => agent.State == AgentState.Idle,
        Rest => agent.State == AgentState.Rest,
        EndWrapUp => agent.State is not (AgentState.WrapUp or AgentState.Unknown),
        SignOut => agent.Session.Phase == SessionPhase.Stopped && agent.State is AgentState.SignedOut or AgentState.Unknown,
        ForceSignOut => agent.State == AgentState.SignedOut || (agent.State == AgentState.Unknown && agent.Session.Phase is SessionPhase.Stopped or SessionPhase.Waiting),
        SignIn or TakeOver => agent.Session.Phase == SessionPhase.Live,
        Listen or Insert or Whisper => inspector is not null && inspector.State.InCall(),
        Intercept => !agent.State.InCall() && inspector is not null && inspector.State.InCall(),
        StopInspecting => inspector is not null && !inspector.State.InCall(),
        _ => false,
    };

    private static bool IsReason(AgentSnapshot agent, int reason) => reason == 0 || agent.Reason == reason.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Obstacle Reach(CommandSetting setting) =>
        setting.SignedOutHere && !setting.Agent.Session.IsFeeding || setting.Agent.State == AgentState.SignedOut ? Obstacle.SignedOut
        : !setting.Agent.Session.IsFeeding ? Obstacle.NoSession
        : setting.Agent.State == AgentState.Unknown ? Obstacle.UnknownState
        : Obstacle.None;

    private static Obstacle Own(AgentCommand command, CommandSetting setting) => (command.Kind, setting.Agent.State) switch
    {
        (EndWrapUp, var state) => state == AgentState.WrapUp ? Obstacle.None : Obstacle.NotInWrapUp,
        (Busy, AgentState.Rest) => Obstacle.Resting,
        (Rest, AgentState.Rest) => Obstacle.AlreadyResting,
        (Idle, AgentState.Idle) => Obstacle.AlreadyIdle,
        (Idle, var state) when state.InCall() && !setting.HasDeferred => Obstacle.InCall,
        _ => Obstacle.None,
    };

    private static Obstacle Inspect(AgentCommand command, CommandSetting setting)
    {
        if (setting.Inspector is not { } inspector) return Obstacle.NoInspector;
        if (inspector.Id == setting.Agent.Id) return Obstacle.IsInspector;
        if (!inspector.Session.IsFeeding) return Obstacle.InspectorAway;
        // who is signed in elsewhere can be signed out by force all the same, and by nothing else
        if (command.Kind == ForceSignOut && setting.Agent.Session.Phase == SessionPhase.Occupied) return Obstacle.None;
        if (Reach(setting) is var missing and not Obstacle.None) return missing;
        var here = setting.Running?.Target == setting.Agent.Id;
        return command.Kind switch
        {
            Listen or Insert or Whisper when here => Obstacle.AlreadyInspecting,
            Listen or Insert or Whisper when setting.Running is not null => Obstacle.InspectingAnother,
            Listen or Insert or Whisper when inspector.State != AgentState.Idle => Obstacle.InspectorNotIdle,
            SwitchMode or StopInspecting or Intercept when !here => Obstacle.NotInspecting,
            Intercept when setting.Agent.State is not (AgentState.Talking or AgentState.Hold) => Obstacle.NotTalking,
            SwitchMode when setting.Running!.Mode == command.Mode => Obstacle.AlreadyInspecting,
            ForceIdle when setting.Agent.State == AgentState.Idle => Obstacle.AlreadyIdle,
            _ => Obstacle.None,
        };
    }
}
