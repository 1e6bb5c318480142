using System.Diagnostics.Metrics;
using Supervisor.Domain.Events;
using Supervisor.Web.Metering;

namespace Supervisor.Web.Persistence;

/// <summary>What the history and its disk do, counted.</summary>
internal sealed class StoreMetrics(IMeterFactory meters)
{
    private readonly Histogram<double> _batch = meters.Own().CreateHistogram("supervisor.history.write", "s", "One transaction of the event writer, until it is on the disk.", tags: null, SupervisorMeter.Durations);
    private readonly Counter<long> _written = meters.Own().CreateCounter<long>("supervisor.history.written", "{event}", "Events written to the history since start.");
    private readonly Counter<long> _failed = meters.Own().CreateCounter<long>("supervisor.history.write_failures", "{transaction}", "Transactions of the event writer that the disk refused since start; each is tried again.");
    private readonly Counter<long> _gaps = meters.Own().CreateCounter<long>("supervisor.history.gaps", "{gap}", "Gaps recorded in the history since start, by cause.");

    /// <summary>A batch is on the disk.</summary>
    public void Written(IReadOnlyList<ObservedEvent> batch, TimeSpan after)
    {
        _batch.Record(after.TotalSeconds);
        _written.Add(batch.Count);
        foreach (var observed in batch)
            if (observed.Event is AgentEvent.Gap gap) _gaps.Add(1, new KeyValuePair<string, object?>("cause", gap.Cause));
    }

    /// <summary>The disk refused a batch.</summary>
    public void Refused() => _failed.Add(1);

    /// <summary>Shows how writer and disk stand.</summary>
    public void Observe(EventWriter writer, DiskWatch disk, StoreIntegrity integrity)
    {
        var meter = meters.Own();
        meter.CreateObservableGauge("supervisor.history.queued", () => writer.Health.Queued, "{event}", "Events that wait to be written.");
        meter.CreateObservableCounter("supervisor.history.lost", () => writer.Health.Lost, "{event}", "Events that could not be kept since start; each gap is in the history.");
        meter.CreateObservableGauge("supervisor.history.fault", () => writer.Health.Fault is null ? 0 : 1, null, "1 while the history cannot be written.");
        meter.CreateObservableGauge("supervisor.history.unwritten", () => writer.Unwritten.TotalSeconds, "s", "For how long the events in the writer's hands have waited to be on the disk.");
        meter.CreateObservableGauge("supervisor.store.damaged", () => integrity.Damage is null ? 0 : 1, null, "1 from the moment at which damage of the store file was found.");
        meter.CreateObservableGauge("supervisor.disk.warning", () => disk.Current.Warning is null ? 0 : 1, null, "1 while the disk of the data directory is nearly full, or will be within 14 days.");
        Figure("supervisor.store", "By", "Size of the store file.", figures => figures.FileBytes);
        Figure("supervisor.store.log", "By", "Size of the write-ahead log.", figures => figures.LogBytes);
        Figure("supervisor.store.events", "{event}", "Events in the history, by their sequences.", figures => figures.Events);
        Figure("supervisor.store.growth", "By/d", "Growth of the store over the last 7 days.", figures => figures.Week?.BytesPerDay);
        Figure("supervisor.disk.free", "By", "Free space on the disk of the data directory.", figures => figures.FreeBytes);
        Figure("supervisor.disk.full", "d", "Days until that disk is full at this growth.", figures => figures.DaysUntilFull);

        // what is not known is no sample, and never a 0
        void Figure(string name, string unit, string description, Func<StoreFigures, double?> read) =>
            meter.CreateObservableGauge(name, () => disk.Current.Figures is { } figures && read(figures) is { } value ? [new Measurement<double>(value)] : Array.Empty<Measurement<double>>(), unit, description);
    }
}
