using Supervisor.Web.Alerts;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Components;
using Supervisor.Web.Features.History;
using Supervisor.Web.Features.Schedules;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Web.Observability;

/// <summary>Figures in the Prometheus text format, for anybody with a token or a cookie.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        Observe(app.ServiceProvider);
        app.MapGet("/metrics", (MetricsReader reader) => TypedResults.Text(reader.Write(), PrometheusText.ContentType))
            .RequireAuthorization()
            .WithSummary("Figures for Prometheus");
    }

    /// <summary>What is asked for with each reading. The reader comes first: what is counted before it listens is not counted.</summary>
    private static void Observe(IServiceProvider services)
    {
        services.GetRequiredService<MetricsReader>();
        services.GetRequiredService<SessionMetrics>().Observe(services.GetRequiredService<SessionPool>());
        services.GetRequiredService<FloorMetrics>().Observe(services.GetRequiredService<FloorKeeper>(), services.GetRequiredService<FloorFeed>());
        services.GetRequiredService<StoreMetrics>().Observe(services.GetRequiredService<EventWriter>(), services.GetRequiredService<DiskWatch>(), services.GetRequiredService<StoreIntegrity>());
        services.GetRequiredService<CircuitMetrics>().Observe(services.GetRequiredService<CircuitCount>());
        services.GetRequiredService<CallbackMetrics>().Observe(services.GetRequiredService<RefusedCallbacks>());
        services.GetRequiredService<SubscriptionMetrics>().Observe(services.GetRequiredService<ISubscriptions>(), services.GetRequiredService<RecognitionReceiver>());
        services.GetRequiredService<ScheduleMetrics>().Observe(services.GetRequiredService<ScheduleStore>());
        services.GetRequiredService<ProcessMetrics>().Observe();
        // those that only count are there from the start too, with 0 or nothing
        services.GetRequiredService<AlertMetrics>();
        services.GetRequiredService<ExportMetrics>();
        services.GetRequiredService<SignInMetrics>();
    }
}
