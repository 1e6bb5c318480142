using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Supervisor.Web.Metering;

namespace Supervisor.Web.Observability;

/// <summary>
/// Listens to the instruments of this app and to those of the runtime, adds up what is measured, and writes it for Prometheus. Measuring allocates nothing; the first measurement with new labels does.
/// </summary>
internal sealed class MetricsReader : IDisposable
{
    /// <summary>Memory, collections, threads and processor time, as .NET measures them.</summary>
    private const string Runtime = "System.Runtime";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, Family> _families = new();
    private readonly Lock _oneReading = new();
    private long _reading;

    public MetricsReader(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // several apps may run in one process, as in tests: each has a factory of its own
            var isOurs = instrument.Meter.Name == SupervisorMeter.Name && ReferenceEquals(instrument.Meter.Scope, meters);
            if (isOurs || instrument.Meter.Name == Runtime) listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, made => new Family(made)));
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Take(family, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Take(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Take(family, value, tags));
        _listener.Start();
    }

    /// <summary>Everything, as of now.</summary>
    public string Write()
    {
        lock (_oneReading)
        {
            _reading++;
            _listener.RecordObservableInstruments();
            return PrometheusText.Write(_families.Values, _reading);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    private void Take(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => ((Family)family!).Measure(value, tags, _reading);
}
