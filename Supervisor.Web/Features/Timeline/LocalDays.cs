using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Timeline;

/// <summary>Days as the person's calendar has them: from midnight to midnight of their zone, which may be 23 or 25 hours.</summary>
internal static class LocalDays
{
    /// <summary>The day in which <paramref name="at"/> lies.</summary>
    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The first moment of the day (UTC). Where the clock is put forward at midnight, that is the first moment that exists.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) => Instant(day.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>That many days later or earlier, at the same time of day.</summary>
    public static DateTimeOffset Shift(DateTimeOffset at, int days, TimeZoneInfo zone) => Instant(TimeZoneInfo.ConvertTime(at, zone).DateTime.AddDays(days), zone);

    /// <summary>The moment at which the clock of the zone shows <paramref name="local"/>; see <see cref="Periods.At"/>.</summary>
    public static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone) => Periods.At(local, zone);
}
