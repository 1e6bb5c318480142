using Supervisor.Web.Features.Replay;

namespace Supervisor.Tests.Replay;

public sealed class ReplayDayTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-11-20T12:00:00Z", 1440)]
    [InlineData("Europe/Berlin", "2026-03-29T12:00:00Z", 1380)] // forward
    [InlineData("Europe/Berlin", "2026-10-25T12:00:00Z", 1500)] // back
    [InlineData("Asia/Kolkata", "2026-10-25T12:00:00Z", 1440)]
    [InlineData("Australia/Lord_Howe", "2026-04-05T00:00:00Z", 1470)] // half an hour
    [InlineData("Africa/Cairo", "2026-04-24T12:00:00Z", 1380)] // forward at midnight
    public void Of_AnyDay_IsAsLongAsTheDayIs(string zone, string at, int minutes)
    {
        var day = ReplayDay.Of(DateTimeOffset.Parse(at), TimeZoneInfo.FindSystemTimeZoneById(zone));
        Assert.Equal(minutes, day.Minutes);
        Assert.InRange(DateTimeOffset.Parse(at), day.Begin, day.End);
    }

    [Fact]
    public void Of_EveryMinuteOfTheDayWithAnHourTwice_LiesInThatDayAndComesBackFromTheSlider()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var day = ReplayDay.Of(new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero), zone);
        for (var minute = 0; minute < day.Minutes; minute++)
        {
            var at = day.Begin.AddMinutes(minute);
            Assert.Equal(day, ReplayDay.Of(at, zone));
            Assert.Equal(minute, (int)(at - day.Begin).TotalMinutes);
        }

        Assert.NotEqual(day, ReplayDay.Of(day.End, zone));
    }

    [Fact]
    public void Instant_OfLocal_IsTheSameMomentExceptInTheFirstOfTwoHours()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var day = ReplayDay.Of(new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero), zone);
        for (var at = day.Begin; at < day.End; at = at.AddMinutes(7))
        {
            var back = ReplayDay.Instant(ReplayDay.Local(at, zone), zone)!.Value;
            Assert.Equal(zone.IsAmbiguousTime(at.UtcDateTime) && back != at ? at.AddHours(1) : at, back);
        }

        Assert.Null(ReplayDay.Instant("tomorrow", zone));
        Assert.Null(ReplayDay.Instant("", zone));
    }

    [Theory]
    [InlineData("http://x/floor?at=2026-11-20T14:03:10Z", true, "2026-11-20T14:03:10Z")]
    [InlineData("http://x/floor?q=a&at=2026-11-20T15:03:10.1239%2B01:00", true, "2026-11-20T14:03:10.123Z")]
    [InlineData("http://x/floor?at=soon", true, null)]
    [InlineData("http://x/floor?at=", true, null)]
    [InlineData("http://x/floor?q=at", false, null)]
    public void Address_Given_IsReadInWholeMilliseconds(string address, bool past, string? at)
    {
        Assert.Equal(past, ReplayAddress.IsPast(address));
        Assert.Equal(at is null ? null : DateTimeOffset.Parse(at), ReplayAddress.Read(address));
        if (at is not null) Assert.Equal(DateTimeOffset.Parse(at), ReplayAddress.Read("http://x" + ReplayAddress.Of(DateTimeOffset.Parse(at))));
    }
}
