using System.Globalization;
using Microsoft.Extensions.Localization;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Web.Components;

namespace Supervisor.Web.Features.Actions;

/// <summary>Actions in words.</summary>
internal static class ActionWords
{
    /// <summary>As audit, log and API name it.</summary>
    public static string Stable(CommandKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];

    /// <summary>On a button, for an agent in this state.</summary>
    public static string Label(this IStringLocalizer<Words> words, AgentCommand command, AgentState state) => command.Kind switch
    {
        CommandKind.Idle when state is AgentState.Rest or AgentState.Busy => words["Back to idle"],
        CommandKind.Idle when state.InCall() => words["Take back"],
        CommandKind.SignIn when state is not (AgentState.SignedOut or AgentState.Unknown) => words["Do not sign out"],
        CommandKind.SwitchMode => command.Mode switch { InspectionMode.Insert => words["Switch to insert"], InspectionMode.Whisper => words["Switch to whisper"], _ => words["Switch to listen"] },
        var kind => words.Label(kind),
    };

    /// <summary>On a button.</summary>
    public static string Label(this IStringLocalizer<Words> words, CommandKind kind) => kind switch
    {
        CommandKind.Busy => words["Busy"],
        CommandKind.Idle => words["Idle"],
        CommandKind.Rest => words["Rest"],
        CommandKind.EndWrapUp => words["End wrap-up"],
        CommandKind.SignOut => words["Sign agent out"],
        CommandKind.SignIn => words["Sign in again"],
        CommandKind.TakeOver => words["Take over"],
        CommandKind.Listen => words["Listen"],
        CommandKind.Insert => words["Insert"],
        CommandKind.Whisper => words["Whisper"],
        CommandKind.SwitchMode => words["Switch"],
        CommandKind.Intercept => words["Intercept"],
        CommandKind.StopInspecting => words["Stop listening"],
        CommandKind.ForceBusy => words["Force busy"],
        CommandKind.ForceIdle => words["Force idle"],
        CommandKind.ForceSignOut => words["Force sign-out"],
        _ => "",
    };

    /// <summary>Why a command cannot be given: English sentence, also the key of its translation.</summary>
    public static string Sentence(Obstacle obstacle) => obstacle switch
    {
        Obstacle.NoSession => "Our session for this agent is not live.",
        Obstacle.SignedOut => "The agent is signed out.",
        Obstacle.UnknownState => "What the agent does is not known.",
        Obstacle.AlreadyIdle => "The agent is idle already.",
        Obstacle.AlreadyResting => "The agent is in rest already.",
        Obstacle.Resting => "The agent is in rest: back to idle first.",
        Obstacle.InCall => "The agent is in a call.",
        Obstacle.NotInWrapUp => "The agent is not in wrap-up.",
        Obstacle.AlreadySignedOut => "The agent is signed out here already.",
        Obstacle.SignedInElsewhere => "Somebody else is signed in under this agent id: only an inspector can sign that person out.",
        Obstacle.NotSignedOutHere => "The agent was not signed out here.",
        Obstacle.NotOccupied => "Nobody is signed in under this agent id elsewhere.",
        Obstacle.TakeOverNotAllowed => "The gateway does not allow taking over.",
        Obstacle.NoInspector => "No inspector is named in the gateway's settings.",
        Obstacle.InspectorAway => "The session of the inspector is not live.",
        Obstacle.IsInspector => "This agent is the inspector.",
        Obstacle.InspectorNotIdle => "The inspector is not idle.",
        Obstacle.InspectingAnother => "The inspector is at another agent.",
        Obstacle.AlreadyInspecting => "The inspector takes part in this way already.",
        Obstacle.NotInspecting => "The inspector is not at this agent.",
        Obstacle.NotTalking => "The agent has no connected call.",
        _ => "",
    };

    /// <summary>What a command does to a call; empty where there is nothing to say.</summary>
    public static string Effect(this IStringLocalizer<Words> words, CallEffect effect) => effect switch
    {
        CallEffect.AfterCall => words["The call goes on. The state changes when it is over."],
        CallEffect.AfterWrapUp => words["The state changes when the wrap-up is over."],
        CallEffect.TakesBack => words["The call goes on. What was asked for after it is taken back."],
        CallEffect.SignOutAfterCall => words["The call goes on. The agent is signed out when it is over."],
        CallEffect.CutsCall => words["The call in hand is released: the customer is cut off."],
        CallEffect.KicksOut => words["Whoever is signed in under this agent id elsewhere is kicked out, also in the middle of a call."],
        CallEffect.Overheard => words["The inspector hears both sides. Neither is told."],
        CallEffect.Joined => words["The inspector talks with both: customer and agent hear it."],
        CallEffect.Whispered => words["The agent alone hears the inspector. The customer does not."],
        CallEffect.TakenAway => words["The agent is cut off and the customer talks to the inspector. This cannot be undone."],
        _ => "",
    };

    /// <summary>What has become of an action, in a few words.</summary>
    public static string Standing(this IStringLocalizer<Words> words, ActionRecord record) => record.Standing switch
    {
        ActionStanding.Sending => words["asked"],
        ActionStanding.Waiting => words["asked"],
        ActionStanding.Deferred => words["after this call"],
        ActionStanding.Confirmed => words["confirmed in {0} s", Seconds(record.Took)],
        ActionStanding.Refused => words["refused: {0}", words.Code(record.Code ?? "", record.Note)],
        ActionStanding.NoAnswer => words["no answer: {0}", words.Code(record.Code ?? "")],
        ActionStanding.NotSent => words["not sent: the session is not live"],
        ActionStanding.Unconfirmed => words["not confirmed after {0} s: the gateway has taken it, and no event has shown it", Seconds(record.Took)],
        _ => "",
    };

    /// <summary>What the inspector does.</summary>
    public static string Mode(this IStringLocalizer<Words> words, InspectionMode mode) => mode switch
    {
        InspectionMode.Insert => words["joins in"],
        InspectionMode.Whisper => words["whispers"],
        _ => words["listens"],
    };

    /// <summary>Style class: good, bad, warn or pending.</summary>
    public static string Tone(ActionStanding standing) => standing switch
    {
        ActionStanding.Confirmed => "good",
        ActionStanding.Refused or ActionStanding.NotSent => "bad",
        ActionStanding.NoAnswer or ActionStanding.Unconfirmed => "warn",
        _ => "pending",
    };

    private static string Seconds(TimeSpan? took) => (took ?? TimeSpan.Zero).TotalSeconds is var seconds && seconds < 0.1 ? seconds.ToString("0.00", CultureInfo.CurrentCulture) : seconds.ToString("0.0", CultureInfo.CurrentCulture);
}
