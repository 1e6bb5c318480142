using System.Diagnostics.Metrics;
using Supervisor.Domain.Agents;
using Supervisor.Web.Metering;

namespace Supervisor.Web.Realtime;

/// <summary>What the floor does, counted.</summary>
internal sealed class FloorMetrics(IMeterFactory meters)
{
    private readonly Histogram<double> _latency = meters.Own().CreateHistogram(
        "supervisor.floor.lag", "s", "From the gateway's answer, read, to the picture of the floor that shows its event.", tags: null, SupervisorMeter.Durations);

    /// <summary>An event of a gateway is on the floor.</summary>
    public void Shown(TimeSpan after) => _latency.Record(Math.Max(0, after.TotalSeconds)); // a clock that is set back gives no negative time

    /// <summary>Shows how the floor stands.</summary>
    public void Observe(FloorKeeper keeper, FloorFeed feed)
    {
        var meter = meters.Own();
        meter.CreateObservableGauge("supervisor.agents",
            () => Enum.GetValues<AgentState>().Select(state => SupervisorMeter.Of(feed.Current.Totals[state], "state", FloorView.Spelt(state))), "{agent}", "Agents on the floor by state.");
        meter.CreateObservableCounter("supervisor.events", () => keeper.Sequence, "{event}", "Events numbered since the store was made.");
        meter.CreateObservableCounter("supervisor.floor.revision", () => feed.Current.Revision, "{change}", "Changes of the live picture since start.");
        meter.CreateObservableGauge("supervisor.floor.inputs_waiting", () => keeper.Waiting, "{input}", "Inputs that wait to be folded.");
        meter.CreateObservableGauge("supervisor.floor.readers", () => feed.Readers, "{reader}", "Subscriptions to the live picture.");
    }
}
