namespace Supervisor.Benchmarks.Circuits;

/// <summary>What one circuit has received; every figure only grows.</summary>
internal sealed class CircuitCounts
{
    private readonly List<double> _lags = [];

    public long Batches { get; private set; }

    /// <summary>Batches whose number did not follow the one before.</summary>
    public long Skipped { get; private set; }

    /// <summary>Bytes of the batches before compression.</summary>
    public long BatchBytes { get; private set; }

    public long Beats { get; private set; }

    /// <summary>Batches with a beat and nothing else.</summary>
    public long BeatsAlone { get; private set; }

    /// <summary>Most rows drawn by one batch: as many as are in view.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows in view of which a new event was shown.</summary>
    public long RowChanges { get; private set; }

    private int _last;

    /// <summary>Milliseconds from the receipt of the gateway's answer to the batch that tells of it, taken so far.</summary>
    public double[] Lags
    {
        get
        {
            lock (_lags) return [.. _lags];
        }
    }

    /// <summary>Counts one batch that came at <paramref name="now"/>.</summary>
    public void Take(int number, ReadOnlySpan<byte> batch, DateTimeOffset now)
    {
        if (_last != 0 && number != _last + 1) Skipped++;
        _last = number;
        Batches++;
        BatchBytes += batch.Length;
        var (before, rows) = ("", 0);
        var attributes = new RenderBatch(batch).Attributes();
        if (attributes is [("data-now", _)]) BeatsAlone++;
        foreach (var (name, value) in attributes)
        {
            if (name == "data-now") Beats++;
            if (name == "data-received-at")
            {
                // a row that is drawn anew names its agent first; a row that changes only its time
                if (before == "data-agent") rows++;
                else Changed(now.ToUnixTimeMilliseconds() - long.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
            }

            before = name;
        }

        Rows = Math.Max(Rows, rows);
    }

    private void Changed(double lag)
    {
        RowChanges++;
        lock (_lags) _lags.Add(lag);
    }
}
