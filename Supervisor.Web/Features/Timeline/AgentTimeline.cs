using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Timeline;

/// <summary>One row of a chart: a day, or what the span shows of it.</summary>
/// <param name="Window">From where to where.</param>
/// <param name="Scale">Length of the whole width; longer than the window where another row has more hours.</param>
/// <param name="Ticks">Marks of the axis.</param>
/// <param name="Pieces">What is drawn.</param>
/// <param name="Calls">The lane below.</param>
/// <param name="ShowsAxis">The marks are written out here, because they differ from those of the row above.</param>
public sealed record ChartRow(TimeWindow Window, TimeSpan Scale, ImmutableArray<AxisTick> Ticks, ImmutableArray<Piece> Pieces, ImmutableArray<CallBar> Calls, bool ShowsAxis)
{
    /// <summary>Place of a moment, 0 to 1.</summary>
    public double Place(DateTimeOffset at) => (at - Window.From) / Scale;
}

/// <summary>What the timeline of one agent shows.</summary>
/// <param name="Agent">Who.</param>
/// <param name="Span">How much time.</param>
/// <param name="Window">Which.</param>
/// <param name="Intervals">Whole, as stored: the first may begin before the window, the last may end after it.</param>
/// <param name="Rows">One per day of a week, else one.</param>
/// <param name="Sums">Over the window.</param>
/// <param name="KnownUntil">What lies after it is not known (yet).</param>
/// <param name="Now">When this was read.</param>
public sealed record AgentTimeline(
    AgentId Agent, TimelineSpan Span, TimeWindow Window, ImmutableArray<StateInterval> Intervals, ImmutableArray<ChartRow> Rows, SpanSums Sums, DateTimeOffset KnownUntil, DateTimeOffset Now)
{
    /// <summary>Pixels that a chart is counted to have: no browser tells the server.</summary>
    private const int Pixels = 1200;

    /// <summary>Beginning of what is known, where that lies in the window; null where it lies before.</summary>
    public DateTimeOffset? Begins => Intervals is [var first, ..] && first.From > Window.From ? first.From : null;

    /// <summary>Pieces of all rows, in order of time.</summary>
    public ImmutableArray<Piece> Pieces { get; } = [.. Rows.SelectMany(row => row.Pieces)];

    /// <summary>Lays it out.</summary>
    public static AgentTimeline Of(AgentId agent, ImmutableArray<StateInterval> intervals, TimelineSpan span, TimeWindow window, TimeZoneInfo zone, DateTimeOffset knownUntil, DateTimeOffset now)
    {
        TimeWindow[] windows = span == TimelineSpan.Week ? [.. window.Days(zone)] : [window];
        var scale = windows.Max(row => row.Length);
        // a week is too dense for every interval; in a day each one can be reached
        var least = span == TimelineSpan.Week ? scale / Pixels : TimeSpan.Zero;
        var step = AxisTick.StepOf(span);
        var rows = ImmutableArray.CreateBuilder<ChartRow>();
        foreach (var row in windows)
        {
            var ticks = AxisTick.Of(row, step, zone);
            var shows = rows.Count == 0 || !ticks.Select(tick => tick.Clock).SequenceEqual(rows[^1].Ticks.Select(tick => tick.Clock));
            rows.Add(new ChartRow(row, scale, [.. ticks], Piece.Of(intervals.AsSpan(), row, least), CallBar.Of(intervals.AsSpan(), row), shows));
        }

        return new AgentTimeline(agent, span, window, intervals, rows.ToImmutable(), SpanSums.Of(intervals.AsSpan(), window, now), knownUntil, now);
    }

    /// <summary>Index of the interval in which <paramref name="at"/> lies, the last one of several that begin together; -1 where nothing is known then.</summary>
    public int IndexAt(DateTimeOffset at)
    {
        var found = -1;
        for (var i = 0; i < Intervals.Length && Intervals[i].From <= at; i++)
            if (at < Intervals[i].To || at == Intervals[i].From) found = i;
        return found;
    }

    /// <summary>Index of the piece in which <paramref name="at"/> lies, or -1.</summary>
    public int PieceAt(DateTimeOffset at)
    {
        var found = -1;
        for (var i = 0; i < Pieces.Length && Pieces[i].From <= at; i++)
            if (at < Pieces[i].To || at == Pieces[i].From) found = i;
        return found;
    }
}
