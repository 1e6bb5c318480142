using System.Threading.Channels;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Web.Realtime;

namespace Supervisor.Tests.Floor;

/// <summary>A floor that a test writes.</summary>
internal sealed class FakeFloorFeed : IFloorFeed
{
    private readonly Lock _lock = new();
    private readonly List<Channel<FloorSnapshot>> _readers = [];
    private readonly ChangeRing _changes = new(16);

    public FloorSnapshot Current { get; private set; } = FloorSnapshot.Empty;

    public int Readers
    {
        get
        {
            lock (_lock) return _readers.Count;
        }
    }

    public FloorSubscription Subscribe()
    {
        var slot = Channel.CreateBounded<FloorSnapshot>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
        {
            _readers.Add(slot);
            return new FloorSubscription(Current, slot.Reader, () =>
            {
                lock (_lock) _readers.Remove(slot);
            });
        }
    }

    /// <summary>Replaces or adds these agents, as one picture.</summary>
    public void Put(params IEnumerable<AgentSnapshot> agents)
    {
        lock (_lock)
        {
            var put = agents.ToList();
            var next = Current.Agents.SetItems(put.Select(agent => KeyValuePair.Create(agent.Id, agent)));
            Publish(Current with { Agents = next, Revision = Current.Revision + 1 }, put.Count == 1 ? put[0].Id : null);
        }
    }

    public void Remove(AgentId agent)
    {
        lock (_lock) Publish(Current with { Agents = Current.Agents.Remove(agent), Revision = Current.Revision + 1 }, agent);
    }

    public IReadOnlySet<AgentId>? ChangedBetween(FloorSnapshot before, FloorSnapshot after)
    {
        lock (_lock) return _changes.Between(before.Revision, after.Revision);
    }

    private void Publish(FloorSnapshot floor, AgentId? changed)
    {
        _changes.Add(floor.Revision, changed);
        Current = floor;
        foreach (var reader in _readers) reader.Writer.TryWrite(floor);
    }
}
