using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Schedules;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Schedules;

public sealed class ExportSchedulerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Due_EachMorning_FileOfYesterdayIsThereWholeAndOurs()
    {
        await using var site = await ScheduleSite.CreateAsync(Time("2026-11-25T05:58+01:00"));
        site.Append(Time("2026-11-23T23:59+01:00"), Time("2026-11-24T00:00+01:00"), Time("2026-11-24T23:59+01:00"), Time("2026-11-25T00:00+01:00"));
        await AddAsync(site, new ScheduleForm { Name = "Every day / all", Zone = "Europe/Berlin" }, expectDone: false); // a path is no name
        await AddAsync(site, new ScheduleForm { Name = "Every day", Zone = "Europe/Berlin" });
        await site.StartAsync();
        Assert.Empty(site.Files);

        await site.PassAsync(3 * Minute, Minute);
        Assert.Equal(["every-day_2026-11-24.csv", "every-day_2026-11-24.csv.about.txt"], site.Files);
        var lines = (await File.ReadAllTextAsync(Path.Combine(site.Exports, "every-day_2026-11-24.csv"))).TrimEnd().Split('\n');
        Assert.Equal(["2", "3"], lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Contains("Events: 2", await File.ReadAllTextAsync(Path.Combine(site.Exports, "every-day_2026-11-24.csv.about.txt")), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(site.Exports, "every-day_2026-11-24.csv")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(site.Exports));
        }
        Assert.Equal((ScheduleState.Done, "every-day_2026-11-24.csv: 2 events"), await StateAsync(site));

        await site.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(1));
        Assert.Contains("every-day_2026-11-25.csv", site.Files);
        Assert.Equal([6020, 6020], site.Log.Ids);
    }

    [Fact]
    public async Task Restart_ThreeTimesMissed_TheLastIsCaughtUpOnce()
    {
        await using var site = await ScheduleSite.CreateAsync(Time("2026-11-20T12:00Z"));
        await AddAsync(site, new ScheduleForm { Name = "daily" });
        site.Clock.Advance(TimeSpan.FromDays(3));
        await site.StartAsync();
        Assert.Equal(["daily_2026-11-22.csv", "daily_2026-11-22.csv.about.txt"], site.Files);
        await site.StopAsync();
        File.Delete(Path.Combine(site.Exports, "daily_2026-11-22.csv"));
        await site.StartAsync();
        Assert.DoesNotContain("daily_2026-11-22.csv", site.Files);
    }

    [Fact]
    public async Task SwitchedOff_TimesPass_NothingIsMissed()
    {
        await using var site = await ScheduleSite.CreateAsync(Time("2026-11-20T12:00Z"));
        await AddAsync(site, new ScheduleForm { Name = "daily", Enabled = false });
        await site.StartAsync();
        await site.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(6));
        Assert.True((await site.Commands.SetEnabledAsync((await site.OneAsync()).Id, true, ScheduleSite.Mia, default)).IsDone);
        await site.PassAsync(Minute, Minute);
        Assert.Empty(site.Files);
        await site.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(1));
        Assert.Contains("daily_2026-11-22.csv", site.Files);
    }

    [Fact]
    public async Task Failure_ThreeMoreTries_ThenOneLineANoticeAndAnAuditEntryUntilRead()
    {
        await using var site = await ScheduleSite.CreateAsync(Time("2026-11-25T05:59Z"));
        await File.WriteAllTextAsync(site.Exports, "a file where the directory should be");
        await AddAsync(site, new ScheduleForm { Name = "daily" });
        await site.StartAsync();
        await site.PassAsync(2 * Minute, Minute / 2);
        Assert.Equal(ScheduleState.Retrying, (await site.OneAsync()).State);
        Assert.Empty(site.Board.All);
        await site.PassAsync(40 * Minute, Minute / 2);
        var failed = await site.OneAsync();
        Assert.Equal((ScheduleState.Failed, 4), (failed.State, failed.Attempts));
        Assert.InRange(failed.EndedAt!.Value, Time("2026-11-25T06:31Z"), Time("2026-11-25T06:35Z"));
        Assert.Equal([6021], site.Log.Ids);
        Assert.Equal(1, site.Schedules.Failed);
        Assert.Contains("The scheduled export daily has failed: ", Assert.Single(site.Board.All).Text, StringComparison.Ordinal);

        Assert.True((await site.Commands.AcknowledgeAsync(failed.Id, ScheduleSite.Mia, default)).IsDone);
        await Eventually.IsTrueAsync(() => site.Board.All.IsEmpty, "the notice is taken down");
        await using (var db = site.Open())
            Assert.Equal(["schedule.add", "history.export", "history.export", "history.export", "history.export", "schedule.failed", "schedule.acknowledge"], await db.Audit.OrderBy(x => x.Id).Select(x => x.Action).ToListAsync());

        File.Delete(site.Exports); // and tomorrow it works
        await site.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(1));
        Assert.Equal((ScheduleState.Done, 1), ((await site.OneAsync()).State, (await site.OneAsync()).Attempts));
        Assert.Equal(0, site.Schedules.Failed);
    }

    [Fact]
    public async Task Failure_TheNextTryWorks_NobodyIsTold()
    {
        await using var site = await ScheduleSite.CreateAsync(Time("2026-11-25T05:59Z"));
        await File.WriteAllTextAsync(site.Exports, "in the way");
        await AddAsync(site, new ScheduleForm { Name = "daily" });
        await site.StartAsync();
        await site.PassAsync(Minute, Minute);
        File.Delete(site.Exports);
        await site.PassAsync(2 * Minute, Minute / 2);
        Assert.Equal(ScheduleState.Done, (await site.OneAsync()).State);
        Assert.Equal([6020], site.Log.Ids);
    }

    [Fact]
    public async Task RunNow_AnyTime_PeriodCountsFromToday()
    {
        await using var site = await ScheduleSite.CreateAsync(Time("2026-11-25T12:00Z"));
        await AddAsync(site, new ScheduleForm { Name = "weekly", Period = ScheduledPeriod.LastWeek, Format = "xlsx", Weekdays = 0b000_0010 });
        await site.StartAsync();
        Assert.True((await site.Commands.RunAsync((await site.OneAsync()).Id, ScheduleSite.Mia, default)).IsDone);
        await Eventually.IsTrueAsync(async () => (await site.OneAsync()).State == ScheduleState.Done, "it has run");
        Assert.Equal(["weekly_2026-11-16_2026-11-22.xlsx"], site.Files);
        await site.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(6));
        Assert.Equal([6020], site.Log.Ids); // and not again by itself before Monday
    }

    [Fact]
    public void Begin_CrashedEachTimeItRan_TriesAreCounted()
    {
        var now = Time("2026-11-25T06:00Z");
        var schedule = new ExportSchedule { Name = "daily", Zone = "UTC", Format = "csv", Weekdays = 127, MinuteOfDay = 360, Enabled = true, SettledThrough = now.AddDays(-1) };
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            Assert.True(ExportScheduler.TryBegin(schedule, now.AddMinutes(attempt)));
            Assert.Equal(attempt, schedule.Attempts);
        }
    }

    [Fact]
    public async Task Commands_NoManager_Refused()
    {
        await using var site = await ScheduleSite.CreateAsync(Time("2026-11-25T12:00Z"));
        Assert.False((await site.Commands.AddAsync(new ScheduleForm { Name = "x" }, Security.PeopleFixture.Admin, default)).IsDone);
        Assert.Empty(await site.Schedules.AllAsync(default));
    }

    [Theory]
    [InlineData("", "name")]
    [InlineData("../etc", "name")]
    [InlineData("a/b", "name")]
    [InlineData("a\\b", "name")]
    [InlineData(".hidden", "name")]
    [InlineData("a\n", null)] // trimmed
    [InlineData("每日 报告", null)]
    [InlineData("Team A_1.2", null)]
    public void Check_Name_NeverAPath(string name, string? field)
    {
        Assert.Equal(field is null ? [] : [field], ScheduleRules.Check(new ScheduleForm { Name = name }).Select(error => error.Field));
        Assert.DoesNotContain(ScheduleRules.Stem(name), character => character is '/' or '\\' or '.' or '\n');
    }

    [Fact]
    public void Check_EverythingWrong_IsSaidAtOnce() => Assert.Equal(
        ["name", "zone", "format", "weekdays"],
        ScheduleRules.Check(new ScheduleForm { Name = "/", Zone = "Mars", Format = "pdf", Weekdays = 0 }).Select(error => error.Field));

    [Fact]
    public async Task Add_SameFileNames_Refused()
    {
        await using var site = await ScheduleSite.CreateAsync(Time("2026-11-25T12:00Z"));
        await AddAsync(site, new ScheduleForm { Name = "Team A" });
        await AddAsync(site, new ScheduleForm { Name = "team-a" }, expectDone: false);
    }

    private static async Task AddAsync(ScheduleSite site, ScheduleForm form, bool expectDone = true) =>
        Assert.Equal(expectDone, (await site.Commands.AddAsync(form, ScheduleSite.Mia, default)).IsDone);

    private static async Task<(ScheduleState, string?)> StateAsync(ScheduleSite site) => await site.OneAsync() is var one ? (one.State, one.Message) : default;

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
