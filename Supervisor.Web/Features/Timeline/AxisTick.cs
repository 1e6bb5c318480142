using System.Globalization;

namespace Supervisor.Web.Features.Timeline;

/// <summary>One mark on the axis of time.</summary>
/// <param name="At">When.</param>
/// <param name="Clock">What a clock on the wall shows then.</param>
/// <param name="Missing">Where the clock was just put forward: the time that did not exist.</param>
/// <param name="Again">The clock was put back: it shows this for the second time.</param>
public readonly record struct AxisTick(DateTimeOffset At, string Clock, string? Missing, bool Again)
{
    /// <summary>Offsets of all zones are multiples of this.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(15);

    /// <summary>Whole steps of the local clock from the beginning of the window to before its end, in order.</summary>
    /// <param name="window">What is shown.</param>
    /// <param name="step">A divisor of a day; below a quarter of an hour, a divisor of that.</param>
    /// <param name="zone">Whose clock.</param>
    public static List<AxisTick> Of(TimeWindow window, TimeSpan step, TimeZoneInfo zone)
    {
        var ticks = new List<AxisTick>();
        var grain = step < Grain ? step : Grain;
        var at = new DateTimeOffset(window.From.UtcTicks / grain.Ticks * grain.Ticks, TimeSpan.Zero);
        var before = zone.GetUtcOffset(window.From.AddTicks(-1)); // the clock may change with the window's first moment
        var againUntil = DateTimeOffset.MinValue;
        string? missing = null;
        for (; at < window.To; at += grain)
        {
            var offset = zone.GetUtcOffset(at);
            if (offset > before) missing = Wall(at + before);
            if (offset < before) againUntil = at + (before - offset);
            before = offset;
            if (at < window.From || (at + offset).Ticks % TimeSpan.TicksPerDay % step.Ticks != 0) continue;
            ticks.Add(new(at, Wall(at + offset), missing, at < againUntil));
            missing = null;
        }

        return ticks;
    }

    /// <summary>How far apart the marks of a span stand.</summary>
    public static TimeSpan StepOf(TimelineSpan span) => span switch
    {
        TimelineSpan.FourHours => TimeSpan.FromMinutes(15),
        TimelineSpan.Hour => TimeSpan.FromMinutes(5),
        _ => TimeSpan.FromHours(1),
    };

    private static string Wall(DateTimeOffset local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);
}
