namespace Supervisor.Web.Realtime;

/// <summary>What the live floor adds to the app.</summary>
internal static class RealtimeModule
{
    public static IServiceCollection AddRealtime(this IServiceCollection services)
    {
        services.AddSingleton<FloorMetrics>();
        services.AddSingleton<FloorFeed>();
        services.AddSingleton<IFloorFeed>(provider => provider.GetRequiredService<FloorFeed>());
        services.AddSingleton<ConversationKeeper>();
        services.AddSingleton<FloorKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<FloorKeeper>());
        services.AddSignalR();
        services.AddHostedService<FloorHubPublisher>();
        services.AddSingleton<HubConnections>();
        services.AddHostedService(provider => provider.GetRequiredService<HubConnections>());
        return services;
    }

    public static void MapRealtime(this IEndpointRouteBuilder app) => app.MapHub<FloorHub>("/hubs/floor");
}
