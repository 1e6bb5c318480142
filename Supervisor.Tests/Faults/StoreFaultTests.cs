using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Notices;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;

namespace Supervisor.Tests.Faults;

/// <summary>What a store that is locked, slow or damaged does to the floor, and how it is told.</summary>
public sealed class StoreFaultTests
{
    private static readonly AgentId Id = new("demo", "291");

    [Fact]
    public async Task SlowDisk_WritesThatTakeForEver_FloorShowsEveryEventAtOnce()
    {
        using var store = await TempStore.CreateAsync();
        var disk = new SlowDisk(new EventAppender(store.Directory));
        await using var writer = store.Writer(disk);
        var feed = new FloorFeed();
        var keeper = new FloorKeeper(feed, writer, new ConversationKeeper(TimeProvider.System, NullLogger<ConversationKeeper>.Instance), TimeProvider.System, NullLogger<FloorKeeper>.Instance);
        await writer.StartAsync(default);
        await keeper.StartAsync(default);
        await keeper.PostAsync(new FloorInput.Staffed([new AgentProfile(Id, "Ann", "")], TempStore.Noon), default);
        for (var n = 1; n <= 2_000; n++) await PostAsync(keeper, n % 2 == 0 ? AgentState.Idle : AgentState.Busy);
        await PostAsync(keeper, AgentState.Rest);
        // the disk has not taken one of them yet
        await Eventually.IsTrueAsync(() => feed.Current.Agents.TryGetValue(Id, out var agent) && agent.State == AgentState.Rest, "the floor shows the last event");
        Assert.Null(writer.Health.LastWriteAt);

        disk.Go();
        await keeper.StopAsync(default);
        await writer.CompleteAsync(default);
        Assert.Equal(2_001, (await store.AllAsync()).Count);
    }

    [Fact]
    public async Task Locked_ByAnotherProcess_IsToldAndWritingGoesOnAfterwards()
    {
        using var store = await TempStore.CreateAsync();
        // ten seconds in the product
        await using var writer = store.Writer(new EventAppender(store.Directory) { Patience = TimeSpan.FromSeconds(1) });
        await writer.StartAsync(default);
        writer.TryWrite(TempStore.Event(1));
        await writer.WrittenAsync(); // its statements are prepared now
        using (var other = new SqliteConnection($"Data Source={store.Directory.Database};Pooling=False"))
        {
            other.Open();
            Execute(other, "BEGIN IMMEDIATE");
            for (var n = 2; n <= 700; n++) writer.TryWrite(TempStore.Event(n));
            await Eventually.IsTrueAsync(() => writer.Health.Fault is not null, "the lock is found");
            Assert.Contains("another process", writer.Health.Fault, StringComparison.Ordinal);
            Execute(other, "ROLLBACK");
        }

        await Eventually.IsTrueAsync(() => writer.Health is { Fault: null, Queued: 0 }, "it goes on by itself");
        await writer.WrittenAsync();
        Assert.Equal(Enumerable.Range(1, 700).Select(n => (long)n), (await store.AllAsync()).Select(stored => stored.Sequence));
        Assert.Equal(0, writer.Health.Lost);
    }

    [Fact]
    public async Task Locked_BeforeTheFirstEvent_IsWaitedForToo()
    {
        using var store = await TempStore.CreateAsync();
        SqliteConnection.ClearAllPools();
        await using var writer = store.Writer(new EventAppender(store.Directory) { Patience = TimeSpan.FromSeconds(1) });
        await writer.StartAsync(default);
        // as a copy does that wants the file for itself: not even a statement can be prepared meanwhile
        using (var other = new SqliteConnection($"Data Source={store.Directory.Database};Pooling=False"))
        {
            other.Open();
            Execute(other, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE");
            writer.TryWrite(TempStore.Event(1));
            await Eventually.IsTrueAsync(() => writer.Health.Fault is not null, "the lock is found");
            Execute(other, "ROLLBACK");
        }

        await Eventually.IsTrueAsync(() => writer.Health is { Fault: null, LastWriteAt: not null }, "it goes on by itself");
        Assert.Single(await store.AllAsync());
    }

    [Fact]
    public async Task Damage_WhileRunning_IsFoundByWhoeverMeetsItAndToldEverywhere()
    {
        await using var app = RunningApp.Start();
        var directory = app.Services.GetRequiredService<DataDirectory>();
        using var client = new HttpClient { BaseAddress = new Uri(app.Address) };
        await Eventually.IsTrueAsync(async () => (await client.GetAsync(new Uri("/readyz", UriKind.Relative))).StatusCode == HttpStatusCode.OK, "ready");
        // after the look at the start
        await Eventually.IsTrueAsync(() => app.Services.GetRequiredService<DiskWatch>().Current.Figures is not null, "started");
        DamagedPage.Of(directory.Database, "Audit");
        SqliteConnection.ClearAllPools();
        await Eventually.IsTrueAsync(() =>
        {
            Read(directory.Database, "SELECT MAX(Action) FROM Audit");
            return app.Services.GetRequiredService<StoreIntegrity>().Damage is not null;
        }, "the damage is found");

        using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("The store file is damaged", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(app.Services.GetRequiredService<NoticeBoard>().All, notice => notice.Key == "store-damaged" && notice.Text.Contains("restore a backup", StringComparison.Ordinal));
        using var alive = await client.GetAsync(new Uri("/healthz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task Damage_BeforeTheStart_IsFoundSoonAfterIt()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 100).Select(n => TempStore.Event(n)));
        SqliteConnection.ClearAllPools();
        DamagedPage.Of(store.Directory.Database, "Events");
        var integrity = new StoreIntegrity(new NoticeBoard(), TimeProvider.System, NullLogger<StoreIntegrity>.Instance);
        using var watch = new StoreWatch(store.Directory, integrity, TimeProvider.System, NullLogger<StoreWatch>.Instance);
        await watch.StartAsync(default);
        await Eventually.IsTrueAsync(() => integrity.Damage is not null, "the damage is found");
        await watch.StopAsync(default);
    }

    [Fact]
    public async Task Damage_OfTheFirstPage_StopsTheStartWithASentence()
    {
        using var store = await TempStore.CreateAsync();
        SqliteConnection.ClearAllPools();
        using (var file = File.Open(store.Directory.Database, FileMode.Open)) file.Write(new byte[4096]);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Startup().PrepareAsync(default));
        Assert.Contains("Restore it from a backup", refused.Message, StringComparison.Ordinal);
    }

    private static ValueTask PostAsync(FloorKeeper keeper, AgentState state) => keeper.PostAsync(
        new FloorInput.Happened(TempStore.Event(0) with { Event = new AgentEvent.StateEntered(state) }, Keep.Always), default);

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Read(string file, string sql)
    {
        try
        {
            using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteScalar();
        }
        catch (SqliteException)
        {
            // as a page does that meets it
        }
    }

    /// <summary>Takes nothing before it is let go.</summary>
    private sealed class SlowDisk(EventAppender disk) : IEventAppender
    {
        private readonly ManualResetEventSlim _going = new();

        public void Go() => _going.Set();

        public int Append(IReadOnlyList<ObservedEvent> batch)
        {
            _going.Wait();
            return disk.Append(batch);
        }

        public void Dispose()
        {
            disk.Dispose();
            _going.Dispose();
        }
    }
}
