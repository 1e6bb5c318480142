using System.Diagnostics.Metrics;
using Supervisor.Web.Metering;

namespace Supervisor.Web.Callbacks;

/// <summary>What comes from gateways without being asked for, counted.</summary>
internal sealed class CallbackMetrics(IMeterFactory meters)
{
    /// <summary>Shows how many were refused.</summary>
    public void Observe(RefusedCallbacks refused) =>
        meters.Own().CreateObservableCounter("supervisor.callbacks_refused", () => refused.Total, "{callback}", "Callbacks without a right service_token since start.");
}
