using System.Collections.Immutable;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Sessions;

namespace Supervisor.Domain.Agents;

/// <summary>One immutable picture of one agent. A new reference means that something a person can see has changed.</summary>
public sealed record AgentSnapshot
{
    /// <summary>An agent of whom nothing was heard yet.</summary>
    public AgentSnapshot(AgentProfile profile, DateTimeOffset since)
    {
        Profile = profile;
        Since = since;
    }

    /// <summary>Who this is.</summary>
    public AgentProfile Profile { get; init; }

    /// <summary>Who this is, in short.</summary>
    public AgentId Id => Profile.Id;

    /// <summary>What the agent does now, as far as we know.</summary>
    public AgentState State { get; init; } = AgentState.Unknown;

    /// <summary>
    /// Why: the busy reason (0 none, 1 self, 2 long no answer, 3 forced, 7 rejected the call, 200 to 250 site-defined; protocol.md section 2.9),
    /// or, while <see cref="AgentState.Unknown"/>, the code that ended our knowledge. Null where no reason is known.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>When the state began, by our clock (UTC).</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The call in hand; null where none is known.</summary>
    public CallSnapshot? Call { get; init; }

    /// <summary>Further calls while another one is in hand: on hold, in a conference with it, or beside one that rings.</summary>
    public ImmutableArray<CallSnapshot> HeldCalls { get; init; } = [];

    /// <summary>Calls that were going on when our knowledge ended. One that is named again is the same call, with its beginning; none once the agent was seen out of calls.</summary>
    public ImmutableArray<CallSnapshot> CallsBeforeGap { get; init; } = [];

    /// <summary>When the agent signed in, as told by the gateway; null while not signed in.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>Our gateway session for this agent.</summary>
    public SessionState Session { get; init; } = SessionState.Initial;

    /// <summary>
    /// Busy or wrap-up while a sign-in with that status is under way: the gateway sends AgentState_Ready first
    /// (seed text "Signing In", triggered events), and that must not flash Idle.
    /// </summary>
    public AgentState? ExpectedAfterSignIn { get; init; }

    /// <summary>Sequence number of the last event folded in; 0 before the first.</summary>
    public long LastSequence { get; init; }

    /// <summary>When the answer that carried the last event was received (UTC): lets the screen show its own lag.</summary>
    public DateTimeOffset LastReceivedAt { get; init; }
}
