using Microsoft.EntityFrameworkCore;

namespace Supervisor.Web.Persistence;

/// <summary>What the store adds to the app.</summary>
internal static class PersistenceModule
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(DataDirectory.From(configuration));
        services.AddDbContextFactory<SupervisorDb>((provider, options) => options.UseStore(provider.GetRequiredService<DataDirectory>().Database));
        services.AddOptions<HistoryOptions>().Bind(configuration.GetSection(HistoryOptions.Section))
            .Validate(options => options.RetentionDays is >= 1 and <= HistoryOptions.MaxRetentionDays, $"History:RetentionDays must be 1 to {HistoryOptions.MaxRetentionDays}.")
            .ValidateOnStart();
        services.AddSingleton<DatabaseStartup>();
        services.AddSingleton<EventStore>();
        services.AddSingleton<VerificationRecord>();
        services.AddSingleton(provider => new EventQueue(EventQueue.DefaultCapacity, EventQueue.DefaultMaxBytes, provider.GetRequiredService<ILogger<EventQueue>>()));
        services.AddSingleton<IEventAppender, EventAppender>();
        services.AddSingleton<EventWriter>();
        services.AddSingleton<IEventSink>(provider => provider.GetRequiredService<EventWriter>());
        // started in this order and stopped in the reverse: whoever hands events to the writer is registered after AddPersistence
        services.AddHostedService<StoreHold>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseStartup>());
        services.AddHostedService<WalCheckpointer>();
        services.AddSingleton<AliveMark>();
        services.AddHostedService(provider => provider.GetRequiredService<AliveMark>());
        services.AddHostedService(provider => provider.GetRequiredService<EventWriter>());
        services.AddHostedService<HistoryPruner>();
        return services;
    }
}
