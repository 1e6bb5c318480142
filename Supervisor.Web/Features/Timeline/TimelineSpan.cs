namespace Supervisor.Web.Features.Timeline;

/// <summary>How much time a timeline shows, from the widest to the finest.</summary>
public enum TimelineSpan
{
    /// <summary>Monday to Sunday, one row per day.</summary>
    Week,

    /// <summary>Midnight to midnight.</summary>
    Day,

    /// <summary>A sixth of a day, counted from midnight.</summary>
    FourHours,

    /// <summary>One hour, counted from midnight.</summary>
    Hour,
}

/// <summary>A stretch of time, as a timeline shows it; UTC.</summary>
/// <param name="From">Beginning.</param>
/// <param name="To">End, not included.</param>
public readonly record struct TimeWindow(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => To - From;

    /// <summary>True where <paramref name="at"/> lies in it.</summary>
    public bool Has(DateTimeOffset at) => at >= From && at < To;

    /// <summary>The window of that span in which <paramref name="at"/> lies. Days and weeks are the zone's; hours are counted from its midnight, so the last one of a day may be cut short.</summary>
    public static TimeWindow Of(DateTimeOffset at, TimelineSpan span, TimeZoneInfo zone)
    {
        at = at.ToUniversalTime();
        var day = LocalDays.DayOf(at, zone);
        if (span == TimelineSpan.Week)
        {
            var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
            return new(LocalDays.StartOf(monday, zone), LocalDays.StartOf(monday.AddDays(7), zone));
        }

        var whole = new TimeWindow(LocalDays.StartOf(day, zone), LocalDays.StartOf(day.AddDays(1), zone));
        if (span == TimelineSpan.Day) return whole;
        var length = TimeSpan.FromHours(span == TimelineSpan.Hour ? 1 : 4);
        var from = whole.From + length * Math.Floor((at - whole.From) / length);
        return new(from, from + length < whole.To ? from + length : whole.To);
    }

    /// <summary>Its days: each from midnight to midnight of the zone.</summary>
    public IEnumerable<TimeWindow> Days(TimeZoneInfo zone)
    {
        for (var from = From; from < To;)
        {
            var end = LocalDays.StartOf(LocalDays.DayOf(from, zone).AddDays(1), zone);
            yield return new(from, end < To ? end : To);
            from = end;
        }
    }
}

/// <summary>Spans in addresses, and the steps between them.</summary>
internal static class TimelineSpans
{
    /// <summary>As it stands in an address.</summary>
    public static string Name(this TimelineSpan span) => span switch { TimelineSpan.Week => "week", TimelineSpan.FourHours => "4hours", TimelineSpan.Hour => "hour", _ => "day" };

    /// <summary>What the address asks for; <paramref name="otherwise"/> where it asks for nothing that is known.</summary>
    public static TimelineSpan Parse(string? name, TimelineSpan otherwise) => name switch
    {
        "week" => TimelineSpan.Week,
        "day" => TimelineSpan.Day,
        "4hours" => TimelineSpan.FourHours,
        "hour" => TimelineSpan.Hour,
        _ => otherwise,
    };

    /// <summary>The moment that the same span later or earlier stands for: the same time of another day, or the beginning of the neighbouring hours.</summary>
    public static DateTimeOffset Step(this TimelineSpan span, DateTimeOffset at, bool forward, TimeZoneInfo zone)
    {
        if (span is TimelineSpan.Week or TimelineSpan.Day) return LocalDays.Shift(at, (span == TimelineSpan.Week ? 7 : 1) * (forward ? 1 : -1), zone);
        var window = TimeWindow.Of(at, span, zone);
        return forward ? window.To : TimeWindow.Of(window.From.AddTicks(-1), span, zone).From;
    }
}
