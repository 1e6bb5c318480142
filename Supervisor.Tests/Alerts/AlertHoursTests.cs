using System.Globalization;
using Supervisor.Domain.Alerts;

namespace Supervisor.Tests.Alerts;

public sealed class AlertHoursTests
{
    private const int Workdays = 0b011_1110;

    [Theory]
    // in the hours, before them, after them: Monday 2 March 2026 to Sunday 8 March
    [InlineData("UTC", Workdays, 9, 17, "2026-03-02T10:00Z", "2026-03-02T10:00Z")]
    [InlineData("UTC", Workdays, 9, 17, "2026-03-02T08:59Z", "2026-03-02T09:00Z")]
    [InlineData("UTC", Workdays, 9, 17, "2026-03-02T17:00Z", "2026-03-03T09:00Z")]
    [InlineData("UTC", Workdays, 9, 17, "2026-03-06T18:00Z", "2026-03-09T09:00Z")]
    // over midnight: Friday's hours go on on Saturday, Sunday's do not begin
    [InlineData("UTC", Workdays, 22, 6, "2026-03-07T05:59Z", "2026-03-07T05:59Z")]
    [InlineData("UTC", Workdays, 22, 6, "2026-03-07T06:00Z", "2026-03-09T22:00Z")]
    [InlineData("UTC", Workdays, 22, 6, "2026-03-09T03:00Z", "2026-03-09T22:00Z")]
    // a whole day by the clock of a zone: Monday in Shanghai begins on Sunday in UTC
    [InlineData("Asia/Shanghai", 0b000_0010, 0, 0, "2026-03-01T15:59Z", "2026-03-01T16:00Z")]
    [InlineData("Asia/Shanghai", 0b000_0010, 0, 0, "2026-03-02T15:59Z", "2026-03-02T15:59Z")]
    [InlineData("Asia/Shanghai", 0b000_0010, 0, 0, "2026-03-02T16:00Z", "2026-03-08T16:00Z")]
    // the clock goes forward on 29 March at 2:00: 2:30 does not exist, the hours begin at 3:00
    [InlineData("Europe/Berlin", AlertHours.EveryDay, 2, 6, "2026-03-29T00:30Z", "2026-03-29T01:00Z")]
    // hours that the clock skips altogether are none
    [InlineData("Europe/Berlin", AlertHours.EveryDay, 2, 3, "2026-03-29T00:30Z", "2026-03-30T00:00Z")]
    // the clock goes back on 25 October at 3:00: the hours last an hour longer
    [InlineData("Europe/Berlin", AlertHours.EveryDay, 1, 4, "2026-10-25T02:59Z", "2026-10-25T02:59Z")]
    [InlineData("Europe/Berlin", AlertHours.EveryDay, 1, 4, "2026-10-25T03:00Z", "2026-10-26T00:00Z")]
    public void OpensAt_ByTheClockOfTheZone(string zone, int weekdays, int from, int to, string at, string opens) =>
        Assert.Equal(Time(opens), new AlertHours(TimeZoneInfo.FindSystemTimeZoneById(zone), weekdays, from * 60, to * 60).OpensAt(Time(at)));

    [Fact]
    public void OpensAt_NoDay_Never() => Assert.Null(new AlertHours(TimeZoneInfo.Utc, 0, 0, 0).OpensAt(Time("2026-03-02T10:00Z")));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
