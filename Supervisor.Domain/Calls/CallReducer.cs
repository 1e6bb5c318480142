using System.Collections.Immutable;
using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Calls;

/// <summary>The calls of one agent: one in hand, others beside it. Events name a call by its id, or not at all.</summary>
internal static class CallReducer
{
    /// <summary>A call that began longer ago is not taken back after a gap, so that nothing of a caller is kept for long.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromDays(1);

    /// <summary>The agent is in no call.</summary>
    public static AgentSnapshot WithoutCalls(AgentSnapshot agent) =>
        agent.Call is null && agent.HeldCalls.IsEmpty && agent.CallsBeforeGap.IsEmpty ? agent : agent with { Call = null, HeldCalls = [], CallsBeforeGap = [] };

    /// <summary>Nothing is known of the calls any more; they may go on.</summary>
    public static AgentSnapshot Lose(AgentSnapshot agent, DateTimeOffset at)
    {
        if (agent.Call is null && agent.CallsBeforeGap.IsEmpty) return agent;
        var lost = agent.CallsBeforeGap.AddRange(agent.HeldCalls);
        if (agent.Call is { } call) lost = lost.Add(call);
        var kept = MayComeBack(lost, at);
        return agent.Call is null && kept.Length == agent.CallsBeforeGap.Length ? agent : agent with { Call = null, HeldCalls = [], CallsBeforeGap = kept };
    }

    /// <summary>Whatever went on before a gap is over.</summary>
    public static AgentSnapshot Forget(AgentSnapshot agent) => agent.CallsBeforeGap.IsEmpty ? agent : agent with { CallsBeforeGap = [] };

    /// <summary>The call in hand is told as a whole, and nothing of others.</summary>
    public static AgentSnapshot Replace(AgentSnapshot agent, CallSnapshot? call) =>
        agent with { Call = call, HeldCalls = [], CallsBeforeGap = agent.CallsBeforeGap.RemoveAll(lost => lost.CallId == call?.CallId) };

    public static AgentSnapshot Ring(AgentSnapshot agent, CallFacts facts, DateTimeOffset at) =>
        InHand(agent, facts, at, call => call);

    public static AgentSnapshot Describe(AgentSnapshot agent, CallFacts facts, DateTimeOffset at) =>
        InHand(agent, facts, at, call => call);

    public static AgentSnapshot Connect(AgentSnapshot agent, CallFacts facts, bool withOthers, DateTimeOffset at)
    {
        var next = InHand(agent, facts, at, call => Talking(call, at));
        if (next.HeldCalls.IsEmpty) return next;
        if (withOthers) return next with { HeldCalls = [.. next.HeldCalls.Select(call => Talking(call, at))] };
        // a call that goes on, in a conference too, puts nobody on hold
        return agent.Call is { Phase: not CallPhase.Ringing } call && Same(call, facts) ? next : OthersWait(next);
    }

    public static AgentSnapshot Hold(AgentSnapshot agent, CallFacts facts, DateTimeOffset at)
    {
        // what is put on hold was connected, whether we have seen that or not
        var next = InHand(agent, facts, at, call => call with { Phase = CallPhase.Held, AnsweredAt = call.AnsweredAt ?? at });
        return agent.Call is { } call && Same(call, facts) ? next : OthersWait(next);
    }

    public static AgentSnapshot End(AgentSnapshot agent, CallFacts facts)
    {
        if (agent.Call is { } call && Same(call, facts))
            return agent with { Call = agent.HeldCalls.IsEmpty ? null : ComesInHand(agent.HeldCalls[^1]), HeldCalls = agent.HeldCalls.IsEmpty ? [] : agent.HeldCalls[..^1] };
        var kept = agent.HeldCalls.RemoveAll(held => Same(held, facts));
        var lost = agent.CallsBeforeGap.RemoveAll(before => before.CallId == facts.CallId);
        return kept.Length == agent.HeldCalls.Length && lost.Length == agent.CallsBeforeGap.Length ? agent : agent with { HeldCalls = kept, CallsBeforeGap = lost };
    }

    private static AgentSnapshot OthersWait(AgentSnapshot agent) => agent.HeldCalls.Any(call => call.Phase == CallPhase.Talking)
        ? agent with { HeldCalls = [.. agent.HeldCalls.Select(call => call.Phase == CallPhase.Talking ? call with { Phase = CallPhase.Waiting } : call)] }
        : agent;

    private static CallSnapshot ComesInHand(CallSnapshot call) => call.Phase == CallPhase.Waiting ? call with { Phase = CallPhase.Held } : call;

    private static CallSnapshot Talking(CallSnapshot call, DateTimeOffset at) =>
        call.Phase == CallPhase.Talking ? call : call with { Phase = CallPhase.Talking, AnsweredAt = call.AnsweredAt ?? at };

    private static AgentSnapshot InHand(AgentSnapshot agent, CallFacts facts, DateTimeOffset at, Func<CallSnapshot, CallSnapshot> change)
    {
        var (held, lost) = (agent.HeldCalls, agent.CallsBeforeGap);
        CallSnapshot call;
        if (agent.Call is { } current && Same(current, facts))
        {
            // one that nobody has named turns out to be one of before a gap
            call = current.CallId is null ? Take(ref lost, facts) ?? current : current;
        }
        else
        {
            call = Take(ref held, facts) ?? Take(ref lost, facts) ?? new CallSnapshot(facts.CallId, facts.Direction, facts.OtherParty, facts.Skill, CallPhase.Ringing, at);
            // it goes on as it was until the other one is connected
            if (agent.Call is { } replaced) held = held.Add(replaced);
        }

        var next = ComesInHand(change(Merge(call, facts)));
        return next == agent.Call && held == agent.HeldCalls ? agent : agent with { Call = next, HeldCalls = held, CallsBeforeGap = lost };
    }

    // A call without an id is the one in hand: the platform names it only with the next event.
    private static bool Same(CallSnapshot call, CallFacts facts) =>
        facts.CallId is null || call.CallId is null || facts.CallId == call.CallId;

    private static CallSnapshot Merge(CallSnapshot call, CallFacts facts) => call with
    {
        CallId = call.CallId ?? facts.CallId,
        // told by the call's feature it is certain; by who calls whom it is a guess
        Direction = facts.Direction == CallDirection.Internal || call.Direction == CallDirection.Unknown ? facts.Direction : call.Direction,
        OtherParty = string.IsNullOrEmpty(call.OtherParty) ? facts.OtherParty : call.OtherParty,
        Skill = string.IsNullOrEmpty(call.Skill) ? facts.Skill : call.Skill,
    };

    private static ImmutableArray<CallSnapshot> MayComeBack(ImmutableArray<CallSnapshot> lost, DateTimeOffset at) => lost.RemoveAll(call => call.CallId is null || at - call.StartedAt > LongestCall);

    private static CallSnapshot? Take(ref ImmutableArray<CallSnapshot> calls, CallFacts named)
    {
        if (named.CallId is null) return null;
        for (var i = 0; i < calls.Length; i++)
        {
            if (calls[i].CallId != named.CallId) continue;
            var taken = calls[i];
            calls = calls.RemoveAt(i);
            return taken;
        }

        return null;
    }
}
