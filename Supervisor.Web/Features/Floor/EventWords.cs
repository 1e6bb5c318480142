using Microsoft.Extensions.Localization;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Web.Components;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Floor;

/// <summary>Stored events in a few words.</summary>
internal static class EventWords
{
    /// <summary>What has happened; the gateway's own name where it says nothing about the agent.</summary>
    /// <param name="words">The language.</param>
    /// <param name="stored">The event.</param>
    /// <param name="phoneNumber">The agent's phone by the last sign-in. Where it is not known, neither is which of two numbers is the other party's, and none is told.</param>
    public static string Happened(this IStringLocalizer<Words> words, StoredEvent stored, string? phoneNumber) => StoredMeaning.Of(stored, phoneNumber ?? "").Event switch
    {
        AgentEvent.StateEntered entered => words.State(entered.State, entered.Reason),
        AgentEvent.SignInBegun => words["Sign-in begins"],
        AgentEvent.SignedOutByGateway => words["Signed out by the gateway"],
        AgentEvent.TakenByCall => words["Taken by a call"],
        AgentEvent.CallRinging { Call.OtherParty: { } party } when phoneNumber is not null => words["Rings: {0}", party],
        AgentEvent.CallRinging => words["Rings"],
        AgentEvent.CallConnected { Call.OtherParty: { } party } when phoneNumber is not null => words["Talks to {0}", party],
        AgentEvent.CallConnected => words["Talks"],
        AgentEvent.CallHeld => words["Puts the call on hold"],
        AgentEvent.CallEnded => words["Leaves the call"],
        AgentEvent.CallUnanswered => words["Did not answer"],
        AgentEvent.SessionMoved { Session: { LastCode: { } code } session } => words["Session: {0}, {1}", words.Session(session.Phase), words.Code(code)],
        AgentEvent.SessionMoved moved => words["Session: {0}", words.Session(moved.Session.Phase)],
        AgentEvent.StatusReported status => words["Status asked: {0}", words[StateLook.Of(GatewayStatus.ToState(status.GatewayStatus)).Word]],
        AgentEvent.Gap gap => words["Not known: {0}", words.Reason(AgentState.Unknown, gap.Cause)],
        _ => stored.Type switch
        {
            "AgentOther_PhoneOffhook" => words["Lifts the phone"],
            "AgentOther_PhoneRelease" => words["Phone hung up"],
            "AgentEvent_Customer_Release" => words["The customer leaves"],
            "AgentState_Rest_Timeout" => words["The time of the rest is over"],
            "AgentOther_BeQcStart" => words["An inspector joins"],
            "AgentOther_BeQcStop" => words["The inspector leaves"],
            _ => stored.Type,
        },
    };

    private static string State(this IStringLocalizer<Words> words, AgentState state, string? reason) =>
        words.Reason(state, reason) is { Length: > 0 } why ? $"{words[StateLook.Of(state).Word]}, {why}" : words[StateLook.Of(state).Word];
}
