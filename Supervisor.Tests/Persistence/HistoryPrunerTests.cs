using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

public sealed class HistoryPrunerTests
{
    [Fact]
    public async Task Prune_OlderThanRetention_RemovedInStepsTheRestStays()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 3_500).Select(n => TempStore.Event(n)));
        using var pruner = Pruner(store, TempStore.Noon.AddSeconds(2_500).AddDays(30));
        Assert.Equal(2_499, await pruner.PruneAsync(default));
        Assert.Equal(Enumerable.Range(2_500, 1_001).Select(n => (long)n), (await store.AllAsync()).Select(stored => stored.Sequence));
    }

    [Fact]
    public async Task Prune_AllTooOld_NewestStaysAndNumbersGoOn()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 10).Select(n => TempStore.Event(n)));
        using var pruner = Pruner(store, TempStore.Noon.AddDays(400));
        Assert.Equal(9, await pruner.PruneAsync(default));
        Assert.Equal(10, await store.Events.LastSequenceAsync(default));
    }

    [Fact]
    public async Task Prune_WhileTheWriterWrites_NothingLost()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 5_000).Select(n => TempStore.Event(n) with { ReceivedAt = TempStore.Noon.AddDays(-100) }));
        using var pruner = Pruner(store, TempStore.Noon);
        await using var writer = store.Writer();
        await writer.StartAsync(default);
        var pruning = pruner.PruneAsync(default);
        for (var n = 5_001; n <= 9_000; n++) Assert.True(writer.TryWrite(TempStore.Event(n)));
        await writer.CompleteAsync(default);
        await pruning;
        Assert.Equal(4_000, (await store.AllAsync(new EventFilter { From = TempStore.Noon })).Count);
    }

    private static HistoryPruner Pruner(TempStore store, DateTimeOffset now) =>
        new(store.Directory, Options.Create(new HistoryOptions { RetentionDays = 30 }), new FixedDate(now), NullLogger<HistoryPruner>.Instance);
}
