using Supervisor.Domain.Statistics;

namespace Supervisor.Domain.Alerts;

/// <summary>The hours of the week in which a rule may raise alerts, by the clock of a zone. Hours that go over midnight belong to the day on which they begin.</summary>
/// <param name="Zone">Whose clock and calendar.</param>
/// <param name="Weekdays">Bit 0 is Sunday.</param>
/// <param name="FromMinute">Beginning, minutes after midnight, 0 to 1439.</param>
/// <param name="ToMinute">End, not included, 0 to 1439; not later than the beginning: on the next day. The same as the beginning: a whole day.</param>
public sealed record AlertHours(TimeZoneInfo Zone, int Weekdays, int FromMinute, int ToMinute)
{
    /// <summary>All seven days.</summary>
    public const int EveryDay = 0b111_1111;

    /// <summary>At any time.</summary>
    public static AlertHours Always { get; } = new(TimeZoneInfo.Utc, EveryDay, 0, 0);

    private bool IsAlways => (Weekdays & EveryDay) == EveryDay && FromMinute == ToMinute;

    /// <summary><paramref name="at"/> where the hours hold it, else when they open next (UTC); null where no day is chosen.</summary>
    public DateTimeOffset? OpensAt(DateTimeOffset at)
    {
        if (IsAlways) return at;
        // the hours of yesterday may go on, and the only day chosen comes again within a week
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);
        for (var step = -1; step <= 8; step++)
        {
            var day = today.AddDays(step);
            if ((Weekdays >> (int)day.DayOfWeek & 1) == 0) continue;
            var (begin, end) = (At(day, FromMinute), At(ToMinute > FromMinute ? day : day.AddDays(1), ToMinute));
            // hours that the clock has skipped are no hours
            if (begin < end && at < end) return at > begin ? at : begin;
        }

        return null;
    }

    private DateTimeOffset At(DateOnly day, int minute) => Periods.At(day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute), Zone);
}
