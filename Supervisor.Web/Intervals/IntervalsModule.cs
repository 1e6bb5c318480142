namespace Supervisor.Web.Intervals;

/// <summary>What the state intervals add to the app.</summary>
internal static class IntervalsModule
{
    public static IServiceCollection AddIntervals(this IServiceCollection services)
    {
        services.AddSingleton<IntervalKeeper>();
        services.AddSingleton<IntervalStore>();
        services.AddSingleton<IntervalRebuild>();
        services.AddHostedService(provider => provider.GetRequiredService<IntervalKeeper>());
        return services;
    }
}
