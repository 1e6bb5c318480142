using System.Threading.Channels;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;

namespace Supervisor.Web.Realtime;

/// <summary>Hands the newest picture to every reader. Published to by the floor keeper only.</summary>
internal sealed class FloorFeed : IFloorFeed
{
    // eight seconds of a busy floor: who is further behind looks at everybody
    private const int RememberedChanges = 4096;

    private readonly Lock _lock = new();
    private readonly ChangeRing _changes = new(RememberedChanges);
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

    /// <inheritdoc />
    public IReadOnlySet<AgentId>? ChangedBetween(FloorSnapshot before, FloorSnapshot after)
    {
        lock (_lock) return _changes.Between(before.Revision, after.Revision);
    }

    /// <summary>Makes <paramref name="snapshot"/> the newest picture.</summary>
    /// <param name="snapshot">The picture.</param>
    /// <param name="changes">Each revision since the last picture, with the agent that it has changed; null for anybody.</param>
    public void Publish(FloorSnapshot snapshot, params ReadOnlySpan<(long Revision, AgentId? Agent)> changes)
    {
        lock (_lock)
        {
            foreach (var (revision, agent) in changes) _changes.Add(revision, agent);
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
