using System.Collections.Immutable;
using System.Threading.Channels;

namespace Supervisor.Web.Alerts;

/// <summary>Hands the newest alerts to every bell and inbox.</summary>
internal sealed class AlertFeed
{
    private readonly Lock _lock = new();
    private readonly HashSet<Channel<AlertPicture>> _readers = [];
    private AlertPicture _current = AlertPicture.Empty;

    public AlertPicture Current => Volatile.Read(ref _current);

    public AlertSubscription Subscribe()
    {
        // One slot, the oldest goes: each picture is whole.
        var slot = Channel.CreateBounded<AlertPicture>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            _readers.Add(slot);
            return new AlertSubscription(_current, slot.Reader, () => Unsubscribe(slot));
        }
    }

    public void Publish(ImmutableArray<AlertItem> newest)
    {
        lock (_lock)
        {
            Volatile.Write(ref _current, new AlertPicture(_current.Revision + 1, newest));
            foreach (var reader in _readers) reader.Writer.TryWrite(_current);
        }
    }

    private void Unsubscribe(Channel<AlertPicture> slot)
    {
        lock (_lock) _readers.Remove(slot);
        slot.Writer.TryComplete();
    }
}
