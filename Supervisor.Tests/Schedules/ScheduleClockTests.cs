using System.Globalization;
using Supervisor.Web.Features.Schedules;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Schedules;

public sealed class ScheduleClockTests
{
    private const int EveryDay = 0b111_1111;
    private const int Monday = 0b000_0010;

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28", 150, "2026-03-28T02:30+01:00")]
    [InlineData("Europe/Berlin", "2026-03-29", 150, "2026-03-29T03:00+02:00")] // 02:30 does not exist
    [InlineData("Europe/Berlin", "2026-03-29", 180, "2026-03-29T03:00+02:00")]
    [InlineData("Europe/Berlin", "2026-10-25", 150, "2026-10-25T02:30+02:00")] // exists twice
    [InlineData("Europe/Berlin", "2026-10-25", 180, "2026-10-25T03:00+01:00")]
    [InlineData("Asia/Kolkata", "2026-03-29", 150, "2026-03-29T02:30+05:30")]
    [InlineData("America/Havana", "2026-03-08", 0, "2026-03-08T01:00-04:00")] // a day without a midnight
    [InlineData("America/Havana", "2026-11-01", 0, "2026-11-01T00:00-04:00")] // and one with two
    public void At_ClockChanges_IsTheNextMinuteThatExistsOrTheFirstOfTwo(string zone, string day, int minute, string expected) =>
        Assert.Equal(Time(expected), ScheduleClock.At(DateOnly.Parse(day, CultureInfo.InvariantCulture), minute, Zone(zone)));

    [Theory]
    [InlineData("Europe/Berlin", 150, EveryDay, null, "2026-03-29T03:30+02:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00")]
    [InlineData("Europe/Berlin", 150, EveryDay, null, "2026-10-25T02:30+02:00", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00")]
    [InlineData("Europe/Berlin", 150, EveryDay, null, "2026-10-25T02:45+01:00", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00")] // not a second time
    [InlineData("Europe/Berlin", 360, Monday, null, "2026-11-25T12:00+01:00", "2026-11-23T06:00+01:00", "2026-11-30T06:00+01:00")]
    [InlineData("Asia/Kolkata", 0, EveryDay, null, "2026-11-25T18:29Z", "2026-11-24T18:30Z", "2026-11-25T18:30Z")]
    [InlineData("Asia/Kolkata", 0, EveryDay, null, "2026-11-25T18:30Z", "2026-11-25T18:30Z", "2026-11-26T18:30Z")]
    [InlineData("UTC", 0, 0, 31, "2026-03-15T00:00Z", "2026-02-28T00:00Z", "2026-03-31T00:00Z")] // the last day of a shorter month
    [InlineData("UTC", 0, 0, 1, "2026-01-01T00:00Z", "2026-01-01T00:00Z", "2026-02-01T00:00Z")]
    [InlineData("Pacific/Auckland", 60, EveryDay, null, "2026-11-25T11:59Z", "2026-11-24T12:00Z", "2026-11-25T12:00Z")] // its day is ahead of ours
    public void LatestAndNext_AnyMoment_AreOnBothSidesOfIt(string zone, int minute, int weekdays, int? dayOfMonth, string now, string latest, string next)
    {
        var timing = new ScheduleTiming(Zone(zone), minute, weekdays, dayOfMonth);
        Assert.Equal(Time(latest), ScheduleClock.Latest(timing, Time(now)));
        Assert.Equal(Time(next), ScheduleClock.Next(timing, Time(now)));
    }

    [Fact]
    public void LatestAndNext_NoDayChosen_AreNever()
    {
        var timing = new ScheduleTiming(TimeZoneInfo.Utc, 0, 0, null);
        Assert.Null(ScheduleClock.Latest(timing, Time("2026-11-25T00:00Z")));
        Assert.Null(ScheduleClock.Next(timing, Time("2026-11-25T00:00Z")));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Asia/Kolkata")]
    [InlineData("America/Havana")]
    [InlineData("Australia/Lord_Howe")]
    public void Next_FromOneToTheNextForAYear_EveryDayExactlyOnce(string zone)
    {
        var timing = new ScheduleTiming(Zone(zone), 130, EveryDay, null);
        var time = Time("2026-01-01T00:00Z");
        var days = new List<DateOnly>();
        for (var n = 0; n < 365; n++)
        {
            time = ScheduleClock.Next(timing, time)!.Value;
            Assert.Equal(time, ScheduleClock.Latest(timing, time));
            days.Add(ScheduleClock.DayOf(time, timing.Zone));
        }
        Assert.Equal(Enumerable.Range(0, 365).Select(n => days[0].AddDays(n)), days);
    }

    [Theory]
    [InlineData(ScheduledPeriod.Yesterday, "2026-03-01", "2026-02-28", "2026-02-28")]
    [InlineData(ScheduledPeriod.LastWeek, "2026-11-23", "2026-11-16", "2026-11-22")] // a Monday
    [InlineData(ScheduledPeriod.LastWeek, "2026-11-25", "2026-11-16", "2026-11-22")]
    [InlineData(ScheduledPeriod.LastWeek, "2026-11-29", "2026-11-16", "2026-11-22")] // a Sunday
    [InlineData(ScheduledPeriod.LastMonth, "2026-03-31", "2026-02-01", "2026-02-28")]
    [InlineData(ScheduledPeriod.LastMonth, "2026-01-01", "2025-12-01", "2025-12-31")]
    public void Days_Period_CountsFromTheDay(ScheduledPeriod period, string today, string first, string last) =>
        Assert.Equal((Day(first), Day(last)), ScheduleClock.Days(period, Day(today)));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", 25)]
    [InlineData("Asia/Kolkata", "2026-03-29", 24)]
    [InlineData("America/Havana", "2026-03-08", 23)]
    public void Span_OneDay_IsAsLongAsThatDayWas(string zone, string day, int hours)
    {
        var (from, to) = ScheduleClock.Span((Day(day), Day(day)), Zone(zone));
        Assert.Equal(TimeSpan.FromHours(hours), to - from);
        Assert.Equal(to, ScheduleClock.Span((Day(day).AddDays(1), Day(day).AddDays(1)), Zone(zone)).From); // no event twice, and none between
    }

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
