namespace Supervisor.Web.Observability;

/// <summary>One line of an instrument, or one histogram: a set of labels and what was measured under it. Many threads add, one reads; nothing is allocated and nobody waits.</summary>
internal sealed class Series(KeyValuePair<string, object?>[] tags, IReadOnlyList<double> bounds)
{
    private readonly long[] _buckets = bounds.Count > 0 ? new long[bounds.Count + 1] : [];
    private double _value;

    /// <summary>As they were given with the first measurement.</summary>
    public KeyValuePair<string, object?>[] Tags => tags;

    /// <summary>Upper bounds of the buckets but the last, which has none; empty where this is no histogram.</summary>
    public IReadOnlyList<double> Bounds => bounds;

    /// <summary>The sum of a counter or histogram, the newest value of a gauge.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <summary>The reading in which it was measured last; for instruments that are asked.</summary>
    public long Reading { get; set; }

    /// <summary>How many measurements fell into each bucket.</summary>
    public long[] Buckets() => Array.ConvertAll(_buckets, bucket => Volatile.Read(ref bucket));

    public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> others)
    {
        if (others.Length != tags.Length) return false;
        for (var i = 0; i < tags.Length; i++)
            if (tags[i].Key != others[i].Key || !Equals(tags[i].Value, others[i].Value)) return false;
        return true;
    }

    public void Add(double value)
    {
        var seen = Volatile.Read(ref _value);
        while (Interlocked.CompareExchange(ref _value, seen + value, seen) is var found && !found.Equals(seen)) seen = found;
        if (_buckets.Length == 0) return;
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket]) bucket++;
        Interlocked.Increment(ref _buckets[bucket]);
    }

    public void Set(double value, long reading)
    {
        Volatile.Write(ref _value, value);
        Reading = reading;
    }
}
