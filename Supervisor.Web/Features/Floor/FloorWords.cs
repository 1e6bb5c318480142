using System.Globalization;
using Microsoft.Extensions.Localization;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Components;
using Supervisor.Web.Features.Replay;

namespace Supervisor.Web.Features.Floor;

/// <summary>The floor in words.</summary>
internal static class FloorWords
{
    /// <summary>Why the agent is in the state; empty where nothing is known or worth saying.</summary>
    public static string Reason(this IStringLocalizer<Words> words, AgentSnapshot agent) => words.Reason(agent.State, agent.Reason);

    /// <summary>Why an agent is or was in the state; empty where nothing is known or worth saying.</summary>
    public static string Reason(this IStringLocalizer<Words> words, AgentState agentState, string? agentReason) => (agentState, agentReason) switch
    {
        (AgentState.Unknown, null) => words["nothing heard yet"],
        (AgentState.Unknown, GapCauses.InternalFault) => words["an event could not be read"],
        (AgentState.Unknown, PastAgent.NoData) => words["no data"],
        (AgentState.Unknown, GapCauses.NotRunning) => words["Supervisor was not running"],
        (AgentState.Unknown, GapCauses.NotWatched) => words["not watched: removed or disabled here"],
        (AgentState.Unknown, GapCauses.QueueFull) => words["events were lost on the way to the disk"],
        (AgentState.Unknown, { } code) => words.Code(code),
        (AgentState.Busy, "1") => words["set by agent"],
        (AgentState.Busy, "2") => words["did not answer"],
        (AgentState.Busy, "3") => words["forced"],
        (AgentState.Busy, "7") => words["rejected the call"],
        (AgentState.Busy or AgentState.Rest, { Length: > 0 } reason) when reason != "0" => words["reason {0}", reason],
        _ => "",
    };

    /// <summary>The same for a narrow column, beside the state: of a reason that has only a number, no more than that; of a code, its words first.</summary>
    public static string ReasonInShort(this IStringLocalizer<Words> words, AgentSnapshot agent)
    {
        var reason = words.Reason(agent);
        if (agent is { State: AgentState.Unknown, Reason: { } code } && reason == words.Code(code)) return CodeWords.CodeInShort(code);
        return agent.Reason is { } number && reason == words["reason {0}", number].Value ? words["no. {0}", number] : reason;
    }

    /// <summary>How the session stands, in two or three words.</summary>
    public static string Session(this IStringLocalizer<Words> words, SessionPhase phase) => words[phase switch
    {
        SessionPhase.Stopped => "Stopped",
        SessionPhase.SigningIn => "Signing in",
        SessionPhase.EnteringQueues => "Entering queues",
        SessionPhase.Live => "Live",
        SessionPhase.Waiting => "Waiting",
        SessionPhase.Occupied => "Signed in elsewhere",
        SessionPhase.Rejected => "Rejected",
        SessionPhase.SigningOut => "Signing out",
        _ => "Unknown",
    }];

    /// <summary>Direction of a call; empty where not told.</summary>
    public static string Direction(this IStringLocalizer<Words> words, CallDirection direction) => direction switch
    {
        CallDirection.Inbound => words["in"],
        CallDirection.Outbound => words["out"],
        CallDirection.Internal => words["internal"],
        _ => "",
    };

    /// <summary>A time as the clock script writes it.</summary>
    public static string Span(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");

    /// <summary>A time of many agents together, in whole hours from ten on: seconds say nothing there, and have no room.</summary>
    public static string Sum(this IStringLocalizer<Words> words, TimeSpan time) => time.TotalHours >= 10 ? words["{0} h", (long)time.TotalHours] : Span(time);

    /// <summary>Milliseconds since 1970, as the clock script wants them.</summary>
    public static long Epoch(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
