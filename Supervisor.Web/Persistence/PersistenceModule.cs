using Microsoft.EntityFrameworkCore;

namespace Supervisor.Web.Persistence;

/// <summary>What the store adds to the app.</summary>
internal static class PersistenceModule
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(DataDirectory.From(configuration));
        services.AddDbContextFactory<SupervisorDb>((provider, options) => options.UseStore(provider.GetRequiredService<DataDirectory>().Database));
        services.AddSingleton<DatabaseStartup>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseStartup>());
        return services;
    }
}
