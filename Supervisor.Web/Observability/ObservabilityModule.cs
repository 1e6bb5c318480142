namespace Supervisor.Web.Observability;

/// <summary>What metrics and health add to the app.</summary>
internal static class ObservabilityModule
{
    public static IServiceCollection AddObservability(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<MetricsReader>();
        services.AddSingleton<ProcessMetrics>();
        services.AddSingleton<SecretsWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<SecretsWatch>());
        services.AddHostedService<CertificateWatch>();
        services.AddSingleton<HealthReport>();
        return services;
    }
}
