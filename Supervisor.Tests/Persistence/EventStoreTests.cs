using System.Collections.Immutable;
using Supervisor.Domain.Events;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

public sealed class EventStoreTests
{
    [Fact]
    public async Task Older_WholeHistory_NewestFirstEachOnce()
    {
        using var store = await FilledAsync(1_000);
        var seen = new List<long>();
        for (long? before = null; ;)
        {
            var page = await store.Events.OlderAsync(EventFilter.Everything, before, 70, default);
            seen.AddRange(page.Items.Select(item => item.Sequence));
            if (page.Next is null) break;
            before = page.Next;
        }
        Assert.Equal(Enumerable.Range(1, 1_000).Reverse().Select(n => (long)n), seen);
    }

    [Fact]
    public async Task Newer_WhileOthersWrite_EachOnceInOrder()
    {
        using var store = await TempStore.CreateAsync();
        await using var writer = store.Writer();
        await writer.StartAsync(default);
        var writing = Task.Run(() =>
        {
            for (var n = 1; n <= 20_000; n++) Assert.True(writer.TryWrite(TempStore.Event(n, (100 + (n % 7)).ToString())));
        });
        var seen = new List<long>();
        await Eventually.IsTrueAsync(() =>
        {
            var page = store.Events.NewerAsync(EventFilter.Everything, seen.Count == 0 ? 0 : seen[^1], 333, default).GetAwaiter().GetResult();
            seen.AddRange(page.Items.Select(item => item.Sequence));
            return seen.Count >= 20_000;
        }, "all events are read");
        await writing;
        Assert.Equal(Enumerable.Range(1, 20_000).Select(n => (long)n), seen);
    }

    [Fact]
    public async Task Pages_EveryFilter_SameAsFilteringInMemory()
    {
        using var store = await FilledAsync(3_000);
        var all = await store.AllAsync();
        Assert.Equal(3_000, all.Count);
        foreach (var filter in Filters())
        {
            var expected = all.Where(stored => (filter.Gateway is null || stored.Gateway == filter.Gateway)
                && (filter.Agents.IsEmpty || filter.Agents.Contains(stored.AgentId))
                && (filter.Types.IsEmpty || filter.Types.Contains(stored.Type))
                && (filter.From is null || stored.ReceivedAt >= filter.From)
                && (filter.To is null || stored.ReceivedAt < filter.To)
                && (filter.Origin is null || stored.Origin == filter.Origin)).Select(stored => stored.Sequence).ToList();
            Assert.Equal(expected, (await store.AllAsync(filter)).Select(stored => stored.Sequence));
            Assert.Equal(expected.Take(50), (await store.Events.NewerAsync(filter, 0, 50, default)).Items.Select(stored => stored.Sequence));
            Assert.Equal(Enumerable.Reverse(expected).Take(50), (await store.Events.OlderAsync(filter, null, 50, default)).Items.Select(stored => stored.Sequence));
        }
    }

    [Fact]
    public async Task TimeFilter_ReceivedOutOfOrder_NothingMissed()
    {
        using var store = await TempStore.CreateAsync();
        // sessions overtake each other by seconds, and once the clock is set back by five minutes
        var random = new Random(7);
        store.Append(Enumerable.Range(1, 5_000).Select(n => TempStore.Event(n) with
        {
            ReceivedAt = TempStore.Noon.AddSeconds(n + random.Next(-5, 5) - (n > 2_500 ? 300 : 0)),
        }));
        var all = await store.AllAsync();
        for (var minute = 0; minute < 80; minute += 3)
        {
            var filter = new EventFilter { From = TempStore.Noon.AddMinutes(minute), To = TempStore.Noon.AddMinutes(minute + 2) };
            Assert.Equal(all.Where(stored => stored.ReceivedAt >= filter.From && stored.ReceivedAt < filter.To).Select(stored => stored.Sequence),
                (await store.AllAsync(filter)).Select(stored => stored.Sequence));
        }
    }

    [Fact]
    public async Task QueryPlans_EveryStatement_SeeksWithoutASort()
    {
        using var store = await FilledAsync(10);
        using var connection = SqliteConnections.OpenStore(store.Directory.Database);
        string[] statements =
        [
            .. EventArms.AgentSeeks, .. EventArms.GatewaySeeks, EventTimes.FirstSince, EventTimes.LastBefore, EventTimes.NextBefore, EventTimes.NextSince, EventTimes.Newest,
            .. from newestFirst in (bool[])[true, false] select EventSql.RangeOf(EventFilter.Everything, newestFirst).Sql,
            .. from newestFirst in (bool[])[true, false] from byAgent in (bool[])[true, false] select ArmMerge.Sql(byAgent, newestFirst),
        ];
        foreach (var sql in statements)
        {
            var plan = PlanOf(connection, sql);
            Assert.Contains("SEARCH Events", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN Events", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
        Assert.Contains("(AgentId=? AND Type=? AND Origin=? AND Gateway=? AND rowid>? AND rowid<?)", PlanOf(connection, ArmMerge.Sql(byAgent: true, newestFirst: true)), StringComparison.Ordinal);
        Assert.Contains("(AgentId=? AND Type=? AND Origin=? AND Gateway>?)", PlanOf(connection, EventArms.AgentSeeks[2]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_FromTheHistory_DistinctInOrderAndByBeginning()
    {
        using var store = await FilledAsync(500);
        Assert.Equal(["AgentEvent_Talking", "AgentState_Ready", "Supervisor_Session"], (await store.Events.TypesAsync(default)).ToArray());
        Assert.Equal(["demo", "north"], (await store.Events.GatewaysAsync(default)).ToArray());
        Assert.Equal(["101", "102", "103"], (await store.Events.AgentsAsync("10", 3, default)).ToArray());
        Assert.Equal(["109"], (await store.Events.AgentsAsync("109", 10, default)).ToArray());
        Assert.Empty(await store.Events.AgentsAsync("7", 10, default));
    }

    [Fact]
    public async Task Read_WrittenMeanwhile_EndsWithWhatWasThereAtTheCall()
    {
        using var store = await FilledAsync(10);
        var read = 0;
        await foreach (var _ in store.Events.ReadAsync(EventFilter.Everything, default))
            if (read++ == 0) store.Append([TempStore.Event(11)]);
        Assert.Equal(10, read);
    }

    [Fact]
    public async Task CrashImage_TakenWhileTheWriterRuns_HoldsEveryWrittenEvent()
    {
        using var store = await TempStore.CreateAsync();
        await using var writer = store.Writer();
        await writer.StartAsync(default);
        for (var n = 1; n <= 2_000; n++) writer.TryWrite(TempStore.Event(n));
        await Eventually.IsTrueAsync(() => writer.Health is { Queued: 0, LastWriteAt: not null } && store.Events.LastSequenceAsync(default).GetAwaiter().GetResult() == 2_000, "all is written");

        // what a kill -9 leaves: the file and its log, never closed
        using var after = new TempStore();
        File.Copy(store.Directory.Database, after.Directory.Database);
        File.Copy(store.Directory.Database + "-wal", after.Directory.Database + "-wal");
        await after.Startup().PrepareAsync(default);
        Assert.Equal(2_000, (await after.AllAsync()).Count);
    }

    private static IEnumerable<EventFilter> Filters()
    {
        var (from, to) = (TempStore.Noon.AddSeconds(700), TempStore.Noon.AddSeconds(1_900));
        yield return EventFilter.Everything;
        foreach (var agents in (ImmutableArray<string>[])[[], ["105"], ["105", "109", "117", "999"]])
            foreach (var types in (ImmutableArray<string>[])[[], ["AgentEvent_Talking"], ["AgentState_Ready", "Supervisor_Session"]])
                foreach (var gateway in (string?[])[null, "north"])
                {
                    yield return new EventFilter { Agents = agents, Types = types, Gateway = gateway };
                    yield return new EventFilter { Agents = agents, Types = types, Gateway = gateway, From = from, To = to };
                    yield return new EventFilter { Agents = agents, Types = types, Gateway = gateway, To = to, Origin = EventOrigin.Supervisor };
                }
    }

    private static async Task<TempStore> FilledAsync(int count)
    {
        var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, count).Select(n =>
            TempStore.Event(n, (101 + (n % 20)).ToString(), (n % 3) switch { 0 => "AgentState_Ready", 1 => "AgentEvent_Talking", _ => "Supervisor_Session" }, $"{{\"n\":{n}}}", n % 5 == 0 ? "north" : "demo")
            with
            { Origin = n % 3 == 2 ? EventOrigin.Supervisor : EventOrigin.Gateway }));
        return store;
    }

    private static string PlanOf(Microsoft.Data.Sqlite.SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return QueryPlan.Of(command);
    }
}
