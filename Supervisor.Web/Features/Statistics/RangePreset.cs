using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Statistics;

/// <summary>A range that is a click away.</summary>
/// <param name="Title">English words, the key of the translation.</param>
/// <param name="Length">Day, week or month.</param>
/// <param name="Before">0 for the one that is now, 1 for the one before.</param>
internal sealed record RangePreset(string Title, PeriodLength Length, int Before)
{
    public static readonly IReadOnlyList<RangePreset> All =
    [
        new("Today", PeriodLength.Day, 0),
        new("Yesterday", PeriodLength.Day, 1),
        new("This week", PeriodLength.Week, 0),
        new("Last week", PeriodLength.Week, 1),
        new("This month", PeriodLength.Month, 0),
        new("Last month", PeriodLength.Month, 1),
    ];

    /// <summary>Beginning and end, by the clock and the calendar of the zone.</summary>
    public Period At(DateTimeOffset now, TimeZoneInfo zone)
    {
        var first = Move(Periods.FirstDay(now, Length, zone), -Before);
        return new Period(Periods.At(first, zone), Periods.At(Move(first, 1), zone));
    }

    private DateTime Move(DateTime day, int by) => Length switch { PeriodLength.Month => day.AddMonths(by), PeriodLength.Week => day.AddDays(7 * by), _ => day.AddDays(by) };
}
