using Supervisor.Domain.Floor;
using Supervisor.Web.Realtime;

namespace Supervisor.Tests.Realtime;

public sealed class FloorFeedTests
{
    private readonly FloorFeed _feed = new();

    [Fact]
    public async Task Subscribe_SlowReader_SkipsPicturesButNeverTheLatest()
    {
        using var subscription = _feed.Subscribe();
        for (var revision = 1; revision <= 1000; revision++) _feed.Publish(FloorSnapshot.Empty with { Revision = revision });
        _feed.Complete();
        var seen = new List<long>();
        await foreach (var floor in subscription.ReadAllAsync(default)) seen.Add(floor.Revision);
        Assert.Equal([1000L], seen);
    }

    [Fact]
    public async Task Subscribe_WhilePublishing_MissesNothingBetweenSnapshotAndStream()
    {
        const int Last = 20_000;
        var publishing = Task.Run(() =>
        {
            for (var revision = 1; revision <= Last; revision++) _feed.Publish(FloorSnapshot.Empty with { Revision = revision });
        });
        while (!publishing.IsCompleted || _feed.Current.Revision < Last)
        {
            using var subscription = _feed.Subscribe();
            if (subscription.Snapshot.Revision == Last) break;
            await using var later = subscription.ReadAllAsync(default).GetAsyncEnumerator();
            Assert.True(await later.MoveNextAsync());
            Assert.True(later.Current.Revision > subscription.Snapshot.Revision);
        }

        await publishing;
    }

    [Fact]
    public async Task Dispose_EndsTheStreamAndForgetsTheReader()
    {
        var subscription = _feed.Subscribe();
        Assert.Equal(1, _feed.Readers);
        subscription.Dispose();
        Assert.Equal(0, _feed.Readers);
        await foreach (var _ in subscription.ReadAllAsync(default)) Assert.Fail("the stream goes on");
    }

    [Fact]
    public async Task Subscribe_AfterComplete_EndsAtOnce()
    {
        _feed.Complete();
        using var subscription = _feed.Subscribe();
        await foreach (var _ in subscription.ReadAllAsync(default)) Assert.Fail("the stream goes on");
    }
}
