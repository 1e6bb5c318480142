using System.Globalization;
using Supervisor.Domain.Statistics;

namespace Supervisor.Tests.Statistics;

public sealed class PeriodsTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", 25)]
    [InlineData("Europe/Berlin", "2026-11-20", 24)]
    [InlineData("Asia/Kolkata", "2026-10-25", 24)]
    [InlineData("Atlantic/Azores", "2026-10-25", 25)] // 1:00 becomes 0:00: midnight comes twice
    [InlineData("America/Sao_Paulo", "2018-11-04", 23)] // there is no midnight
    [InlineData("America/Sao_Paulo", "2018-02-17", 25)] // 24:00 becomes 23:00
    [InlineData("Australia/Lord_Howe", "2026-10-04", 23.5)]
    public void Split_ADay_HasTheHoursOfItsClock(string zone, string date, double hours)
    {
        var tz = Zone(zone);
        var day = Date(date);
        var period = Assert.Single(Periods.Split(Periods.At(day, tz), Periods.At(day.AddDays(1), tz), PeriodLength.Day, tz));
        Assert.Equal(hours, period.Length.TotalHours);
        Assert.Equal(day, TimeZoneInfo.ConvertTime(period.From, tz).Date);
        Assert.Equal(day, TimeZoneInfo.ConvertTime(period.To.AddTicks(-1), tz).Date);
    }

    [Fact]
    public void Split_AnHourThatComesTwice_IsTwoHours()
    {
        var zone = Zone("Europe/Berlin");
        var hours = Periods.Split(Periods.At(Date("2026-10-25"), zone), Periods.At(Date("2026-10-26"), zone), PeriodLength.Hour, zone);
        Assert.Equal(25, hours.Length);
        Assert.All(hours, hour => Assert.Equal(1, hour.Length.TotalHours));
        Assert.Equal(["02:00 +02:00", "02:00 +01:00"], hours.Skip(2).Take(2).Select(hour => TimeZoneInfo.ConvertTime(hour.From, zone).ToString("HH:mm zzz", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Split_AnHourThatDoesNotExist_IsNotThere()
    {
        var zone = Zone("Europe/Berlin");
        var hours = Periods.Split(Periods.At(Date("2026-03-29"), zone), Periods.At(Date("2026-03-30"), zone), PeriodLength.Hour, zone);
        Assert.Equal([1, 3], hours.Skip(1).Take(2).Select(hour => TimeZoneInfo.ConvertTime(hour.From, zone).Hour));
        Assert.Equal(23, hours.Length);
    }

    [Theory]
    [InlineData("Asia/Kolkata", 30)]
    [InlineData("Asia/Kathmandu", 15)]
    [InlineData("Europe/Berlin", 0)]
    public void Split_HoursOfAZone_BeginAtItsFullHours(string zone, int utcMinute)
    {
        var from = new DateTimeOffset(2026, 11, 20, 10, 7, 0, TimeSpan.Zero);
        var hours = Periods.Split(from, from.AddHours(3), PeriodLength.Hour, Zone(zone));
        Assert.Equal(from, hours[0].From);
        Assert.Equal(from.AddHours(3), hours[^1].To);
        Assert.All(hours.Skip(1), hour => Assert.Equal(utcMinute, hour.From.Minute));
    }

    [Fact]
    public void Split_ClockSetByHalfAnHour_HasAPieceOfHalfAnHour()
    {
        // Lord Howe, 5 April 2026: 2:00 becomes 1:30
        var zone = Zone("Australia/Lord_Howe");
        var hours = Periods.Split(Periods.At(Date("2026-04-05"), zone), Periods.At(Date("2026-04-06"), zone), PeriodLength.Hour, zone);
        Assert.Equal([60, 60, 30, 60], hours.Take(4).Select(hour => hour.Length.TotalMinutes));
    }

    [Fact]
    public void Split_ADayThatWasLeftOut_HasNoPeriod()
    {
        // Samoa crossed the date line: there was no 30 December 2011
        var zone = Zone("Pacific/Apia");
        var days = Periods.Split(Periods.At(Date("2011-12-29"), zone), Periods.At(Date("2012-01-01"), zone), PeriodLength.Day, zone);
        Assert.Equal([29, 31], days.Select(day => TimeZoneInfo.ConvertTime(day.From, zone).Day));
    }

    [Fact]
    public void Split_WeeksAndMonths_BeginOnMondayAndTheFirst()
    {
        var zone = Zone("Europe/Berlin");
        var (from, to) = (Periods.At(Date("2026-09-30"), zone), Periods.At(Date("2026-12-02"), zone));
        var weeks = Periods.Split(from, to, PeriodLength.Week, zone);
        Assert.All(weeks.Skip(1), week => Assert.Equal((DayOfWeek.Monday, TimeSpan.Zero), (Local(week).DayOfWeek, Local(week).TimeOfDay)));
        Assert.Equal((7 * 24) + 1, weeks.Single(week => week.Contains(new DateTimeOffset(2026, 10, 25, 0, 0, 0, TimeSpan.Zero))).Length.TotalHours);
        Assert.Equal(["09-30", "10-01", "11-01", "12-01"], Periods.Split(from, to, PeriodLength.Month, zone).Select(month => Local(month).ToString("MM-dd", CultureInfo.InvariantCulture)));
        Assert.Equal(new Period(from, to), Assert.Single(Periods.Split(from, to, PeriodLength.Range, zone)));

        DateTimeOffset Local(Period period) => TimeZoneInfo.ConvertTime(period.From, zone);
    }

    [Fact]
    public void Split_AnyRangeOfAnyZone_HasNoHoleAndNoMoreThanIsForetold()
    {
        var random = new Random(3);
        var zones = TimeZoneInfo.GetSystemTimeZones();
        for (var i = 0; i < 3_000; i++)
        {
            var zone = zones[random.Next(zones.Count)];
            var from = new DateTimeOffset(random.Next(1990, 2030), random.Next(1, 13), 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(random.Next());
            var length = (PeriodLength)random.Next(5);
            var to = from.AddHours(random.Next(1, length == PeriodLength.Hour ? 200 : 5_000)).AddMilliseconds(random.Next(3_600_000));
            var periods = Periods.Split(from, to, length, zone);
            Assert.Equal(from, periods[0].From);
            Assert.Equal(to, periods[^1].To);
            Assert.Equal(periods.Skip(1).Select(period => period.From), periods.SkipLast(1).Select(period => period.To));
            Assert.All(periods, period => Assert.True(period.Length > TimeSpan.Zero));
            Assert.True(periods.Length <= Periods.Most(from, to, length), $"{zone.Id} {from} {to} {length}: {periods.Length}");
        }
    }

    [Fact]
    public void Split_NothingOrTheEndsOfTime_Ends()
    {
        Assert.Empty(Periods.Split(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, PeriodLength.Day, TimeZoneInfo.Utc));
        Assert.All((string[])["Etc/UTC", "America/New_York"],
            zone => Assert.InRange(Periods.Split(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, PeriodLength.Month, Zone(zone)).Length, 12 * 9_998, 12 * 9_999));
    }

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    private static DateTime Date(string text) => DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
