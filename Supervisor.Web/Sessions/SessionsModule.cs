using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;

namespace Supervisor.Web.Sessions;

/// <summary>What the session pool adds to the app.</summary>
internal static class SessionsModule
{
    public static IServiceCollection AddSessions(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<SessionOptions>(configuration.GetSection(SessionOptions.Section));
        services.AddSingleton<SessionMetrics>();
        services.AddSingleton<SessionRoster>();
        services.AddSingleton<SignInKeeper>();
        services.AddSingleton<PasswordSettler>();
        services.AddSingleton<StoredPushes>();
        services.AddSingleton(provider => SessionBudget.Read(provider.GetRequiredService<IOptions<SessionOptions>>().Value));
        services.AddSingleton(provider =>
        {
            var keeper = provider.GetRequiredService<FloorKeeper>();
            var feed = provider.GetRequiredService<IFloorFeed>();
            var vault = provider.GetRequiredService<CredentialVault>();
            var options = provider.GetRequiredService<IOptions<SessionOptions>>().Value;
            return new SessionSurroundings(
                keeper.PostAsync,
                protectedPassword => vault.TryUnprotect(protectedPassword, out var password) ? password : null,
                options.PollGap,
                options.SignOutCutsCalls,
                provider.GetRequiredService<TokenTable<PushFeed>>(),
                new Beats(provider.GetRequiredService<TimeProvider>()),
                Random.Shared.NextDouble)
            {
                PollDeadline = options.PollDeadline,
                SettlePassword = provider.GetRequiredService<PasswordSettler>().SettleAsync,
                Unended = provider.GetRequiredService<IntervalStore>().UnendedAsync,
                LastSeen = () => provider.GetRequiredService<AliveMark>().LastSeen,
                Shown = agent => feed.Current.Agents.TryGetValue(agent, out var snapshot) ? snapshot.State : AgentState.Unknown,
                Metrics = provider.GetRequiredService<SessionMetrics>(),
                ReadStored = provider.GetRequiredService<StoredPushes>().ReadAsync,
            };
        });
        services.AddSingleton<SessionPool>();
        services.AddSingleton<ISessionPool>(provider => provider.GetRequiredService<SessionPool>());
        services.AddSingleton<SessionFactsOf>(provider =>
        {
            var pool = provider.GetRequiredService<SessionPool>();
            var time = provider.GetRequiredService<TimeProvider>();
            return agent => pool.Find(agent) is { } health
                ? new SessionFacts(
                    health.LastPollAt, health.Fault, health.FaultAt, health.Note?.Text, health.Note?.Code,
                    health.Password?.MustChange, health.Password?.DaysLeftAt(time.GetUtcNow()),
                    health.LastHeartbeatAt, health.LastEventAt)
                : default;
        });
        services.AddHostedService<GatewayNames>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionPool>());
        return services;
    }
}
