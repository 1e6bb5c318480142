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

    /// <summary>A clock that was wrong neither keeps what is old nor takes along what is not.</summary>
    /// <param name="days">Days of the events, in order of sequence.</param>
    /// <param name="now">The day on which events of more than 30 days are removed.</param>
    /// <param name="left">The first that stays.</param>
    [Theory]
    [InlineData(new[] { 0, 20, 0, 0, 20, 45 }, 45, 5)] // ahead for a moment
    [InlineData(new[] { 0, 20, 20, 21, 22, 1, 2, 3, 4, 5, 6, 20, 45 }, 45, 12)] // for days
    [InlineData(new[] { 0, 20, 300, 0, 0, 20, 45 }, 45, 6)] // twice, further each time
    [InlineData(new[] { 20, 0, 0, 20, 45 }, 45, 4)] // before anything else
    [InlineData(new[] { 0, 20, 0, 0, 20, 45 }, 29, 1)] // nothing is old yet
    [InlineData(new[] { 0, 20, 0, 14, 14, 20, 45 }, 45, 6)]
    [InlineData(new[] { 0, 20, 14, 16, 20, 45 }, 45, 4)]
    [InlineData(new[] { 0, 20, 16, 17, 20, 45 }, 45, 2)] // it may have come on day 16
    [InlineData(new[] { 16, 17, 18, -9000, 19, 20, 45 }, 45, 1)] // behind: those before it are right
    [InlineData(new[] { 14, 16, 17, 18, 0, 0, 19, 20, 45 }, 45, 2)]
    public async Task Prune_ClockWasWrongForAWhile_OldOnesGoAndOnlyThey(int[] days, int now, long left)
    {
        using var store = await TempStore.CreateAsync();
        store.Append(days.Select((day, at) => TempStore.Event(at + 1) with { ReceivedAt = TempStore.Noon.AddDays(day) }));
        using var pruner = Pruner(store, TempStore.Noon.AddDays(now));
        await pruner.PruneAsync(default);
        Assert.Equal(left, (await store.AllAsync())[0].Sequence);
        DayChainTests.Verify(store, out var findings);
        Assert.Empty(findings);
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
