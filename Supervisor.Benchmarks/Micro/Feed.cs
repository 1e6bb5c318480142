using System.Threading.Channels;
using BenchmarkDotNet.Attributes;
using Supervisor.Domain.Floor;
using Supervisor.Web.Realtime;

namespace Supervisor.Benchmarks.Micro;

/// <summary>A new picture to 200 readers, who take one of many as pages do, against a queue per reader that keeps every picture and is emptied as often.</summary>
public class Feed
{
    private const int Readers = 200, TakenOf = 50;

    private readonly FloorFeed _feed = new();
    private readonly Channel<FloorSnapshot>[] _queues = [.. Enumerable.Range(0, Readers).Select(_ => Channel.CreateUnbounded<FloorSnapshot>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true }))];
    private readonly FloorSubscription[] _readers;
    private long _revision;

    public Feed() => _readers = [.. Enumerable.Range(0, Readers).Select(_ => _feed.Subscribe())];

    [GlobalCleanup]
    public void Close()
    {
        foreach (var reader in _readers) reader.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void QueueEach()
    {
        var picture = Next();
        foreach (var queue in _queues) queue.Writer.TryWrite(picture);
        if (_revision % TakenOf != 0) return;
        foreach (var queue in _queues)
        {
            while (queue.Reader.TryRead(out _))
            {
                // a reader that must see all of them
            }
        }
    }

    [Benchmark, Ceiling(3)]
    public void LatestWins() => _feed.Publish(Next());

    private FloorSnapshot Next() => FloorSnapshot.Empty with { Revision = ++_revision };
}
