using System.Collections.Immutable;
using System.Threading.Channels;

namespace Supervisor.Web.Notices;

/// <summary>The notices of this moment. Whoever puts one up takes it down again.</summary>
internal sealed class NoticeBoard
{
    private readonly Lock _lock = new();
    private readonly HashSet<Channel<ImmutableArray<Notice>>> _readers = [];
    private ImmutableArray<Notice> _all = [];

    /// <summary>All of them, in order of their keys.</summary>
    public ImmutableArray<Notice> All
    {
        get
        {
            lock (_lock) return _all;
        }
    }

    public void Put(Notice notice) => Replace(notice.Key, notice);

    public void TakeDown(string key) => Replace(key, null);

    public NoticeSubscription Subscribe()
    {
        // One slot, the oldest goes: each value is all of them.
        var slot = Channel.CreateBounded<ImmutableArray<Notice>>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            _readers.Add(slot);
            return new NoticeSubscription(_all, slot.Reader, () => Unsubscribe(slot));
        }
    }

    private void Replace(string key, Notice? notice)
    {
        lock (_lock)
        {
            var others = _all.RemoveAll(other => other.Key == key);
            if (notice is null && others.Length == _all.Length) return;
            _all = notice is null ? others : [.. others.Add(notice).OrderBy(one => one.Key, StringComparer.Ordinal)];
            foreach (var reader in _readers) reader.Writer.TryWrite(_all);
        }
    }

    private void Unsubscribe(Channel<ImmutableArray<Notice>> slot)
    {
        lock (_lock) _readers.Remove(slot);
        slot.Writer.TryComplete();
    }
}
