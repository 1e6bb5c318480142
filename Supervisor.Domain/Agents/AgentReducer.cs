using Supervisor.Domain.Calls;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;

namespace Supervisor.Domain.Agents;

/// <summary>
/// Folds events into the picture of one agent, in the order received. Rules: product.md "Agent states", protocol.md sections 2.9 and 4.
/// The floor and the history are drawn by this one function.
/// </summary>
public static class AgentReducer
{
    /// <summary>The picture after <paramref name="observed"/>; the same reference where nothing that can be seen has changed.</summary>
    public static AgentSnapshot Apply(AgentSnapshot agent, ObservedEvent observed)
    {
        // a time before the state in hand cannot be told apart from its beginning
        var next = Fold(agent, observed.Event, Later(observed.HappenedAt, agent.Since));
        return ReferenceEquals(next, agent)
            ? agent
            : next with { LastSequence = observed.Sequence, LastReceivedAt = observed.ReceivedAt };
    }

    private static AgentSnapshot Fold(AgentSnapshot agent, AgentEvent happened, DateTimeOffset at) => happened switch
    {
        AgentEvent.SessionMoved moved => FollowSession(agent, moved, at),
        AgentEvent.StateEntered { AnnouncesSignIn: true } when agent.ExpectedAfterSignIn is not null => agent with { ExpectedAfterSignIn = null },
        AgentEvent.StateEntered entered => Enter(CallReducer.WithoutCalls(agent), entered.State, entered.Reason, at),
        AgentEvent.SignedOutByGateway => Enter(CallReducer.WithoutCalls(agent), AgentState.SignedOut, null, at),
        AgentEvent.StatusReported status => FollowStatus(agent, status.GatewayStatus, Later(status.Since ?? at, agent.Since)),
        AgentEvent.TakenByCall => InKnownCall(agent) ? agent : Enter(agent, AgentState.Ringing, null, at),
        AgentEvent.CallRinging ringing => Enter(CallReducer.Ring(agent, ringing.Call, at), InKnownCall(agent) ? agent.State : AgentState.Ringing, null, at),
        AgentEvent.CallDescribed described => CallReducer.Describe(agent, described.Call, at),
        AgentEvent.CallConnected connected => Enter(CallReducer.Connect(agent, connected.Call, connected.WithOthers, at), AgentState.Talking, null, at),
        AgentEvent.CallHeld held => Enter(CallReducer.Hold(agent, held.Call, at), AgentState.Hold, null, at),
        AgentEvent.CallEnded ended => EndCall(agent, ended.Call, at),
        AgentEvent.CallUnanswered unanswered => EndCall(agent, unanswered.Call, at),
        AgentEvent.Gap gap => Enter(CallReducer.Lose(agent, at), AgentState.Unknown, gap.Cause, Later(gap.Since ?? at, agent.Since)),
        AgentEvent.PictureKept picture => Enter(TakePicture(agent, picture), picture.State, picture.Reason, Later(picture.Since, agent.Since)),
        _ => agent,
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    // A status told "talking", which folds ringing, while the events of that call were still on their way: they know better.
    private static bool InKnownCall(AgentSnapshot agent) => agent.State.InCall() && (agent.State == AgentState.Ringing || agent.Call is not null);

    private static AgentSnapshot Enter(AgentSnapshot agent, AgentState state, string? reason, DateTimeOffset at)
    {
        if (agent.State == state)
            return agent.Reason == reason ? agent : agent with { Reason = reason };
        return agent with
        {
            State = state,
            Reason = reason,
            Since = at,
            ExpectedAfterSignIn = null,
            SignedInAt = state == AgentState.SignedOut ? null : agent.SignedInAt,
        };
    }

    // The state ends with the event that follows; where there is another call none does, and that one is in hand again as it was left (protocol.md section 4.4).
    private static AgentSnapshot EndCall(AgentSnapshot agent, CallFacts facts, DateTimeOffset at)
    {
        var next = CallReducer.End(agent, facts);
        if (next.Call is not { } call || ReferenceEquals(call, agent.Call) || !agent.State.InCall()) return next;
        return Enter(next, call.Phase switch { CallPhase.Ringing => AgentState.Ringing, CallPhase.Talking => AgentState.Talking, _ => AgentState.Hold }, null, at);
    }

    private static AgentSnapshot TakePicture(AgentSnapshot agent, AgentEvent.PictureKept picture) =>
        CallReducer.Replace(picture.State.InCall() || picture.State == AgentState.Unknown ? agent : CallReducer.Forget(agent), picture.Call) with { SignedInAt = picture.SignedInAt };

    private static AgentSnapshot FollowSession(AgentSnapshot agent, AgentEvent.SessionMoved moved, DateTimeOffset at)
    {
        var next = agent with { Session = moved.Session };
        if (moved.SignedInAt is not null)
            next = next with { SignedInAt = moved.SignedInAt, ExpectedAfterSignIn = moved.SignInState is AgentState.Busy or AgentState.WrapUp ? moved.SignInState : null };
        // a new sign-in, where one that goes on with the old one tells no state
        if (moved.SignInState is not null) next = CallReducer.Forget(next);

        switch (moved.Session.Phase)
        {
            // What we knew still holds: nothing was lost between two live phases, or the sign-out is under way.
            case SessionPhase.Live or SessionPhase.EnteringQueues or SessionPhase.SigningOut:
                return next;
            // Our own sign-out was answered: the gateway need not send an event for it (protocol.md section 2.4).
            case SessionPhase.Stopped when agent.Session.Phase == SessionPhase.SigningOut && moved.Session.LastCode is null:
                return Enter(CallReducer.WithoutCalls(next), AgentState.SignedOut, null, at);
            // Signed out here before this run: somebody has ordered it, and nothing has signed the agent in since.
            case SessionPhase.Stopped when moved.Session.LastCode == SessionState.SignedOutHere:
                return Enter(CallReducer.WithoutCalls(next), AgentState.SignedOut, null, at);
            // The gateway has told us that the agent is signed out; a new sign-in on the way does not unsay it, and a gateway that is away does.
            case SessionPhase.Waiting or SessionPhase.SigningIn when next.State == AgentState.SignedOut && moved.Session.ToldByGateway:
                return next;
            default:
                return Enter(CallReducer.Lose(next, at) with { SignedInAt = null }, AgentState.Unknown, moved.Session.LastCode, at);
        }
    }

    private static AgentSnapshot FollowStatus(AgentSnapshot agent, int gatewayStatus, DateTimeOffset at)
    {
        if (GatewayStatus.Agrees(gatewayStatus, agent.State)) return agent;
        var state = GatewayStatus.ToState(gatewayStatus);
        return Enter(state == AgentState.Talking ? agent : CallReducer.WithoutCalls(agent), state, null, at);
    }
}
