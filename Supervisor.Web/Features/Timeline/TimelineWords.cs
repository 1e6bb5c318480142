using Microsoft.Extensions.Localization;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Components;
using Supervisor.Web.Features.Floor;

namespace Supervisor.Web.Features.Timeline;

/// <summary>Intervals in words, the same in the chart, in the table and for screen readers.</summary>
internal static class TimelineWords
{
    /// <summary>How a span is called.</summary>
    public static string Span(this IStringLocalizer<Words> words, TimelineSpan span) =>
        words[span switch { TimelineSpan.Week => "Week", TimelineSpan.Day => "Day", TimelineSpan.FourHours => "4 hours", _ => "Hour" }];

    /// <summary>Who called whom; empty where there is no call.</summary>
    public static string Call(this IStringLocalizer<Words> words, CallDirection direction, string? otherParty, string? skill)
    {
        var who = words[direction switch { CallDirection.Inbound => "call from {0}", CallDirection.Outbound => "call to {0}", CallDirection.Internal => "internal call with {0}", _ => "call with {0}" },
            otherParty ?? words["number not told"].Value];
        return skill is null ? who : words["{0}, skill {1}", who, skill];
    }

    /// <summary>The call of an interval; empty where it has none.</summary>
    public static string Call(this IStringLocalizer<Words> words, in StateInterval interval) =>
        interval.State.InCall() ? words.Call(interval.Direction, interval.OtherParty, interval.Skill) : "";

    /// <summary>State, reason, times, length and call of a piece in one sentence.</summary>
    public static string Piece(this IStringLocalizer<Words> words, in Piece piece, in StateInterval first, TimeZoneInfo zone)
    {
        var state = words[StateLook.Of(piece.State).Word].Value;
        var when = words["{0} to {1}, {2}", TimelineClock.Clock(piece.From, zone), TimelineClock.Clock(piece.To, zone), TimelineClock.Lasting(piece.Length)].Value;
        if (piece.Count > 1) return words["{0} short intervals, mostly {1}: {2}", piece.Count, state, when];
        var more = string.Join(", ", ((string[])[words.Reason(first.State, first.Reason), words.Call(first)]).Where(text => text.Length > 0));
        return more.Length > 0 ? $"{state}, {more}: {when}" : $"{state}: {when}";
    }
}
