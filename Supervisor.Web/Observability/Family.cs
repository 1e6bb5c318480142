using System.Diagnostics.Metrics;

namespace Supervisor.Web.Observability;

/// <summary>One instrument with all its series.</summary>
internal sealed class Family
{
    /// <summary>More label values than that are a fault of whoever measures: they are counted together, so that neither we nor Prometheus drown.</summary>
    public const int MostSeries = 200;

    private static readonly KeyValuePair<string, object?>[] Others = [new("overflow", "true")];

    private readonly Lock _growing = new();
    private readonly IReadOnlyList<double> _bounds;
    private Series[] _series = [];

    public Family(Instrument instrument)
    {
        Name = PrometheusName.Of(instrument);
        Help = instrument.Description ?? "";
        Kind = PrometheusName.KindOf(instrument);
        IsAsked = instrument.IsObservable;
        _bounds = Kind == "histogram" ? (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? Metering.SupervisorMeter.Durations.HistogramBucketBoundaries! : [];
    }

    public string Name { get; }

    public string Help { get; }

    /// <summary>As Prometheus calls it: counter, gauge or histogram.</summary>
    public string Kind { get; }

    /// <summary>True where the value is asked for with each reading, and not added up by us.</summary>
    public bool IsAsked { get; }

    /// <summary>All series so far.</summary>
    public Series[] All => Volatile.Read(ref _series);

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long reading)
    {
        var series = Find(All, tags) ?? Grow(tags);
        // one that is asked gives each value by itself, and those beyond the last series all land in one
        if (IsAsked && series.Reading == reading && ReferenceEquals(series.Tags, Others)) series.Set(series.Value + value, reading);
        else if (IsAsked || Kind == "gauge") series.Set(value, reading);
        else series.Add(value);
    }

    private static Series? Find(Series[] all, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var series in all)
            if (series.Has(tags)) return series;
        return null;
    }

    private Series Grow(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_growing)
        {
            var own = _series.Length < MostSeries ? tags.ToArray() : Others;
            if (Find(_series, own) is { } known) return known;
            var grown = new Series(own, _bounds);
            Volatile.Write(ref _series, [.. _series, grown]);
            return grown;
        }
    }
}
