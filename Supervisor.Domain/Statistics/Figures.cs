using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Statistics;

/// <summary>What was counted in a period: exact, and additive. Agents and periods are summed with <c>+</c>; what cannot be summed, such as an average, is derived from the sums (<see cref="Figure"/>).</summary>
public sealed record Figures
{
    /// <summary>Nothing counted.</summary>
    public static readonly Figures Zero = new();

    /// <summary>Length of the period, for every agent that is in the sum.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Time of which we know that we know nothing. Before an agent's first event there is not even that: see <see cref="NotKnown"/>.</summary>
    public TimeSpan Unknown { get; init; }

    /// <summary>Time signed out.</summary>
    public TimeSpan SignedOut { get; init; }

    /// <summary>Time ready for a call, not ringing.</summary>
    public TimeSpan Idle { get; init; }

    /// <summary>Time taken by a call that is not answered yet.</summary>
    public TimeSpan Ringing { get; init; }

    /// <summary>Time in conversation.</summary>
    public TimeSpan Talking { get; init; }

    /// <summary>Time in a call that is on hold.</summary>
    public TimeSpan Hold { get; init; }

    /// <summary>Time in after-call work.</summary>
    public TimeSpan WrapUp { get; init; }

    /// <summary>Time not ready.</summary>
    public TimeSpan Busy { get; init; }

    /// <summary>Time on a break.</summary>
    public TimeSpan Rest { get; init; }

    /// <summary>Busy, rest and unknown by their reasons.</summary>
    public ReasonTimes Reasons { get; init; } = ReasonTimes.None;

    /// <summary>Calls of customers that began.</summary>
    public long CallsIn { get; init; }

    /// <summary>Calls that the agent began.</summary>
    public long CallsOut { get; init; }

    /// <summary>Calls between agents that began.</summary>
    public long CallsInternal { get; init; }

    /// <summary>Calls that began and whose direction was not told.</summary>
    public long CallsOther { get; init; }

    /// <summary>Calls that were connected for the first time, in either direction.</summary>
    public long Answered { get; init; }

    /// <summary>Calls that rang and ended without an answer.</summary>
    public long NotAnswered { get; init; }

    /// <summary>Conversations that began: one for each call, however often it was put on hold, and one for talk without a known call.</summary>
    public long TalkEpisodes { get; init; }

    /// <summary>Times that a call was put on hold.</summary>
    public long HoldEpisodes { get; init; }

    /// <summary>After-call works that began.</summary>
    public long WrapUpEpisodes { get; init; }

    /// <summary>Time for which there is data.</summary>
    public TimeSpan Known => SignedOut + Login;

    /// <summary>Time for which there is none, for whatever cause.</summary>
    public TimeSpan NotKnown => Elapsed - Known;

    /// <summary>Share of the time for which there is data, 0 to 1; null where no time has passed.</summary>
    public decimal? Coverage => Share(Known, Elapsed);

    /// <summary>Time known to be signed in.</summary>
    public TimeSpan Login => Idle + Ringing + Handling + NonProductive;

    /// <summary>Talk, hold and wrap-up.</summary>
    public TimeSpan Handling => Talking + Hold + WrapUp;

    /// <summary>Busy and rest.</summary>
    public TimeSpan NonProductive => Busy + Rest;

    /// <summary>Share of talk, hold and wrap-up in them and idle, 0 to 1; null where there is neither.</summary>
    public decimal? Occupancy => Share(Handling, Handling + Idle);

    /// <summary>Talk per answered call; per conversation where no answered call ties them; null where there is neither.</summary>
    public Average? AverageTalk => Average.Of(Talking, Answered, TalkEpisodes);

    /// <summary>Hold per answered call; per hold where no answered call ties them; null where there is neither.</summary>
    public Average? AverageHold => Average.Of(Hold, Answered, HoldEpisodes);

    /// <summary>Wrap-up per answered call; per wrap-up where no answered call ties them; null where there is neither.</summary>
    public Average? AverageWrapUp => Average.Of(WrapUp, Answered, WrapUpEpisodes);

    /// <summary>Talk, hold and wrap-up per answered call; per conversation where no answered call ties them; null where there is neither.</summary>
    public Average? HandleTime => Average.Of(Handling, Answered, TalkEpisodes);

    /// <summary>The time in one state.</summary>
    public TimeSpan In(AgentState state) => state switch
    {
        AgentState.SignedOut => SignedOut,
        AgentState.Idle => Idle,
        AgentState.Ringing => Ringing,
        AgentState.Talking => Talking,
        AgentState.Hold => Hold,
        AgentState.WrapUp => WrapUp,
        AgentState.Busy => Busy,
        AgentState.Rest => Rest,
        _ => Unknown,
    };

    /// <summary>Both together.</summary>
    public static Figures operator +(Figures left, Figures right) => new()
    {
        Elapsed = left.Elapsed + right.Elapsed,
        Unknown = left.Unknown + right.Unknown,
        SignedOut = left.SignedOut + right.SignedOut,
        Idle = left.Idle + right.Idle,
        Ringing = left.Ringing + right.Ringing,
        Talking = left.Talking + right.Talking,
        Hold = left.Hold + right.Hold,
        WrapUp = left.WrapUp + right.WrapUp,
        Busy = left.Busy + right.Busy,
        Rest = left.Rest + right.Rest,
        Reasons = left.Reasons + right.Reasons,
        CallsIn = left.CallsIn + right.CallsIn,
        CallsOut = left.CallsOut + right.CallsOut,
        CallsInternal = left.CallsInternal + right.CallsInternal,
        CallsOther = left.CallsOther + right.CallsOther,
        Answered = left.Answered + right.Answered,
        NotAnswered = left.NotAnswered + right.NotAnswered,
        TalkEpisodes = left.TalkEpisodes + right.TalkEpisodes,
        HoldEpisodes = left.HoldEpisodes + right.HoldEpisodes,
        WrapUpEpisodes = left.WrapUpEpisodes + right.WrapUpEpisodes,
    };

    /// <summary>Both together.</summary>
    public static Figures Add(Figures left, Figures right) => left + right;

    private static decimal? Share(TimeSpan part, TimeSpan whole) => whole == TimeSpan.Zero ? null : (decimal)part.Ticks / whole.Ticks;
}
