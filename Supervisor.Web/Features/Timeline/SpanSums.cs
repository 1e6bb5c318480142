using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Timeline;

/// <summary>How long each state lasted in the window, from the intervals that are shown and nothing else.</summary>
/// <param name="Elapsed">The part of the window that has passed.</param>
/// <param name="Known">The part of it in which we know what the agent did.</param>
/// <param name="States">Each state that occurs, with its time.</param>
public sealed record SpanSums(TimeSpan Elapsed, TimeSpan Known, ImmutableDictionary<AgentState, TimeSpan> States)
{
    /// <summary>Known time of elapsed time, 0 to 1; null while nothing has elapsed.</summary>
    public double? Coverage => Elapsed > TimeSpan.Zero ? Known / Elapsed : null;

    /// <summary>Sums up.</summary>
    /// <param name="intervals">Of one agent; may reach over the window.</param>
    /// <param name="window">What is shown.</param>
    /// <param name="now">The time; what lies after it has not elapsed.</param>
    public static SpanSums Of(ReadOnlySpan<StateInterval> intervals, TimeWindow window, DateTimeOffset now)
    {
        var end = now < window.To ? now : window.To;
        var states = ImmutableDictionary.CreateBuilder<AgentState, TimeSpan>();
        foreach (var interval in intervals)
        {
            var part = interval.Within(window.From, end);
            if (part.Length > TimeSpan.Zero) states[part.State] = states.GetValueOrDefault(part.State) + part.Length;
        }

        var known = states.Where(sum => sum.Key != AgentState.Unknown).Aggregate(TimeSpan.Zero, (all, sum) => all + sum.Value);
        return new SpanSums(end > window.From ? end - window.From : TimeSpan.Zero, known, states.ToImmutable());
    }
}
