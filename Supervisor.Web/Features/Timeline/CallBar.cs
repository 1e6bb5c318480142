using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Timeline;

/// <summary>One call, over all the states it went through.</summary>
/// <param name="From">Beginning, within the window.</param>
/// <param name="To">End, within the window.</param>
/// <param name="Direction">Who started it.</param>
/// <param name="OtherParty">Number or agent at the other end; null where not told.</param>
/// <param name="Skill">Queue; null where not told.</param>
/// <param name="CallId">The platform's id; null where not told.</param>
/// <param name="First">Index of the interval in which it begins.</param>
public readonly record struct CallBar(DateTimeOffset From, DateTimeOffset To, CallDirection Direction, string? OtherParty, string? Skill, string? CallId, int First)
{
    /// <summary>The calls in the window, in order. A call that another one interrupts comes twice.</summary>
    public static ImmutableArray<CallBar> Of(ReadOnlySpan<StateInterval> intervals, TimeWindow window)
    {
        var bars = new List<CallBar>();
        for (var i = 0; i < intervals.Length; i++)
        {
            if (!intervals[i].State.InCall() || intervals[i].From >= window.To || intervals[i].To <= window.From) continue;
            var part = intervals[i].Within(window.From, window.To);
            if (bars is [.., var last] && last.To == part.From && Goes(last, part))
            {
                bars[^1] = last with
                {
                    To = part.To,
                    Direction = last.Direction == CallDirection.Unknown ? part.Direction : last.Direction,
                    OtherParty = last.OtherParty ?? part.OtherParty,
                    Skill = last.Skill ?? part.Skill,
                    CallId = last.CallId ?? part.CallId,
                };
                continue;
            }

            bars.Add(new(part.From, part.To, part.Direction, part.OtherParty, part.Skill, part.CallId, i));
        }

        return [.. bars];
    }

    private static bool Goes(CallBar call, in StateInterval on) =>
        !on.Marks.HasFlag(CallMarks.Begins) && (call.CallId is null || on.CallId is null || call.CallId == on.CallId);
}
