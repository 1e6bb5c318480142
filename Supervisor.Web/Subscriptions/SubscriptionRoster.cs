using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Subscriptions;

/// <summary>Which gateways this process is to be subscribed to: all that want recognition results and are in use.</summary>
internal sealed class SubscriptionRoster(IDbContextFactory<SupervisorDb> databases, TimeProvider time, ILogger<SubscriptionRoster> logger) : ISubscriptionRoster, IDisposable
{
    private readonly Dictionary<string, (DateTimeOffset ChangedAt, GatewayEndpoint? Endpoint)> _endpoints = [];

    /// <inheritdoc />
    public async Task<ImmutableArray<SubscriptionPlan>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // a handful of rows at most: cheap enough for every turn, and it also sees what another process has written
        var gateways = await db.Gateways.AsNoTracking().Where(gateway => gateway.Enabled && gateway.Subscription.Enabled).ToListAsync(cancellationToken);
        return [.. gateways.Select(Plan).OfType<SubscriptionPlan>()];
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (_, endpoint) in _endpoints.Values) endpoint?.Dispose();
    }

    private SubscriptionPlan? Plan(ConfiguredGateway gateway) =>
        Connect(gateway) is { } endpoint ? SubscriptionPlan.Of(gateway, new SubscriptionClient(endpoint, time)) : null;

    // What is replaced is left to the garbage collector: a request may be under way on it, and it holds one idle connection for two minutes.
    private GatewayEndpoint? Connect(ConfiguredGateway gateway)
    {
        if (_endpoints.TryGetValue(gateway.Name, out var known) && known.ChangedAt == gateway.ChangedAt) return known.Endpoint;
        var (endpoint, error) = GatewayEndpoint.Create(gateway, []);
        if (error is not null) logger.EndpointUnusable(gateway.Name, error);
        _endpoints[gateway.Name] = (gateway.ChangedAt, endpoint);
        return endpoint;
    }
}
