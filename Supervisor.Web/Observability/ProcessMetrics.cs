using System.Diagnostics;
using System.Diagnostics.Metrics;
using Supervisor.Web.Metering;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Observability;

/// <summary>What the runtime's own meter does not tell of the process: names as every Prometheus client has them.</summary>
internal sealed class ProcessMetrics(IMeterFactory meters)
{
    /// <summary>Shows how the process stands.</summary>
    public void Observe()
    {
        var meter = meters.Own();
        using var self = Process.GetCurrentProcess();
        var started = new DateTimeOffset(self.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0;
        meter.CreateObservableGauge("process.start_time", () => started, "s", "When the process started, in seconds since 1970.");
        meter.CreateObservableGauge("process.resident_memory", () => Environment.WorkingSet, "By", "Memory of the process that is in use.");
        meter.CreateObservableCounter("process.cpu", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Processor time of all threads since start.");
        meter.CreateObservableCounter("dotnet.gc.allocated", () => GC.GetTotalAllocatedBytes(), "By", "Bytes of memory that were asked for since start.");
        meter.CreateObservableGauge("dotnet.gc.heap", () => GC.GetGCMemoryInfo().HeapSizeBytes, "By", "Size of the managed heap after the last collection.");
        meter.CreateObservableGauge("dotnet.gc.available", () => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, "By", "Memory that the runtime may use: that of the machine, of the container, or the limit that was set.");
        if (!OperatingSystem.IsLinux()) return;
        meter.CreateObservableGauge("process.open_fds", () => ProcessLimits.OpenFiles() is { } open ? [new Measurement<int>(open)] : Array.Empty<Measurement<int>>(), null, "Open file descriptors.");
        if (ProcessLimits.MostFiles() is { } most) meter.CreateObservableGauge("process.max_fds", () => most, null, "Most file descriptors that the process may have open.");
    }
}
