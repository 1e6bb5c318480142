using System.Globalization;
using System.Text;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Domain.Subscriptions;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Components;
using Supervisor.Web.Features.Schedules;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Web.Observability;

/// <summary>Figures in the Prometheus text format (version 0.0.4), for anybody with a token or a cookie.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder app) =>
        app.MapGet("/metrics", (SessionPool pool, FloorKeeper keeper, FloorFeed feed, EventWriter writer, ISubscriptions subscriptions, RecognitionReceiver recognition, RefusedCallbacks refused, DiskWatch disk, ScheduleStore schedules, CircuitCount circuits) =>
                TypedResults.Text(Write(pool, keeper, feed, writer, subscriptions.All, recognition, refused, disk.Current, schedules.Failed, circuits), "text/plain; version=0.0.4; charset=utf-8"))
            .RequireAuthorization()
            .WithSummary("Figures for Prometheus");

    private static string Write(SessionPool pool, FloorKeeper keeper, FloorFeed feed, EventWriter writer, IReadOnlyList<SubscriptionHealth> subscriptions, RecognitionReceiver recognition, RefusedCallbacks refused, DiskState disk, int failedSchedules, CircuitCount circuits)
    {
        var text = new StringBuilder();
        var sessions = pool.States.CountBy(state => state.Phase).ToDictionary();
        Family(text, "supervisor_sessions", "gauge", "Gateway sessions by phase.",
            Enum.GetValues<SessionPhase>().Select(phase => ($"{{state=\"{FloorView.Spelt(phase)}\"}}", (double)sessions.GetValueOrDefault(phase))));
        Family(text, "supervisor_agents", "gauge", "Agents on the floor by state.",
            Enum.GetValues<AgentState>().Select(state => ($"{{state=\"{FloorView.Spelt(state)}\"}}", (double)feed.Current.Totals[state])));
        One(text, "supervisor_events_total", "counter", "Events numbered since the store was made.", keeper.Sequence);
        One(text, "supervisor_floor_revision", "counter", "Changes of the live picture since start.", feed.Current.Revision);
        One(text, "supervisor_floor_inputs_waiting", "gauge", "Inputs that wait to be folded.", keeper.Waiting);
        Histogram(text, "supervisor_floor_lag_seconds", "From the answer of a gateway to the live picture that shows it.", keeper.Lag);
        One(text, "supervisor_floor_readers", "gauge", "Subscriptions to the live picture.", feed.Readers);
        One(text, "supervisor_circuits", "gauge", "Pages that the server keeps: open ones, and those that may come back after a lost link.", circuits.Kept);
        One(text, "supervisor_circuits_connected", "gauge", "Of those, the ones with a link to their browser.", circuits.Connected);
        One(text, "supervisor_history_queued", "gauge", "Events that wait to be written.", writer.Health.Queued);
        One(text, "supervisor_history_lost_total", "counter", "Events that could not be kept since start; each gap is in the history.", writer.Health.Lost);
        One(text, "supervisor_history_fault", "gauge", "1 while the history cannot be written.", writer.Health.Fault is null ? 0 : 1);
        One(text, "dotnet_gc_allocated_bytes_total", "counter", "Bytes of memory that were asked for since start.", GC.GetTotalAllocatedBytes());
        One(text, "dotnet_gc_heap_bytes", "gauge", "Size of the managed heap after the last collection.", GC.GetGCMemoryInfo().HeapSizeBytes);
        Storage(text, disk);
        One(text, "supervisor_export_schedules_failed", "gauge", "Scheduled exports whose last run has failed.", failedSchedules);
        One(text, "supervisor_push_repeated", "gauge", "Pushed events that running sessions have dropped because they came a second time.", pool.All.Sum(health => health.Duplicates));
        One(text, "supervisor_callbacks_refused_total", "counter", "Callbacks without a right service_token since start.", refused.Total);
        Family(text, "supervisor_subscription_up", "gauge", "1 while recognition results of the gateway are subscribed to, 0 while they ought to be.",
            subscriptions.Select(health => ($"{{gateway=\"{health.Gateway}\"}}", health.State.Phase == SubscriptionPhase.Registered ? 1d : 0d)));
        Family(text, "supervisor_subscription_results_total", "counter", "Recognition results received since start.",
            subscriptions.Select(health => ($"{{gateway=\"{health.Gateway}\"}}", (double)health.Results)));
        Family(text, "supervisor_recognition_dropped_total", "counter", "Recognition results that were answered and not kept since start.",
            [("{reason=\"repeated\"}", recognition.Repeated), ("{reason=\"agent_not_configured\"}", recognition.Unwatched)]);
        return text.ToString();
    }

    private static void Storage(StringBuilder text, DiskState disk)
    {
        One(text, "supervisor_disk_warning", "gauge", "1 while the disk of the data directory is nearly full, or will be within 14 days.", disk.Warning is null ? 0 : 1);
        if (disk.Figures is not { } figures) return;
        One(text, "supervisor_store_bytes", "gauge", "Size of the store file.", figures.FileBytes);
        One(text, "supervisor_store_log_bytes", "gauge", "Size of the write-ahead log.", figures.LogBytes);
        One(text, "supervisor_store_events", "gauge", "Events in the history, by their sequences.", figures.Events);
        if (figures.Week is { } week) One(text, "supervisor_store_growth_bytes_per_day", "gauge", "Growth of the store over the last 7 days.", week.BytesPerDay);
        if (figures.FreeBytes is { } free) One(text, "supervisor_disk_free_bytes", "gauge", "Free space on the disk of the data directory.", free);
        if (figures.DaysUntilFull is { } days) One(text, "supervisor_disk_full_days", "gauge", "Days until that disk is full at this growth.", days);
    }

    private static void Histogram(StringBuilder text, string name, string help, FloorLag lag)
    {
        var upTo = lag.UpTo;
        Family(text, name, "histogram", help,
            [.. FloorLag.Bounds.Select((bound, i) => (FormattableString.Invariant($"_bucket{{le=\"{bound}\"}}"), (double)upTo[i])), ("_bucket{le=\"+Inf\"}", upTo[^1]), ("_sum", lag.Seconds), ("_count", upTo[^1])]);
    }

    private static void One(StringBuilder text, string name, string type, string help, double value) => Family(text, name, type, help, [("", value)]);

    private static void Family(StringBuilder text, string name, string type, string help, IEnumerable<(string Labels, double Value)> samples)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        foreach (var (labels, value) in samples) text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
    }
}
