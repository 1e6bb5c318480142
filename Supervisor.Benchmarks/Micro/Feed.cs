using System.Threading.Channels;
using BenchmarkDotNet.Attributes;
using Supervisor.Domain.Floor;
using Supervisor.Web.Realtime;

namespace Supervisor.Benchmarks.Micro;

/// <summary>
/// Fifty new pictures to 200 readers, who then take what there is, as pages do that were busy meanwhile: the newest here; each of them from a queue per reader there.
/// </summary>
public class Feed
{
    private const int Readers = 200, Pictures = 50;

    private readonly FloorFeed _feed = new();
    private readonly Channel<FloorSnapshot>[] _queues = [.. Enumerable.Range(0, Readers).Select(_ => Channel.CreateUnbounded<FloorSnapshot>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true }))];
    private readonly FloorSubscription[] _subscriptions;
    private readonly IAsyncEnumerator<FloorSnapshot>[] _readers, _emptying;
    private long _revision;

    public Feed()
    {
        _subscriptions = [.. Enumerable.Range(0, Readers).Select(_ => _feed.Subscribe())];
        _readers = [.. _subscriptions.Select(subscription => subscription.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator())];
        _emptying = [.. _queues.Select(queue => queue.Reader.ReadAllAsync().GetAsyncEnumerator())];
    }

    [GlobalCleanup]
    public void Close()
    {
        foreach (var reader in _subscriptions) reader.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Pictures)]
    public async Task<long> QueueEach()
    {
        for (var n = 0; n < Pictures; n++)
        {
            var picture = Next();
            foreach (var queue in _queues) queue.Writer.TryWrite(picture);
        }

        foreach (var reader in _emptying)
        {
            for (var n = 0; n < Pictures; n++) await reader.MoveNextAsync();
            if (reader.Current.Revision != _revision) throw new InvalidOperationException("Not the newest picture.");
        }

        return _revision;
    }

    [Benchmark(OperationsPerInvoke = Pictures), Ceiling(1)]
    public async Task<long> LatestWins()
    {
        for (var n = 0; n < Pictures; n++) _feed.Publish(Next());
        foreach (var reader in _readers)
        {
            await reader.MoveNextAsync();
            if (reader.Current.Revision != _revision) throw new InvalidOperationException("Not the newest picture.");
        }

        return _revision;
    }

    private FloorSnapshot Next() => FloorSnapshot.Empty with { Revision = ++_revision };
}
