using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Gateway;

/// <summary>The connections to a gateway, and the settings by which they were made.</summary>
/// <typeparam name="TClient">The operations that are needed of it.</typeparam>
internal sealed record GatewayLink<TClient>(ConfiguredGateway Settings, GatewayEndpoint Endpoint, TClient Client);

/// <summary>
/// The connections to the gateways that are in use, made anew when a gateway has changed. Settings that cannot be used, as a certificate's file that is broken, leave the former connections in use and
/// are tried again. What was replaced is closed once nobody uses it: its timers would keep it alive for ever. Of one thread at a time.
/// </summary>
/// <param name="make">Makes connections, or says what is wrong with the settings.</param>
/// <param name="clientOf">The client over them.</param>
/// <param name="tell">Takes what became of a gateway's settings, once: null where they are in use, else what is wrong.</param>
internal sealed class GatewayLinks<TClient>(
    Func<ConfiguredGateway, (GatewayEndpoint? Endpoint, string? Error)> make,
    Func<GatewayEndpoint, TClient> clientOf,
    Action<ConfiguredGateway, string?> tell) : IDisposable
    where TClient : class
{
    private readonly Dictionary<int, GatewayLink<TClient>> _inUse = [];
    private readonly Dictionary<int, (ConfiguredGateway Settings, string Error)> _unusable = [];
    private readonly List<GatewayLink<TClient>> _replaced = [];

    /// <summary>Connections that are in use.</summary>
    public IEnumerable<GatewayEndpoint> Endpoints => _inUse.Values.Select(link => link.Endpoint);

    /// <summary>The gateway's connections: its former ones, with the settings of that time, where the new settings cannot be used; null where there are none.</summary>
    /// <returns>Them, and what is wrong with the settings.</returns>
    public (GatewayLink<TClient>? Link, string? Error) Of(ConfiguredGateway gateway)
    {
        var known = _inUse.GetValueOrDefault(gateway.Id);
        if (known?.Settings.ChangedAt == gateway.ChangedAt)
        {
            _unusable.Remove(gateway.Id);
            return (_inUse[gateway.Id] = known with { Settings = gateway }, null);
        }

        var (endpoint, error) = make(gateway);
        if (endpoint is null)
        {
            if (_unusable.GetValueOrDefault(gateway.Id).Error != error) tell(gateway, error);
            _unusable[gateway.Id] = (gateway, error!);
            return (known, error);
        }

        tell(gateway, null);
        Forget(gateway.Id);
        return (_inUse[gateway.Id] = new GatewayLink<TClient>(gateway, endpoint, clientOf(endpoint)), null);
    }

    /// <summary>Settings that could not be used can be used by now, or cannot for another cause.</summary>
    public bool HasNews()
    {
        foreach (var (settings, known) in _unusable.Values)
        {
            var (endpoint, error) = make(settings);
            using (endpoint)
                if (endpoint is not null || error != known) return true;
        }

        return false;
    }

    /// <summary>All other gateways are in use no longer.</summary>
    public void Keep(IEnumerable<ConfiguredGateway> gateways)
    {
        foreach (var gone in _inUse.Keys.Concat(_unusable.Keys).Except(gateways.Select(gateway => gateway.Id)).ToList()) Forget(gone);
    }

    /// <summary>Closes what was replaced and is used by nobody.</summary>
    public void CloseUnused(IReadOnlySet<TClient> used)
    {
        foreach (var link in _replaced.Where(link => !used.Contains(link.Client)).ToList())
        {
            link.Endpoint.Dispose();
            _replaced.Remove(link);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var link in _inUse.Values.Concat(_replaced)) link.Endpoint.Dispose();
    }

    private void Forget(int gateway)
    {
        _unusable.Remove(gateway);
        if (_inUse.Remove(gateway, out var link)) _replaced.Add(link);
    }
}
