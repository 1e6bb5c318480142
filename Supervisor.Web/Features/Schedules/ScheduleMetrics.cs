using System.Diagnostics.Metrics;
using Supervisor.Web.Metering;

namespace Supervisor.Web.Features.Schedules;

/// <summary>The scheduled exports, counted.</summary>
internal sealed class ScheduleMetrics(IMeterFactory meters)
{
    /// <summary>Shows how many have failed.</summary>
    public void Observe(ScheduleStore schedules) =>
        meters.Own().CreateObservableGauge("supervisor.export_schedules_failed", () => schedules.Failed, "{schedule}", "Scheduled exports whose last run has failed.");
}
