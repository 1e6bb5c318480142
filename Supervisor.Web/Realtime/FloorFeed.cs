using System.Threading.Channels;
using Supervisor.Domain.Floor;

namespace Supervisor.Web.Realtime;

/// <summary>Hands the newest picture to every reader. Published to by the floor keeper only.</summary>
internal sealed class FloorFeed : IFloorFeed
{
    private readonly Lock _lock = new();
    private readonly HashSet<Channel<FloorSnapshot>> _readers = [];
    private FloorSnapshot _current = FloorSnapshot.Empty;
    private bool _completed;

    public FloorSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Readers at this moment.</summary>
    public int Readers
    {
        get
        {
            lock (_lock) return _readers.Count;
        }
    }

    public FloorSubscription Subscribe()
    {
        // One slot, the oldest goes: every picture is whole, so a reader that skips some has still seen the latest.
        var slot = Channel.CreateBounded<FloorSnapshot>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            if (_completed) slot.Writer.Complete();
            else _readers.Add(slot);
            return new FloorSubscription(_current, slot.Reader, () => Unsubscribe(slot));
        }
    }

    /// <summary>Makes <paramref name="snapshot"/> the newest picture.</summary>
    public void Publish(FloorSnapshot snapshot)
    {
        lock (_lock)
        {
            Volatile.Write(ref _current, snapshot);
            foreach (var reader in _readers) reader.Writer.TryWrite(snapshot);
        }
    }

    /// <summary>Ends every stream: the app stops.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            foreach (var reader in _readers) reader.Writer.TryComplete();
            _readers.Clear();
        }
    }

    private void Unsubscribe(Channel<FloorSnapshot> slot)
    {
        lock (_lock) _readers.Remove(slot);
        slot.Writer.TryComplete();
    }
}
