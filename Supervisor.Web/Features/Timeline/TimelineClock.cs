using System.Globalization;

namespace Supervisor.Web.Features.Timeline;

/// <summary>Times and lengths as timelines write them.</summary>
internal static class TimelineClock
{
    /// <summary>Time of day with seconds; with the offset where the clock shows it twice.</summary>
    public static string Clock(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return local.ToString(zone.IsAmbiguousTime(local.DateTime) ? "HH:mm:ss zzz" : "HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>Day and time of day.</summary>
    public static string DayAndClock(DateTimeOffset at, TimeZoneInfo zone) => $"{Day(LocalDays.DayOf(at, zone))} {Clock(at, zone)}";

    /// <summary>As date boxes want it, too.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Hours, minutes and seconds; as the clock script writes them.</summary>
    public static string Lasting(TimeSpan length) =>
        string.Create(CultureInfo.InvariantCulture, $"{(length >= TimeSpan.FromHours(1) ? $"{(long)length.TotalHours}:{length.Minutes:00}" : $"{length.Minutes}")}:{length.Seconds:00}");

    /// <summary>Zone and its offset at that moment.</summary>
    public static string Zone(TimeZoneInfo zone, DateTimeOffset at)
    {
        var offset = zone.GetUtcOffset(at);
        return string.Create(CultureInfo.InvariantCulture, $"{zone.Id} (UTC{(offset < TimeSpan.Zero ? "−" : "+")}{offset:hh\\:mm})");
    }

    /// <summary>A place on the axis for a style or an SVG attribute.</summary>
    public static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{part * 100:0.####}%");
}
