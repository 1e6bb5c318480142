using System.Collections.Immutable;

namespace Supervisor.Domain.Statistics;

/// <summary>Splits a range by the clock and the calendar of a time zone. The periods follow each other without hole and overlap; the range cuts the first and the last one.</summary>
public static class Periods
{
    private const int MaxOffsetHours = 15;

    /// <summary>The periods of a range, in order; their times are UTC. Empty where <paramref name="to"/> is not later than <paramref name="from"/>.</summary>
    /// <param name="from">Beginning.</param>
    /// <param name="to">End, not included.</param>
    /// <param name="length">How long they are.</param>
    /// <param name="zone">Whose clock and calendar.</param>
    public static ImmutableArray<Period> Split(DateTimeOffset from, DateTimeOffset to, PeriodLength length, TimeZoneInfo zone)
    {
        var periods = ImmutableArray.CreateBuilder<Period>();
        for (var (begin, end) = (from.ToUniversalTime(), to.ToUniversalTime()); begin < end;)
        {
            var next = Next(begin, end, length, zone);
            periods.Add(new Period(begin, next));
            begin = next;
        }

        return periods.ToImmutable();
    }

    /// <summary>At most so many periods are in a range; told without splitting it.</summary>
    public static long Most(DateTimeOffset from, DateTimeOffset to, PeriodLength length) => length == PeriodLength.Range || to <= from ? 1 : (long)((to - from) / Shortest(length)) + 2;

    /// <summary>
    /// When the clock of a zone first shows <paramref name="local"/>, or goes past it where it is set forward. Days begin so: midnight may not exist, or come twice.
    /// </summary>
    public static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        // near the ends of the calendar no zone is set
        if (local.Year is 1 or 9999) return Utc(local - zone.BaseUtcOffset);
        var asUtc = Utc(local);
        var before = asUtc.AddHours(-MaxOffsetHours);
        var first = asUtc - zone.GetUtcOffset(before);
        if (zone.GetUtcOffset(first) == zone.GetUtcOffset(before)) return first;
        var set = WhenSet(before, first, zone);
        var second = asUtc - zone.GetUtcOffset(first);
        return second > set ? second : set;
    }

    /// <summary>Beginning of the day, week or month that holds <paramref name="at"/>, by the calendar of the zone; a date without time.</summary>
    public static DateTime FirstDay(DateTimeOffset at, PeriodLength length, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTime(at, zone).Date;
        return length switch
        {
            PeriodLength.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            PeriodLength.Month => day.AddDays(1 - day.Day),
            _ => day,
        };
    }

    private static DateTimeOffset Next(DateTimeOffset at, DateTimeOffset end, PeriodLength length, TimeZoneInfo zone)
    {
        if (length == PeriodLength.Range || end - at < TimeSpan.FromSeconds(1)) return end;
        var next = length == PeriodLength.Hour ? NextHour(at, zone) : NextDate(at, length, zone);
        return next < end ? next : end;
    }

    private static DateTimeOffset NextDate(DateTimeOffset at, PeriodLength length, TimeZoneInfo zone)
    {
        var date = FirstDay(at, length, zone);
        while (true)
        {
            if (date.Year == 9999) return DateTimeOffset.MaxValue;
            date = length switch { PeriodLength.Month => date.AddMonths(1), PeriodLength.Week => date.AddDays(7), _ => date.AddDays(1) };
            // a day that a zone has left out (the date line) has no length
            if (At(date, zone) is var begin && begin > at) return begin;
        }
    }

    private static DateTimeOffset NextHour(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = at.Ticks + zone.GetUtcOffset(at).Ticks;
        var next = at.AddTicks(TimeSpan.TicksPerHour - (local % TimeSpan.TicksPerHour));
        return zone.GetUtcOffset(next) == zone.GetUtcOffset(at) ? next : WhenSet(at, next, zone);
    }

    /// <summary>When the clock was set between two times that have different offsets.</summary>
    private static DateTimeOffset WhenSet(DateTimeOffset before, DateTimeOffset after, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(before);
        // clocks are set at a full second
        var (low, high) = (before.ToUnixTimeSeconds(), after.ToUnixTimeSeconds());
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(middle)) == offset) low = middle;
            else high = middle;
        }

        return DateTimeOffset.FromUnixTimeSeconds(high);
    }

    private static DateTimeOffset Utc(DateTime time) => new(time.Ticks, TimeSpan.Zero);

    private static TimeSpan Shortest(PeriodLength length) => length switch
    {
        PeriodLength.Month => TimeSpan.FromDays(27),
        PeriodLength.Week => TimeSpan.FromDays(6),
        PeriodLength.Day => TimeSpan.FromHours(22),
        // beside the hours themselves there are the few that a change of the clock splits
        _ => TimeSpan.FromMinutes(59),
    };
}
