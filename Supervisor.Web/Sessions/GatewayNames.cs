using System.Net;
using System.Net.Sockets;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>
/// Follows the gateways' names. A connection that stands never asks DNS again, and one that polls stands for days: so a gateway that was moved, and still answers at its old address, would never be left.
/// A lifetime for connections would follow too, but costs every session a new connection, and with TLS a handshake, each few minutes, for something that happens once a year.
/// </summary>
internal sealed class GatewayNames(SessionRoster roster, TimeProvider time, ILogger<GatewayNames> logger) : BackgroundService
{
    /// <summary>How soon a change is followed, at most, beside the poll that is under way.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>A name with ever other addresses, as of a load balancer, must not have everybody connect anew all the time.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    private readonly Dictionary<GatewayEndpoint, (HashSet<IPAddress> Addresses, long? MovedAt)> _known = [];

    /// <summary>Asks DNS; a seam for tests.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Looks at every gateway once.</summary>
    public async Task LookAsync(IReadOnlyList<GatewayEndpoint> endpoints, CancellationToken cancellationToken)
    {
        foreach (var gone in _known.Keys.Except(endpoints).ToList()) _known.Remove(gone);
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.BaseUri.HostNameType == UriHostNameType.Dns)) await LookAsync(endpoint, cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAsync(roster.Endpoints, stoppingToken);
    }

    private async Task LookAsync(GatewayEndpoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            var now = (await Resolve(endpoint.BaseUri.IdnHost, cancellationToken)).ToHashSet();
            if (now.Count == 0) return;
            var (before, movedAt) = _known.GetValueOrDefault(endpoint, (now, (long?)null));
            // an address that is still there is still good
            var moved = !before.Overlaps(now) && (movedAt is not { } at || time.GetElapsedTime(at) >= Rest);
            if (moved)
            {
                endpoint.ConnectAnew();
                logger.GatewayMoved(endpoint.Name);
            }

            if (moved || before.Overlaps(now)) _known[endpoint] = (now, moved ? time.GetTimestamp() : movedAt);
        }
        catch (SocketException)
        {
            // a name server that is away is no reason to leave a gateway that answers
        }
    }
}
