using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Events;

namespace Supervisor.Domain.Statistics;

/// <summary>
/// Folds the events of one agent into state intervals, with the reducer that draws the floor. Give it every event of the agent, in order of sequence;
/// the same events give the same intervals, to the millisecond.
/// </summary>
/// <param name="Agent">The picture after the last event.</param>
/// <param name="Open">The interval that has not ended yet; its <see cref="StateInterval.To"/> equals its beginning.</param>
public sealed record AgentLine(AgentSnapshot Agent, StateInterval Open)
{
    /// <summary>Before the first event: nothing is known of the agent until then, and nothing is said about it.</summary>
    public static AgentLine Begin(ObservedEvent first)
    {
        var at = Whole(first.HappenedAt);
        return new AgentLine(
            new AgentSnapshot(new AgentProfile(first.Agent, first.Agent.WorkNo, ""), at),
            new StateInterval { State = AgentState.Unknown, From = at, To = at, IsOpen = true, Sequence = first.Sequence });
    }

    /// <summary>Goes on from an interval, in no call, with nothing known but what the interval tells.</summary>
    public static AgentLine Resume(AgentId agent, StateInterval interval) => new(
        new AgentSnapshot(new AgentProfile(agent, agent.WorkNo, ""), interval.From) { State = interval.State, Reason = interval.Reason, SignedInAt = interval.SignedInAt },
        interval with { To = interval.From, IsOpen = true });

    /// <summary>The same without who called whom: the state stays, and since when it is.</summary>
    public AgentLine WithoutCallTexts() => new(
        Agent with { Call = Agent.Call is { } call ? call with { CallId = null, OtherParty = null, Skill = null } : null, HeldCalls = [], CallsBeforeGap = [] },
        Open with { CallId = null, OtherParty = null, Skill = null });

    /// <summary>The line after <paramref name="observed"/>, and the interval that has ended with it, if one has.</summary>
    public (AgentLine Line, StateInterval? Ended) Apply(ObservedEvent observed)
    {
        var after = Fold(observed);
        if (ReferenceEquals(after, Agent)) return (this, null);
        var open = Ending(WithCallBeforeGap(Open, after), observed.Event);
        if (!Turns(after)) return (new AgentLine(after, Described(open, after)), null);
        // the event that ends it may be the first to say who called whom
        if (Agent.Call is { } was && after.Call is { } call && Same(was, call) && open.State.InCall()) open = Told(open, call);

        var at = Whole(Later(after.State == Agent.State ? observed.HappenedAt : after.Since, Open.From));
        var ended = open with { To = at, IsOpen = false, Marks = MarksAtTheEnd(open, after) };
        var marks = StaysOnHold(observed.Event, after) ? CallMarks.GoesOn : CallMarks.None;
        var begun = new StateInterval { State = after.State, Reason = ReasonOf(after), From = at, To = at, IsOpen = true, Sequence = observed.Sequence, Marks = marks };
        // a line that has begun with this very event has nothing before it
        return (new AgentLine(after, Described(begun, after)), Open.Sequence == observed.Sequence ? null : ended);
    }

    private AgentSnapshot Fold(ObservedEvent observed)
    {
        try
        {
            return AgentReducer.Apply(Agent, observed);
        }
        catch (Exception)
        {
            // a bug of ours, as on the floor: from here on we do not know
            return AgentReducer.Apply(Agent, observed with { Event = new AgentEvent.Gap(GapCauses.InternalFault, 0) });
        }
    }

    private bool Turns(AgentSnapshot after) =>
        after.State != Open.State || ReasonOf(after) != Open.Reason || (Open.CallId is { } had && after.Call?.CallId is { } has && had != has);

    /// <summary>What is known of the call by now; it stays when the call has ended before the state has.</summary>
    private StateInterval Described(StateInterval open, AgentSnapshot after)
    {
        open = open with { SignedInAt = after.SignedInAt is { } login ? Whole(login) : null };
        if (after.Call is not { } call || !after.State.InCall()) return open;
        var before = Known(call);
        var marks = open.Marks;
        // a call that we hear of late, after a gap or when it is put on hold, began before this interval and is not counted here
        if (before is not null || call.Phase != CallPhase.Held)
        {
            if (before is null && call.StartedAt >= open.From) marks |= CallMarks.Begins;
            if (call.AnsweredAt >= open.From && before?.AnsweredAt is null) marks |= CallMarks.Answered;
        }

        if (open.State == AgentState.Talking) marks = marks.HasFlag(CallMarks.Answered) ? marks & ~CallMarks.GoesOn : marks | CallMarks.GoesOn;
        return Told(open with { Marks = marks }, call);
    }

    /// <summary>It was told that the agent talks and not with whom; now it turns out to be the call that went on before a gap.</summary>
    private StateInterval WithCallBeforeGap(StateInterval open, AgentSnapshot after)
    {
        if (open.State != AgentState.Talking || Agent.Call is not null || Agent.CallsBeforeGap.IsEmpty) return open;
        // taken back, or ended
        if (Agent.CallsBeforeGap.FirstOrDefault(lost => after.Call is { } taken ? Same(lost, taken) : after.State == AgentState.Talking && !after.CallsBeforeGap.Contains(lost)) is not { } call) return open;
        return Told(open, call) with { Marks = call.AnsweredAt is null ? open.Marks : open.Marks | CallMarks.GoesOn };
    }

    /// <summary>No call was put on hold here: one was already, while another one rang or was talked in.</summary>
    private bool StaysOnHold(AgentEvent happened, AgentSnapshot after) =>
        after is { State: AgentState.Hold, Call: { } call } && happened is not AgentEvent.CallHeld && (call.Phase != CallPhase.Held || Known(call) is { Phase: CallPhase.Held });

    private static StateInterval Told(StateInterval open, CallSnapshot call) =>
        open with { Direction = call.Direction, CallId = call.CallId ?? open.CallId, OtherParty = call.OtherParty ?? open.OtherParty, Skill = call.Skill ?? open.Skill };

    // the call itself is gone from the picture by then
    private static StateInterval Ending(StateInterval open, AgentEvent happened) => happened switch
    {
        AgentEvent.CallUnanswered when open.State == AgentState.Ringing && open.Marks.HasFlag(CallMarks.Begins) => open with { Marks = open.Marks | CallMarks.NotAnswered },
        AgentEvent.CallEnded { Call.Direction: not CallDirection.Unknown and var direction } when open.Direction == CallDirection.Unknown && open.State.InCall() => open with { Direction = direction },
        _ => open,
    };

    private CallSnapshot? Known(CallSnapshot call) => Agent.Call is { } current && Same(current, call)
        ? current
        : Agent.HeldCalls.FirstOrDefault(held => Same(held, call)) ?? Agent.CallsBeforeGap.FirstOrDefault(lost => Same(lost, call));

    private static CallMarks MarksAtTheEnd(StateInterval open, AgentSnapshot after)
    {
        if (RangInVain(open, after)) return open.Marks | CallMarks.NotAnswered;
        // "not answered" was said of a call that is answered after all
        return after.State == AgentState.Talking ? open.Marks & ~CallMarks.NotAnswered : open.Marks;
    }

    private static bool RangInVain(StateInterval open, AgentSnapshot after) =>
        open.State == AgentState.Ringing && open.Direction == CallDirection.Inbound && open.Marks.HasFlag(CallMarks.Begins) && !after.State.InCall() && after.State != AgentState.Unknown;

    private static bool Same(CallSnapshot one, CallSnapshot other) => one.StartedAt == other.StartedAt && (one.CallId == other.CallId || one.CallId is null || other.CallId is null);

    private static string? ReasonOf(AgentSnapshot agent) => agent.State is AgentState.Busy or AgentState.Rest or AgentState.Unknown ? agent.Reason : null;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Whole(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
