using Supervisor.Domain.Statistics;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Schedules;

/// <summary>When something is due: on which days, at which minute by the clock of a zone.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="MinuteOfDay">0 to 1439.</param>
/// <param name="Weekdays">Bit 0 is Sunday; not looked at where a day of the month is given.</param>
/// <param name="DayOfMonth">1 to 31; the last day in a shorter month.</param>
internal sealed record ScheduleTiming(TimeZoneInfo Zone, int MinuteOfDay, int Weekdays, int? DayOfMonth)
{
    public bool Includes(DateOnly day) => DayOfMonth is { } wanted
        ? day.Day == Math.Min(wanted, DateTime.DaysInMonth(day.Year, day.Month))
        : (Weekdays >> (int)day.DayOfWeek & 1) == 1;
}

/// <summary>The times and periods of scheduled exports: pure functions.</summary>
internal static class ScheduleClock
{
    /// <summary>Days that are looked at: any day of a month comes again within 31, and a day of the week within 7.</summary>
    private const int Horizon = 33;

    /// <summary>The last time that is due at <paramref name="now"/> or before; null where no day is chosen.</summary>
    public static DateTimeOffset? Latest(ScheduleTiming timing, DateTimeOffset now) =>
        Times(timing, DayOf(now, timing.Zone).AddDays(1), -1).FirstOrDefault(time => time <= now) is { Ticks: > 0 } found ? found : null;

    /// <summary>The first time that is due after <paramref name="now"/>; null where no day is chosen.</summary>
    public static DateTimeOffset? Next(ScheduleTiming timing, DateTimeOffset now) =>
        Times(timing, DayOf(now, timing.Zone).AddDays(-1), 1).FirstOrDefault(time => time > now) is { Ticks: > 0 } found ? found : null;

    /// <summary>
    /// The moment at which a clock in the zone shows that time. A time that the clock skips is the next minute that exists; one that it shows twice is the first of the two.
    /// </summary>
    public static DateTimeOffset At(DateOnly day, int minuteOfDay, TimeZoneInfo zone) => Periods.At(day.ToDateTime(TimeOnly.MinValue).AddMinutes(minuteOfDay), zone);

    /// <summary>First day and last day of the period.</summary>
    /// <param name="period">Which.</param>
    /// <param name="today">The day from which it counts.</param>
    public static (DateOnly First, DateOnly Last) Days(ScheduledPeriod period, DateOnly today)
    {
        switch (period)
        {
            case ScheduledPeriod.LastWeek:
                var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
                return (monday.AddDays(-7), monday.AddDays(-1));
            case ScheduledPeriod.LastMonth:
                var first = new DateOnly(today.Year, today.Month, 1);
                return (first.AddMonths(-1), first.AddDays(-1));
            default:
                return (today.AddDays(-1), today.AddDays(-1));
        }
    }

    /// <summary>The moments from which and before which those days last in the zone.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Span((DateOnly First, DateOnly Last) days, TimeZoneInfo zone) => (At(days.First, 0, zone), At(days.Last.AddDays(1), 0, zone));

    /// <summary>The day that a calendar in the zone shows.</summary>
    public static DateOnly DayOf(DateTimeOffset time, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);

    private static IEnumerable<DateTimeOffset> Times(ScheduleTiming timing, DateOnly start, int direction) =>
        Enumerable.Range(0, Horizon).Select(step => start.AddDays(step * direction)).Where(timing.Includes).Select(day => At(day, timing.MinuteOfDay, timing.Zone));
}
