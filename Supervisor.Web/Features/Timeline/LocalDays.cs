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

    /// <summary>The moment at which the clock of the zone shows <paramref name="local"/>: the first one where there are two, the end of the gap where there is none.</summary>
    public static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            // by both offsets around the gap; the gap ends where the earlier offset's clock would show its beginning
            var before = zone.GetUtcOffset(local.AddDays(-1));
            var after = zone.GetUtcOffset(local.AddDays(1));
            var late = new DateTimeOffset(local, before).ToUniversalTime();
            return Boundary(late - (after - before), late, zone);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>When the offset changes between the two, to the minute.</summary>
    private static DateTimeOffset Boundary(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        var at = from;
        while (at < to && zone.GetUtcOffset(at) == zone.GetUtcOffset(from)) at = at.AddMinutes(1);
        return at;
    }
}
