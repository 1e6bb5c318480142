using Microsoft.Extensions.Options;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Persistence;

public sealed class StoreGaugeTests
{
    private static readonly DateTimeOffset Now = TempStore.Noon.AddDays(20);

    [Fact]
    public async Task Read_EmptyStore_NothingIsKnownAndNothingFails()
    {
        using var store = await TempStore.CreateAsync();
        var figures = await Gauge(store).ReadAsync(default);
        Assert.Equal((0, null, null, null, null, null), (figures.Events, figures.Oldest, figures.Newest, figures.Week, figures.DaysUntilFull, figures.Head));
        Assert.True(figures.FileBytes > 0);
    }

    [Fact]
    public async Task Read_TenDaysOfEvents_GrowthAndDaysFollowFromThem()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 20_000).Select(n => TempStore.Event(n, content: "{}") with { ReceivedAt = Now.AddDays(-10).AddMinutes(n * 0.72) })); // 2,000 a day
        var figures = await Gauge(store, free: 1024 * 1024).ReadAsync(default);
        Assert.Equal((20_000, Now.AddDays(-10).AddMinutes(0.72), Now), (figures.Events, figures.Oldest, figures.Newest));
        Assert.Equal(2_000, figures.Week!.EventsPerDay, 2.0);
        Assert.Equal(2_000, figures.Month!.EventsPerDay, 2.0);
        Assert.Equal(figures.FileBytes / 10.0, figures.Week.BytesPerDay, figures.FileBytes / 500.0);
        Assert.Equal((1024 * 1024 + figures.ReusableBytes) / figures.Week.BytesPerDay, figures.DaysUntilFull!.Value, 0.01);
        Assert.Equal(20_000, figures.Head!.Last);
    }

    [Fact]
    public async Task Read_AsMuchRemovedAsComes_DoesNotGrow()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 20_000).Select(n => TempStore.Event(n, content: "{}") with { ReceivedAt = Now.AddDays(-20).AddMinutes(n * 1.44) }));
        await DayChainTests.PruneAsync(store, Now, new HistoryOptions { RetentionDays = 10 });
        var figures = await Gauge(store, free: 1024).ReadAsync(default);
        Assert.Equal(1_000, figures.Week!.EventsPerDay, 2.0);
        Assert.Equal(0, figures.Week.BytesPerDay);
        Assert.Null(figures.DaysUntilFull);
        Assert.True(figures.ReusableBytes > 0);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("store.backup.begin", null)] // it failed
    [InlineData("store.backup.begin store.backup", 2)]
    [InlineData("store.backup", 1)] // of a version before
    [InlineData("store.backup.begin store.backup store.backup.begin user.add", 2)]
    [InlineData("store.backup.begin store.backup store.backup.begin user.add store.restore", 3)] // the copy that was restored
    [InlineData("store.backup.begin store.backup.begin store.restore store.backup.begin", 2)]
    public async Task Read_Backups_TellsTheLastOneThatSucceeded(string audit, int? last)
    {
        using var store = await TempStore.CreateAsync();
        await using (var db = store.Open())
        {
            foreach (var (action, minute) in audit.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((action, i) => (action, i + 1)))
            {
                db.Audit.Add(new AuditEntry { At = Now.AddMinutes(minute), Actor = "cli", Action = action, Target = "x" });
                await db.SaveChangesAsync();
            }
        }

        Assert.Equal(last is { } minutes ? Now.AddMinutes(minutes) : null, (await Gauge(store).ReadAsync(default)).LastBackup);
    }

    [Theory]
    [InlineData(100, null, 100, false, false)]
    [InlineData(99, null, 100, false, true)]
    [InlineData(105, null, 100, true, true)] // not yet enough to end it
    [InlineData(111, null, 100, true, false)]
    [InlineData(0, null, 0, false, false)] // switched off
    [InlineData(5_000, 13.9, 100, false, true)]
    [InlineData(5_000, 14.1, 100, false, false)]
    [InlineData(5_000, 15.0, 100, true, true)]
    [InlineData(null, null, 100, false, false)]
    public void Warning_ByRoomAndDays_BeginsAndEndsApart(int? freeMegabytes, double? days, int least, bool isWarning, bool expected)
    {
        var free = freeMegabytes * 1024L * 1024;
        var figures = new StoreFigures
        {
            At = Now,
            FileBytes = 0,
            ReusableBytes = 0,
            LogBytes = 0,
            Events = 0,
            Oldest = null,
            Newest = null,
            Month = null,
            FreeBytes = free,
            Head = null,
            LastBackup = null,
            Week = days is { } known ? new StoreGrowth(1, free!.Value / known) : null,
        };
        Assert.Equal(expected, DiskWarning.For(figures, least, isWarning) is not null);
    }

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1024 * 1.5, "1.5 KB")]
    [InlineData(300L * 1024 * 1024, "300 MB")]
    [InlineData(2048d * 1024 * 1024 * 1024, "2 TB")]
    public void ByteSize_AnyAmount_InWords(double bytes, string expected) => Assert.Equal(expected, ByteSize.Text(bytes));

    [Fact]
    public async Task Watch_DiskFillsAndIsFreed_OneLineEachAndANoticeMeanwhile()
    {
        using var store = await TempStore.CreateAsync();
        var (clock, disk, log, board) = (new ManualTimeProvider(Now), new ScriptedDisk { FreeBytes = 3L << 30 }, new LogLines(), new Web.Notices.NoticeBoard());
        using var watch = new DiskWatch(new StoreGauge(store.Directory, disk, clock), Options.Create(new HistoryOptions()), board, clock, log.For<DiskWatch>());
        await watch.StartAsync(default);
        await Eventually.IsTrueAsync(() => watch.Current.Figures is not null, "the first look");
        Assert.Empty(board.All);

        await LookAsync(1L << 30);
        await LookAsync((1L << 30) - (1 << 27));
        Assert.Equal("The disk of the data directory has only 896 MB left.", Assert.Single(board.All).Text);
        await LookAsync((2L << 30) + 1); // not yet enough
        Assert.NotNull(watch.Current.Warning);
        await LookAsync(4L << 30);
        Assert.Null(watch.Current.Warning);
        Assert.Empty(board.All);
        await watch.StopAsync(default);
        Assert.Equal([4040, 4041], log.Ids);

        async Task LookAsync(long free)
        {
            disk.FreeBytes = free;
            var before = watch.Current;
            await Eventually.IsTrueAsync(() => clock.ArmedTimers == 1, "it waits for the next look");
            clock.Advance(TimeSpan.FromMinutes(1));
            await Eventually.IsTrueAsync(() => !ReferenceEquals(before, watch.Current), "it has looked");
        }
    }

    private static StoreGauge Gauge(TempStore store, long free = 0) => new(store.Directory, new ScriptedDisk { FreeBytes = free }, new FixedDate(Now));

    private sealed class ScriptedDisk : IDataDisk
    {
        public long? FreeBytes { get; set; }
    }
}
