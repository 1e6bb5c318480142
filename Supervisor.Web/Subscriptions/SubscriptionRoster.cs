using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Subscriptions;

/// <summary>Which gateways this process is to be subscribed to: all that want recognition results and are in use.</summary>
internal sealed class SubscriptionRoster(IDbContextFactory<SupervisorDb> databases, TimeProvider time, ILogger<SubscriptionRoster> logger) : ISubscriptionRoster, IDisposable
{
    private readonly GatewayLinks<ISubscriptionClient> _gateways = new(
        gateway => GatewayEndpoint.Create(gateway, [], time),
        endpoint => new SubscriptionClient(endpoint, time),
        (gateway, error) => Tell(logger, gateway, error));

    /// <inheritdoc />
    public async Task<ImmutableArray<SubscriptionPlan>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // a handful of rows at most: cheap enough for every turn, and it also sees what another process has written
        var gateways = await db.Gateways.AsNoTracking().Where(gateway => gateway.Enabled && gateway.Subscription.Enabled).ToListAsync(cancellationToken);
        _gateways.Keep(gateways);
        return [.. gateways.Select(gateway => _gateways.Of(gateway).Link).OfType<GatewayLink<ISubscriptionClient>>().Select(link => SubscriptionPlan.Of(link.Settings, link.Client)).OfType<SubscriptionPlan>()];
    }

    /// <inheritdoc />
    public void CloseUnused(IReadOnlySet<ISubscriptionClient> used) => _gateways.CloseUnused(used);

    /// <inheritdoc />
    public void Dispose() => _gateways.Dispose();

    private static void Tell(ILogger logger, ConfiguredGateway gateway, string? error)
    {
        if (error is not null) logger.EndpointUnusable(gateway.Name, error);
    }
}
