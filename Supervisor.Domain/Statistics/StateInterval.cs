using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;

namespace Supervisor.Domain.Statistics;

/// <summary>What an interval means for the calls of its agent.</summary>
[Flags]
public enum CallMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A call began in it: it rang, or was connected without ringing.</summary>
    Begins = 1,

    /// <summary>A call was connected in it for the first time.</summary>
    Answered = 2,

    /// <summary>It rang for the agent, and ended without being answered: a customer gave up, or the gateway says that the agent let it ring. A call that the agent placed, or a playback, is none.</summary>
    NotAnswered = 4,

    /// <summary>The conversation, hold or wrap-up that it is part of has begun earlier: the call was on hold meanwhile, another one came in hand, or the range begins in the middle of it.</summary>
    GoesOn = 8,
}

/// <summary>
/// A stretch of time in which an agent was in one state, for one reason, with one call. The intervals of an agent follow each other without a hole and without an overlap,
/// from the first event on. Times are UTC and whole milliseconds.
/// </summary>
public readonly record struct StateInterval
{
    /// <summary>What the agent did; <see cref="AgentState.Unknown"/> where we have no data, with the cause in <see cref="Reason"/>.</summary>
    public required AgentState State { get; init; }

    /// <summary>Busy reason, cause of a rest, or why we have no data; null where none is known.</summary>
    public string? Reason { get; init; }

    /// <summary>Its beginning.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Its end, which is the beginning of the next one; of an open one, until when it is looked at.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>True for the agent's last one, whose end is not known yet.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Sequence of the event that began it.</summary>
    public long Sequence { get; init; }

    /// <summary>What it means for the calls.</summary>
    public CallMarks Marks { get; init; }

    /// <summary>Who started the call.</summary>
    public CallDirection Direction { get; init; }

    /// <summary>The platform's id of the call; null where there is none or it was not told.</summary>
    public string? CallId { get; init; }

    /// <summary>Number or agent at the other end.</summary>
    public string? OtherParty { get; init; }

    /// <summary>Name of the skill queue.</summary>
    public string? Skill { get; init; }

    /// <summary>When the agent had signed in; null while not signed in, or where it is not known.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>How long it was.</summary>
    public TimeSpan Length => To - From;

    /// <summary>False where we have no data.</summary>
    public bool IsKnown => State != AgentState.Unknown;

    /// <summary>The part of it that lies between <paramref name="from"/> and <paramref name="to"/>. What happened at its beginning stays with the part that has the beginning.</summary>
    public StateInterval Within(DateTimeOffset from, DateTimeOffset to) => this with
    {
        From = From < from ? from : From,
        To = To > to ? to : To,
        Marks = From < from ? MarksAfterTheBeginning : Marks,
        IsOpen = IsOpen && To <= to,
    };

    private CallMarks MarksAfterTheBeginning => State is AgentState.Talking or AgentState.Hold or AgentState.WrapUp ? CallMarks.GoesOn : CallMarks.None;
}
