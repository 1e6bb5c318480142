using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Events;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

/// <summary>Random histories and random filters against a filter in memory.</summary>
public sealed class EventArmsTests
{
    // names of which one begins another, that differ in their case, that sort otherwise in UTF-8 than in UTF-16, and none
    private static readonly string[] Agents = ["1", "10", "100", "101", "1\0", "甲", "\uFFFD", "😀", ""];
    private static readonly string[] Gateways = ["demo", "Demo", "north", "demo2"];
    private static readonly string[] Types =
        ["AgentState_Ready", "AgentState_ReadyNot", "AgentEvent_Talking", "agentevent_talking", "Supervisor_Session", "Supervisor_Gap", "Recognition", "A\0", "A", "甲", "\uFFFD", "😀", ""];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Reads_AnyHistoryAndFilter_SameAsFilteringInMemory(int seed)
    {
        var random = new Random(seed);
        using var store = await TempStore.CreateAsync();
        var events = History(random, 4_000);
        store.Append(events);
        for (var n = 0; n < 300; n++)
        {
            var filter = Filter(random);
            var expected = events.Where(observed => Passes(observed, filter)).Select(observed => observed.Sequence).ToList();
            Assert.Equal(expected, (await store.AllAsync(filter)).Select(stored => stored.Sequence));
            Assert.Equal(expected, await PagedAsync(store, filter, random.Next(1, 400), newestFirst: false));
            Assert.Equal(Enumerable.Reverse(expected), await PagedAsync(store, filter, random.Next(1, 400), newestFirst: true));
        }
    }

    [Fact]
    public async Task Older_RareTypeOfABusyAgent_Found()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 30_000).Select(n => TempStore.Event(n, n % 2 == 0 ? "291" : "292", n is 7 or 4_002 ? "AgentEvent_No_Answer" : "AgentState_Ready")));
        var page = await store.Events.OlderAsync(new EventFilter { Agents = ["291"], Types = ["AgentEvent_No_Answer"] }, null, 10, default);
        Assert.Equal(4_002, Assert.Single(page.Items).Sequence);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task Read_ManyArmsOfManySteps_EachOnceInOrder()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 60_000).Select(n => TempStore.Event(n, $"{n % 3}", n % 1_000 == 0 ? "Rare" : $"Type{n % 7 * (n % 11)}")));
        Assert.Equal(Enumerable.Range(1, 60_000).Where(n => n % 3 != 2).Select(n => (long)n), (await store.AllAsync(new EventFilter { Agents = ["1", "0", "1"] })).Select(stored => stored.Sequence));
    }

    [Fact]
    public async Task Scan_PrunedMeanwhile_GoesOnWithWhatIsThere()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 3_000).Select(n => TempStore.Event(n)));
        using var pruner = new HistoryPruner(store.Directory, Options.Create(new HistoryOptions { RetentionDays = 30 }), new FixedDate(TempStore.Noon.AddSeconds(600).AddDays(30)), NullLogger<HistoryPruner>.Instance);
        var seen = new List<long>();
        using var scan = store.Events.Scan(new EventFilter { Agents = ["291"] });
        Assert.True(await scan.NextAsync(See, default));
        Assert.Equal(599, await pruner.PruneAsync(default));
        while (await scan.NextAsync(See, default))
        {
        }
        Assert.Equal(Enumerable.Range(1, 10).Concat(Enumerable.Range(600, 2_401)).Select(n => (long)n), seen);

        bool See(EventRow row)
        {
            seen.Add(row.Sequence);
            return seen.Count != 10;
        }
    }

    [Fact]
    public async Task Scan_BetweenItsSteps_HoldsTheLogBackNoMore()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 5_000).Select(n => TempStore.Event(n)));
        using var scan = store.Events.Scan(new EventFilter { Agents = ["291"] });
        Assert.True(await scan.NextAsync(_ => true, default));
        store.Append([TempStore.Event(5_001)]);
        using var connection = SqliteConnections.OpenForCheckpoints(store.Directory.Database);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal((0L, 0L), (reader.GetInt64(0), reader.GetInt64(1))); // not busy, and nothing left of the log
    }

    private static List<ObservedEvent> History(Random random, int count)
    {
        var (events, sequence) = (new List<ObservedEvent>(), 0L);
        // some agents and types are rare, and most but not all events have the origin that their type suggests
        while (events.Count < count)
        {
            var type = Types[Math.Min(random.Next(Types.Length), random.Next(Types.Length))];
            sequence += random.Next(50) == 0 ? 20 : 1;
            events.Add(TempStore.Event(sequence, Agents[Math.Min(random.Next(Agents.Length), random.Next(Agents.Length))], type, "{}", Gateways[random.Next(random.Next(2) == 0 ? 1 : Gateways.Length)]) with
            {
                Origin = random.Next(30) == 0 ? (EventOrigin)random.Next(3) : type.StartsWith("Supervisor_", StringComparison.Ordinal) ? EventOrigin.Supervisor : EventOrigin.Gateway,
                ReceivedAt = TempStore.Noon.AddSeconds(sequence + random.Next(-3, 4)),
            });
        }
        return events;
    }

    private static EventFilter Filter(Random random) => new()
    {
        Agents = Some(random, Agents),
        Types = Some(random, Types),
        Gateway = random.Next(2) == 0 ? null : Gateways[random.Next(Gateways.Length)],
        Origin = random.Next(2) == 0 ? null : (EventOrigin)random.Next(3),
        From = random.Next(2) == 0 ? null : TempStore.Noon.AddSeconds(random.Next(6_000)),
        To = random.Next(2) == 0 ? null : TempStore.Noon.AddSeconds(random.Next(6_000)),
    };

    private static ImmutableArray<string> Some(Random random, string[] names) =>
        random.Next(2) == 0 ? [] : [.. random.GetItems([.. names, "nobody"], random.Next(1, 6))];

    private static bool Passes(ObservedEvent observed, EventFilter filter) =>
        (filter.Agents.IsEmpty || filter.Agents.Contains(observed.Agent.WorkNo))
        && (filter.Types.IsEmpty || filter.Types.Contains(observed.Type))
        && (filter.Gateway is null || filter.Gateway == observed.Agent.Gateway)
        && (filter.Origin is null || filter.Origin == observed.Origin)
        && (filter.From is null || observed.ReceivedAt >= filter.From)
        && (filter.To is null || observed.ReceivedAt < filter.To);

    private static async Task<List<long>> PagedAsync(TempStore store, EventFilter filter, int size, bool newestFirst)
    {
        var seen = new List<long>();
        for (long? place = newestFirst ? null : 0; ;)
        {
            var page = newestFirst ? await store.Events.OlderAsync(filter, place, size, default) : await store.Events.NewerAsync(filter, place!.Value, size, default);
            seen.AddRange(page.Items.Select(item => item.Sequence));
            if (page.Next is null) return seen;
            place = page.Next;
        }
    }
}
