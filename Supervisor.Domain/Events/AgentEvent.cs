using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Sessions;

namespace Supervisor.Domain.Events;

/// <summary>
/// What an event means, a closed set. The gateway's own name and content travel beside it, in <see cref="ObservedEvent"/>.
/// Catalogue: protocol.md section 4; meanings: product.md "Agent states".
/// </summary>
public abstract record AgentEvent
{
    private AgentEvent()
    {
    }

    /// <summary>AgentOther_InService: the sign-in has begun. The state follows in events of its own.</summary>
    public sealed record SignInBegun : AgentEvent;

    /// <summary>AgentOther_ShutdownService: the gateway has signed the agent out. Polling must stop.</summary>
    public sealed record SignedOutByGateway : AgentEvent;

    /// <summary>An AgentState_* event that says what the agent does now, outside a call.</summary>
    /// <param name="State">Idle, WrapUp, Busy or Rest.</param>
    /// <param name="Reason">Busy reason where the event carries one.</param>
    /// <param name="AnnouncesSignIn">True for AgentState_Ready, which the gateway also sends before the real state of a sign-in as busy or wrap-up.</param>
    public sealed record StateEntered(AgentState State, string? Reason = null, bool AnnouncesSignIn = false) : AgentEvent;

    /// <summary>AgentState_Busy and its kin: a call has taken the agent. It does not mean "not ready".</summary>
    public sealed record TakenByCall : AgentEvent;

    /// <summary>A call rings: the agent's phone, or the called party's.</summary>
    public sealed record CallRinging(CallFacts Call) : AgentEvent;

    /// <summary>More is known of the call in hand (AgentEvent_Incoming_CallInfo).</summary>
    public sealed record CallDescribed(CallFacts Call) : AgentEvent;

    /// <summary>A call is connected, for the first time or after a hold.</summary>
    /// <param name="Call">Which.</param>
    /// <param name="WithOthers">A conference: the calls that waited take part in it.</param>
    public sealed record CallConnected(CallFacts Call, bool WithOthers = false) : AgentEvent;

    /// <summary>A call was put on hold.</summary>
    public sealed record CallHeld(CallFacts Call) : AgentEvent;

    /// <summary>The agent left a call, or an attempt failed. The state ends with the AgentState_* event that follows, not here.</summary>
    public sealed record CallEnded(CallFacts Call) : AgentEvent;

    /// <summary>The agent did not answer in time.</summary>
    public sealed record CallUnanswered(CallFacts Call) : AgentEvent;

    /// <summary>Known, worth keeping, without effect on the state (notes, recordings, reminders).</summary>
    public sealed record Informational : AgentEvent;

    /// <summary>Something said in the agent's call was recognised (protocol.md section 6.3). Without effect on the state.</summary>
    public sealed record Recognised(Utterance Utterance) : AgentEvent;

    /// <summary>A type that nobody told us of: kept as history, otherwise ignored.</summary>
    public sealed record Unrecognised : AgentEvent;

    /// <summary>Our own question, answered: the gateway status of the agent (table A, protocol.md section 2.9).</summary>
    /// <param name="GatewayStatus">0 to 9.</param>
    /// <param name="Since">When the state began (<c>agentStateBeginTime</c>), by our clock; null where the gateway does not tell.</param>
    public sealed record StatusReported(int GatewayStatus, DateTimeOffset? Since = null) : AgentEvent;

    /// <summary>Our own observation: the gateway session of this agent moved on.</summary>
    /// <param name="Session">Where it is now.</param>
    /// <param name="SignedInAt">Sign-in time as told by the gateway, with the move that follows a sign-in.</param>
    /// <param name="SignInState">State asked for at that sign-in.</param>
    public sealed record SessionMoved(SessionState Session, DateTimeOffset? SignedInAt = null, AgentState? SignInState = null) : AgentEvent;

    /// <summary>Our own observation: something was lost, and this is the record of it. From then on the state is unknown, until something tells it.</summary>
    /// <param name="Cause">What happened, in one stable word, e.g. <c>answer-too-large</c>, <c>queue-full</c>, <c>not-running</c>.</param>
    /// <param name="Lost">How many events are known to be missing; 0 where the number cannot be known.</param>
    /// <param name="Since">When it began (UTC), where that is earlier than the record of it: we were not there to see.</param>
    public sealed record Gap(string Cause, long Lost, DateTimeOffset? Since = null) : AgentEvent;

    /// <summary>Our own observation: what the floor shows of the agent, kept after events were lost on the way to the history and not on the way to the floor.</summary>
    /// <param name="State">What the agent does.</param>
    /// <param name="Reason">Why, where it is known.</param>
    /// <param name="Since">When the state began (UTC).</param>
    /// <param name="SignedInAt">Sign-in time; null while not signed in.</param>
    /// <param name="Call">The call in hand.</param>
    public sealed record PictureKept(AgentState State, string? Reason, DateTimeOffset Since, DateTimeOffset? SignedInAt, CallSnapshot? Call) : AgentEvent;
}
