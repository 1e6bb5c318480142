namespace Supervisor.Simulator.Account;

/// <summary>A list that forgets its oldest entry when it is full. Grows on demand, so an idle agent costs nothing.</summary>
internal sealed class BoundedHistory<T>(int capacity)
{
    private readonly Queue<T> _entries = new();

    /// <summary>How many it has forgotten.</summary>
    public long Dropped { get; private set; }

    public void Add(T entry)
    {
        if (_entries.Count == capacity)
        {
            _entries.Dequeue();
            Dropped++;
        }
        _entries.Enqueue(entry);
    }

    public T[] Where(Func<T, bool> wanted) => [.. _entries.Where(wanted)];

    public T[] All() => [.. _entries];
}
