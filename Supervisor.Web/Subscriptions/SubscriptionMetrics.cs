using System.Diagnostics.Metrics;
using Supervisor.Domain.Subscriptions;
using Supervisor.Web.Metering;

namespace Supervisor.Web.Subscriptions;

/// <summary>The recognition subscriptions, counted. A site has a handful of gateways, so their names may be labels.</summary>
internal sealed class SubscriptionMetrics(IMeterFactory meters)
{
    /// <summary>Shows how they stand.</summary>
    public void Observe(ISubscriptions subscriptions, RecognitionReceiver recognition)
    {
        var meter = meters.Own();
        meter.CreateObservableGauge("supervisor.subscription_up",
            () => subscriptions.All.Select(health => SupervisorMeter.Of(health.State.Phase == SubscriptionPhase.Registered ? 1 : 0, "gateway", health.Gateway)),
            null, "1 while recognition results of the gateway are subscribed to, 0 while they ought to be.");
        meter.CreateObservableCounter("supervisor.subscription_results", () => subscriptions.All.Select(health => SupervisorMeter.Of(health.Results, "gateway", health.Gateway)), "{result}", "Recognition results received since start.");
        meter.CreateObservableCounter("supervisor.recognition_dropped",
            () => new[] { SupervisorMeter.Of(recognition.Repeated, "reason", "repeated"), SupervisorMeter.Of(recognition.Unwatched, "reason", "agent_not_configured") },
            "{result}", "Recognition results that were answered and not kept since start.");
    }
}
