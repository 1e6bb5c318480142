using Supervisor.Web.Features.Timeline;

namespace Supervisor.Tests.Timeline;

public sealed class LocalTimeTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28", "2026-03-27T23:00:00Z", 24)]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 25)]
    [InlineData("Asia/Kolkata", "2026-03-29", "2026-03-28T18:30:00Z", 24)]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", 23)]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00Z", 23.5)]
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", 23)] // put forward at midnight: the day begins at 01:00
    [InlineData("Africa/Cairo", "2026-10-29", "2026-10-28T21:00:00Z", 25)]
    [InlineData("UTC", "2026-10-25", "2026-10-25T00:00:00Z", 24)]
    public void Day_OfAZone_BeginsAtItsMidnightAndHasItsHours(string zoneId, string date, string begins, double hours)
    {
        var (zone, day) = (Zone(zoneId), DateOnly.Parse(date));
        var from = LocalDays.StartOf(day, zone);
        Assert.Equal(At(begins), from);
        Assert.Equal(hours, (LocalDays.StartOf(day.AddDays(1), zone) - from).TotalHours);
        Assert.Equal(day, LocalDays.DayOf(from, zone));
        Assert.Equal(day.AddDays(-1), LocalDays.DayOf(from.AddTicks(-1), zone));
    }

    [Theory]
    [InlineData("2026-03-29T12:34:56Z", TimelineSpan.Day, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("2026-03-29T12:34:56Z", TimelineSpan.Hour, "2026-03-29T12:00:00Z", "2026-03-29T13:00:00Z")]
    [InlineData("2026-03-29T12:34:56Z", TimelineSpan.FourHours, "2026-03-29T11:00:00Z", "2026-03-29T15:00:00Z")]
    [InlineData("2026-03-29T21:34:56Z", TimelineSpan.FourHours, "2026-03-29T19:00:00Z", "2026-03-29T22:00:00Z")] // the last four hours of a day of 23
    [InlineData("2026-10-25T22:30:00Z", TimelineSpan.FourHours, "2026-10-25T22:00:00Z", "2026-10-25T23:00:00Z")] // the 25th hour
    [InlineData("2026-10-25T01:30:00Z", TimelineSpan.Hour, "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z")] // the second 02:30
    [InlineData("2026-10-25T12:00:00Z", TimelineSpan.Week, "2026-10-18T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("2026-03-28T23:00:00Z", TimelineSpan.Week, "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z")]
    public void Window_InBerlin_IsWhatTheCalendarHas(string at, TimelineSpan span, string from, string to) =>
        Assert.Equal(new TimeWindow(At(from), At(to)), TimeWindow.Of(At(at), span, Zone("Europe/Berlin")));

    [Fact]
    public void Window_HourInKolkata_BeginsAtTheFullLocalHour() =>
        Assert.Equal(At("2026-03-29T12:30:00Z"), TimeWindow.Of(At("2026-03-29T13:10:00Z"), TimelineSpan.Hour, Zone("Asia/Kolkata")).From);

    [Fact]
    public void Days_OfAWeekWithAClockChange_AreSevenWithoutHole()
    {
        var zone = Zone("Europe/Berlin");
        var week = TimeWindow.Of(At("2026-10-25T12:00:00Z"), TimelineSpan.Week, zone);
        var days = week.Days(zone).ToList();
        Assert.Equal([24, 24, 24, 24, 24, 24, 25], days.Select(day => day.Length.TotalHours));
        Assert.Equal(days.Skip(1).Select(day => day.From).Append(week.To), days.Select(day => day.To));
    }

    [Theory]
    [InlineData(TimelineSpan.Day, "2026-03-28T11:00:00Z", true, "2026-03-29T10:00:00Z")] // noon to noon
    [InlineData(TimelineSpan.Day, "2026-03-28T01:30:00Z", true, "2026-03-29T01:00:00Z")] // half past two does not exist: three
    [InlineData(TimelineSpan.Week, "2026-10-25T11:00:00Z", false, "2026-10-18T10:00:00Z")]
    [InlineData(TimelineSpan.Hour, "2026-03-29T00:59:00Z", true, "2026-03-29T01:00:00Z")]
    [InlineData(TimelineSpan.Hour, "2026-03-28T23:10:00Z", false, "2026-03-28T22:00:00Z")]
    [InlineData(TimelineSpan.FourHours, "2026-10-25T23:10:00Z", false, "2026-10-25T22:00:00Z")]
    public void Step_InBerlin_KeepsTheTimeOfDayOrTakesTheNextHours(TimelineSpan span, string at, bool forward, string to) =>
        Assert.Equal(At(to), span.Step(At(at), forward, Zone("Europe/Berlin")));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T12:00:00Z", "00:00 01:00 03:00-02:00 04:00", 23)]
    [InlineData("Europe/Berlin", "2026-10-25T12:00:00Z", "00:00 01:00 02:00 02:00! 03:00", 25)]
    [InlineData("Asia/Kolkata", "2026-03-29T12:00:00Z", "00:00 01:00 02:00 03:00", 24)]
    [InlineData("Africa/Cairo", "2026-04-24T12:00:00Z", "01:00-00:00 02:00 03:00", 23)]
    [InlineData("Australia/Lord_Howe", "2026-10-04T12:00:00Z", "00:00 01:00 03:00-02:00 04:00", 23)] // from 02:00 to 02:30
    public void Ticks_OfADay_SayWhichHourIsMissingOrComesTwice(string zoneId, string at, string begin, int count)
    {
        var zone = Zone(zoneId);
        var ticks = AxisTick.Of(TimeWindow.Of(At(at), TimelineSpan.Day, zone), TimeSpan.FromHours(1), zone);
        var texts = ticks.Select(tick => tick.Clock + (tick.Missing is { } missing ? "-" + missing : "") + (tick.Again ? "!" : ""));
        Assert.Equal(begin, string.Join(' ', texts.Take(begin.Split(' ').Length)));
        Assert.Equal(count, ticks.Count);
    }

    [Fact]
    public void Ticks_OfTheSecondOfTwoEqualHours_SayAgain()
    {
        var zone = Zone("Europe/Berlin");
        Assert.All(AxisTick.Of(TimeWindow.Of(At("2026-10-25T01:30:00Z"), TimelineSpan.Hour, zone), TimeSpan.FromMinutes(5), zone), tick => Assert.True(tick.Again));
        Assert.All(AxisTick.Of(TimeWindow.Of(At("2026-10-25T00:30:00Z"), TimelineSpan.Hour, zone), TimeSpan.FromMinutes(5), zone), tick => Assert.False(tick.Again));
        Assert.Equal("02:30:00 +01:00", TimelineClock.Clock(At("2026-10-25T01:30:00Z"), zone));
        Assert.Equal("03:30:00", TimelineClock.Clock(At("2026-10-25T02:30:00Z"), zone));
    }

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);
}
