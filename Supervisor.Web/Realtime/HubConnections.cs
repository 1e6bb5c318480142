using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Web.Realtime;

/// <summary>The hub's connections that are open. Who may come in was asked when each began; this asks again, and cuts those of revoked tokens and of users who lost a role.</summary>
internal sealed class HubConnections(StandingCheck standing, IOptions<SecurityOptions> options, TimeProvider time, ILogger<HubConnections> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, HubCallerContext> _open = new();

    public void Add(HubCallerContext connection) => _open[connection.ConnectionId] = connection;

    public void Remove(HubCallerContext connection) => _open.TryRemove(connection.ConnectionId, out _);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.RevalidateSeconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckAsync(stoppingToken);
            }
            catch (DbException fault)
            {
                logger.ConnectionsUnchecked(StoreFault.Describe(fault));
            }
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        foreach (var connection in _open.Values)
        {
            if (connection.User is { } user && await standing.IsStillGoodAsync(user, cancellationToken)) continue;
            logger.ConnectionCut(connection.User?.Identity?.Name ?? "-");
            Remove(connection);
            connection.Abort();
        }
    }
}
