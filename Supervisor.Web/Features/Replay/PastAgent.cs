using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Events;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Replay;

/// <summary>
/// One agent at a moment of the past, as its intervals tell. Give it the intervals in order; one that is given again changes nothing. Where a call began and was answered is told by the intervals
/// before the one in hand, as far as they were given; calls on hold beside it are not in the intervals.
/// </summary>
public sealed record PastAgent(AgentProfile Profile)
{
    /// <summary>The reason shown for an agent who is unknown without a cause.</summary>
    public const string NoData = "no-data";

    /// <summary>The picture; null before the first interval.</summary>
    public AgentSnapshot? Snapshot { get; private init; }

    /// <summary>Calls of the present stretch of ringing, talking and holding; the one in hand is the last.</summary>
    private ImmutableArray<CallSnapshot> Calls { get; init; } = [];

    /// <summary>Calls that went on when our knowledge ended, as <see cref="AgentSnapshot.CallsBeforeGap"/>.</summary>
    private ImmutableArray<CallSnapshot> CallsBeforeGap { get; init; } = [];

    /// <summary>False before the first interval, and while nobody watched the agent: the live floor had no row for it either.</summary>
    public bool IsOnFloor => Snapshot is { } known && (known.State, known.Reason) != (AgentState.Unknown, GapCauses.NotWatched);

    /// <summary>The agent from the beginning of <paramref name="interval"/> on; the same reference where nothing can be seen of it.</summary>
    public PastAgent Apply(in StateInterval interval)
    {
        var calls = interval.State.InCall() ? Follow(interval) : [];
        // a change of the reason alone does not begin the state anew
        var since = Snapshot is { } before && before.State == interval.State ? before.Since : interval.From;
        var next = new AgentSnapshot(Profile, since)
        {
            State = interval.State,
            Reason = interval.Reason ?? (interval.IsKnown ? null : NoData),
            Call = calls.IsEmpty ? null : calls[^1],
            SignedInAt = interval.SignedInAt,
            LastSequence = interval.Sequence,
            LastReceivedAt = interval.From,
        };
        var lost = !interval.IsKnown ? CallsBeforeGap.AddRange(Calls) : interval.State.InCall() ? CallsBeforeGap : [];
        return next == Snapshot ? this : this with { Snapshot = next, Calls = calls, CallsBeforeGap = lost };
    }

    private ImmutableArray<CallSnapshot> Follow(in StateInterval interval)
    {
        var (id, from) = (interval.CallId, interval.From);
        var begins = interval.Marks.HasFlag(CallMarks.Begins);
        var known = Calls.LastOrDefault(call => Same(call.CallId, id) && (!begins || call.StartedAt >= from));
        if (known is null && !TellsOfACall(interval)) return Calls;
        if (known is null && !begins && id is not null) known = CallsBeforeGap.LastOrDefault(call => call.CallId == id);
        var call = new CallSnapshot(
            id ?? known?.CallId,
            interval.Direction == CallDirection.Unknown ? known?.Direction ?? CallDirection.Unknown : interval.Direction,
            interval.OtherParty ?? known?.OtherParty,
            interval.Skill ?? known?.Skill,
            interval.State switch { AgentState.Talking => CallPhase.Talking, AgentState.Hold => CallPhase.Held, _ => CallPhase.Ringing },
            known?.StartedAt ?? from,
            known?.AnsweredAt ?? (interval.Marks.HasFlag(CallMarks.Answered) ? from : null));
        return (known is null ? Calls : Calls.Remove(known)).Add(call);
    }

    private static bool TellsOfACall(in StateInterval interval) =>
        interval.CallId is not null || interval.OtherParty is not null || interval.Skill is not null || interval.Direction != CallDirection.Unknown
        || (interval.Marks & (CallMarks.Begins | CallMarks.Answered)) != 0;

    private static bool Same(string? one, string? other) => one is null || other is null || one == other;
}
