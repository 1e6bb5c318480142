using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Notices;

namespace Supervisor.Web.Persistence;

/// <summary>What the store adds to the app.</summary>
internal static class PersistenceModule
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(DataDirectory.From(configuration));
        services.AddDbContextFactory<SupervisorDb>((provider, options) => options.UseStore(provider.GetRequiredService<DataDirectory>().Database));
        services.AddOptions<HistoryOptions>().Bind(configuration.GetSection(HistoryOptions.Section))
            .Validate(options => !options.Errors().Any(), $"The section {HistoryOptions.Section} has values that cannot be worked with.")
            .ValidateOnStart();
        services.AddSingleton<DatabaseStartup>();
        services.AddSingleton<EventStore>();
        services.AddSingleton<VerificationRecord>();
        services.AddSingleton<NoticeBoard>();
        services.AddSingleton<IDataDisk, DataDisk>();
        services.AddSingleton<StoreGauge>();
        services.AddSingleton<DiskWatch>();
        services.AddSingleton(provider => new EventQueue(EventQueue.DefaultCapacity, EventQueue.DefaultMaxBytes, provider.GetRequiredService<ILogger<EventQueue>>()));
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<StoreIntegrity>();
        services.AddSingleton<EventAppender>();
        services.AddSingleton<IEventAppender>(provider => new MeasuredAppender(provider.GetRequiredService<EventAppender>(), provider.GetRequiredService<StoreMetrics>(), provider.GetRequiredService<TimeProvider>()));
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
        services.AddHostedService(provider => provider.GetRequiredService<DiskWatch>());
        services.AddHostedService<StoreWatch>();
        return services;
    }
}
