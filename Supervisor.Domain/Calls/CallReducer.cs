using System.Collections.Immutable;
using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Calls;

/// <summary>The calls of one agent: one in hand, others on hold. Events name a call by its id, or not at all.</summary>
internal static class CallReducer
{
    public static AgentSnapshot WithoutCalls(AgentSnapshot agent) =>
        agent.Call is null && agent.HeldCalls.IsEmpty ? agent : agent with { Call = null, HeldCalls = [] };

    public static AgentSnapshot Ring(AgentSnapshot agent, CallFacts facts, DateTimeOffset at) =>
        InHand(agent, facts, at, call => call);

    public static AgentSnapshot Describe(AgentSnapshot agent, CallFacts facts, DateTimeOffset at) =>
        InHand(agent, facts, at, call => call);

    public static AgentSnapshot Connect(AgentSnapshot agent, CallFacts facts, bool withOthers, DateTimeOffset at)
    {
        var next = InHand(agent, facts, at, call => Talking(call, at));
        return withOthers && !next.HeldCalls.IsEmpty ? next with { HeldCalls = [.. next.HeldCalls.Select(call => Talking(call, at))] } : next;
    }

    public static AgentSnapshot Hold(AgentSnapshot agent, CallFacts facts, DateTimeOffset at) =>
        InHand(agent, facts, at, call => call with { Phase = CallPhase.Held });

    public static AgentSnapshot End(AgentSnapshot agent, CallFacts facts)
    {
        if (agent.Call is { } call && Same(call, facts))
            return agent with { Call = agent.HeldCalls.IsEmpty ? null : agent.HeldCalls[^1], HeldCalls = agent.HeldCalls.IsEmpty ? [] : agent.HeldCalls[..^1] };
        var kept = agent.HeldCalls.RemoveAll(held => Same(held, facts));
        return kept.Length == agent.HeldCalls.Length ? agent : agent with { HeldCalls = kept };
    }

    private static CallSnapshot Talking(CallSnapshot call, DateTimeOffset at) =>
        call.Phase == CallPhase.Talking ? call : call with { Phase = CallPhase.Talking, AnsweredAt = call.AnsweredAt ?? at };

    private static AgentSnapshot InHand(AgentSnapshot agent, CallFacts facts, DateTimeOffset at, Func<CallSnapshot, CallSnapshot> change)
    {
        var held = agent.HeldCalls;
        CallSnapshot call;
        if (agent.Call is { } current && Same(current, facts))
        {
            call = current;
        }
        else
        {
            var index = facts.CallId is null ? -1 : held.FindIndex(facts.CallId);
            call = index >= 0 ? held[index] : new CallSnapshot(facts.CallId, facts.Direction, facts.OtherParty, facts.Skill, CallPhase.Ringing, at);
            if (index >= 0) held = held.RemoveAt(index);
            if (agent.Call is { } replaced) held = held.Add(replaced with { Phase = CallPhase.Held });
        }

        var next = change(Merge(call, facts));
        return next == agent.Call && held == agent.HeldCalls ? agent : agent with { Call = next, HeldCalls = held };
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

    private static int FindIndex(this ImmutableArray<CallSnapshot> calls, string callId)
    {
        for (var i = 0; i < calls.Length; i++)
            if (calls[i].CallId == callId) return i;
        return -1;
    }
}
