using Supervisor.Web.Callbacks;
using Supervisor.Web.Security;

namespace Supervisor.Web.Subscriptions;

/// <summary>What the recognition subscriptions add to the app.</summary>
internal static class SubscriptionsModule
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services)
    {
        services.AddSingleton<SubscriptionMetrics>();
        services.AddSingleton<SubscriptionFile>();
        services.AddSingleton<ISubscriptionRoster, SubscriptionRoster>();
        services.AddSingleton(provider =>
        {
            var vault = provider.GetRequiredService<CredentialVault>();
            return new SubscriptionSurroundings(
                provider.GetRequiredService<TokenTable<SubscriptionSource>>(),
                protectedPassword => vault.TryUnprotect(protectedPassword, out var password) ? password : null,
                provider.GetRequiredService<TimeProvider>(),
                Random.Shared.NextDouble);
        });
        services.AddSingleton<SubscriptionKeeper>();
        services.AddSingleton<ISubscriptions>(provider => provider.GetRequiredService<SubscriptionKeeper>());
        services.AddSingleton<ISubscriptionKeeper>(provider => provider.GetRequiredService<SubscriptionKeeper>());
        services.AddHostedService(provider => provider.GetRequiredService<SubscriptionKeeper>());
        return services;
    }
}
