using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;

namespace Supervisor.Domain.Statistics;

/// <summary>The list. What cannot be told from the events of agents is not in it: service level, speed of answer, abandon rate, adherence.</summary>
public sealed partial record Figure
{
    private static readonly AgentState[] SignedIn = [AgentState.Idle, AgentState.Ringing, AgentState.Talking, AgentState.Hold, AgentState.WrapUp, AgentState.Busy, AgentState.Rest];
    private static readonly AgentState[] Handled = [AgentState.Talking, AgentState.Hold, AgentState.WrapUp];

    /// <summary>Known time in elapsed time: stands beside every other figure.</summary>
    public static readonly Figure Coverage = new("coverage", "Coverage", FigureUnit.Share,
        "Known time divided by elapsed time. Below 100 %, every other figure of the row is a part of the truth.", figures => figures.Coverage)
    { Formula = "{known} / {elapsed}", States = [.. Enum.GetValues<AgentState>()] };

    /// <summary>Every figure, in the order of the columns.</summary>
    public static readonly IReadOnlyList<Figure> All =
    [
        Coverage,
        Time("login", "Login time", "Time known to be signed in, in whatever state. Time for which there is no data is not counted.", figures => figures.Login, SignedIn) with
        { Formula = "{idle} + {ringing} + {talking} + {hold} + {wrapUp} + {nonProductive}" },
        Time("idle", "Idle", "Time ready for a call. Ringing is not idle, and neither is time for which there is no data.", figures => figures.Idle, AgentState.Idle),
        Time("ringing", "Ringing", "Time from a call's arrival at the agent until it is answered or goes away.", figures => figures.Ringing, AgentState.Ringing),
        Time("talking", "Talking", "Time in conversation.", figures => figures.Talking, AgentState.Talking),
        Time("hold", "Hold", "Time in a call that is on hold.", figures => figures.Hold, AgentState.Hold),
        Time("wrapUp", "Wrap-up", "Time in after-call work.", figures => figures.WrapUp, AgentState.WrapUp),
        Time("nonProductive", "Non-productive", "Busy and rest together.", figures => figures.NonProductive, AgentState.Busy, AgentState.Rest) with { Formula = "{busy} + {rest}" },
        Time("busy", "Busy", "Time not ready, whoever set it and for whatever reason.", figures => figures.Busy, AgentState.Busy),
        Time("rest", "Rest", "Time on a break.", figures => figures.Rest, AgentState.Rest),
        new("occupancy", "Occupancy", FigureUnit.Share, "Talk, hold and wrap-up, divided by the same and idle. Ringing, busy and rest are in neither.", figures => figures.Occupancy)
        { Formula = "({talking} + {hold} + {wrapUp}) / ({talking} + {hold} + {wrapUp} + {idle})", States = [.. Handled, AgentState.Idle] },
        Call("callsIn", "Calls in", "Calls of customers that began in this time, answered or not.", figures => figures.CallsIn, Begins(CallDirection.Inbound)),
        Call("callsOut", "Calls out", "Calls that the agent began in this time, connected or not.", figures => figures.CallsOut, Begins(CallDirection.Outbound)),
        Call("callsInternal", "Internal calls", "Calls between agents that began in this time.", figures => figures.CallsInternal, Begins(CallDirection.Internal)),
        Call("callsOther", "Other calls", "Calls that began in this time and whose direction the gateway did not tell.", figures => figures.CallsOther, Begins(CallDirection.Unknown)),
        Call("answered", "Answered", "Calls that were connected for the first time in this time, in whatever direction.", figures => figures.Answered, Marked(CallMarks.Answered)),
        Call("notAnswered", "Not answered", "Calls that rang at the agent and ended without an answer, counted where they began to ring.", figures => figures.NotAnswered, Marked(CallMarks.NotAnswered)),
        Mean("averageTalk", "Average talk", "Talk", figures => figures.AverageTalk, "{talking}", "{talkEpisodes}", AgentState.Talking),
        Mean("averageHold", "Average hold", "Hold", figures => figures.AverageHold, "{hold}", "{holdEpisodes}", AgentState.Hold),
        Mean("averageWrapUp", "Average wrap-up", "Wrap-up", figures => figures.AverageWrapUp, "{wrapUp}", "{wrapUpEpisodes}", AgentState.WrapUp),
        Mean("handleTime", "Handle time", "Talk, hold and wrap-up", figures => figures.HandleTime, "({talking} + {hold} + {wrapUp})", "{talkEpisodes}", Handled),
        Call("talkEpisodes", "Conversations", "Conversations that began in this time: one for each call, however often it was put on hold, and one for talk without a known call.", figures => figures.TalkEpisodes, In(AgentState.Talking)),
        Call("holdEpisodes", "Holds", "Times that a call was put on hold in this time.", figures => figures.HoldEpisodes, In(AgentState.Hold)),
        Call("wrapUpEpisodes", "Wrap-ups", "After-call works that began in this time.", figures => figures.WrapUpEpisodes, In(AgentState.WrapUp)),
        Time("signedOut", "Signed out", "Time known to be signed out.", figures => figures.SignedOut, AgentState.SignedOut),
        Time("known", "Known", "Time for which there is data, signed in or signed out.", figures => figures.Known, [AgentState.SignedOut, .. SignedIn]) with { Formula = "{signedOut} + {login}" },
        Time("notKnown", "Not known", "Time for which there is no data: the session was lost, the gateway or Supervisor was down, or nothing was heard of the agent yet. Never counted as idle or signed out.",
            figures => figures.NotKnown, AgentState.Unknown) with { Formula = "{elapsed} − {known}" },
        Time("elapsed", "Elapsed", "Length of the period, for every agent of the row; never later than now.", figures => figures.Elapsed, [.. Enum.GetValues<AgentState>()]),
    ];

    private static readonly Dictionary<string, Figure> ByKey = All.ToDictionary(figure => figure.Key, StringComparer.Ordinal);

    /// <summary>The figure of that key; null where there is none.</summary>
    public static Figure? Find(string? key) => key is null ? null : ByKey.GetValueOrDefault(key);

    private static Figure Time(string key, string title, string definition, Func<Figures, TimeSpan> time, params AgentState[] states) =>
        new(key, title, FigureUnit.Time, definition, figures => Seconds(time(figures))) { States = states };

    private static Figure Mean(string key, string title, string what, Func<Figures, Average?> average, string time, string episodes, params AgentState[] states) =>
        new(key, title, FigureUnit.Time, $"{what} divided by answered calls. Where no call was answered in this time it is per episode, that is, divided by the stretches that began in it.",
            figures => average(figures) is { } mean ? Seconds(mean.Time) : null)
        { Formula = time + " / {answered}", EpisodeFormula = $"{time} / {episodes}", States = states };

    private static Figure Call(string key, string title, string definition, Func<Figures, long> count, Func<StateInterval, bool> counts) =>
        new(key, title, FigureUnit.Count, definition, figures => count(figures)) { Counts = counts };

    private static Func<StateInterval, bool> Begins(CallDirection direction) => interval => interval.Marks.HasFlag(CallMarks.Begins) && interval.Direction == direction;

    private static Func<StateInterval, bool> Marked(CallMarks mark) => interval => interval.Marks.HasFlag(mark);

    private static Func<StateInterval, bool> In(AgentState state) => interval => interval.State == state && !interval.Marks.HasFlag(CallMarks.GoesOn);

    private static decimal Seconds(TimeSpan time) => (decimal)time.Ticks / TimeSpan.TicksPerSecond;
}
