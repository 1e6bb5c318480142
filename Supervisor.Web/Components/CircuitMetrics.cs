using System.Diagnostics.Metrics;
using Supervisor.Web.Metering;

namespace Supervisor.Web.Components;

/// <summary>The open pages, counted.</summary>
internal sealed class CircuitMetrics(IMeterFactory meters)
{
    /// <summary>Shows how many pages there are.</summary>
    public void Observe(CircuitCount circuits)
    {
        meters.Own().CreateObservableGauge("supervisor.circuits", () => circuits.Kept, "{page}", "Pages that the server keeps: open ones, and those that may come back after a lost link.");
        meters.Own().CreateObservableGauge("supervisor.circuits_connected", () => circuits.Connected, "{page}", "Of those, the ones with a link to their browser.");
        meters.Own().CreateObservableCounter("supervisor.circuits_opened", () => circuits.Opened, "{page}", "Pages opened since start: many more than pages that are kept means that browsers reload again and again.");
    }
}
