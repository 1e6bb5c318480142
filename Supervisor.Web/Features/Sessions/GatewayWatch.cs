using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;
using Supervisor.Web.Notices;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Sessions;

/// <summary>
/// One banner for a gateway that cannot be reached, with a count, on every page: not one for each agent. It follows the floor, at most once a second, and goes by itself. A gateway counts as away when
/// at least half of its sessions wait for an answer; one agent's cut connection is that agent's row.
/// </summary>
internal sealed class GatewayWatch(IFloorFeed feed, NoticeBoard board, TimeProvider time, ILogger<GatewayWatch> logger) : BackgroundService
{
    private const string KeyPrefix = "gateway-away-";
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (int Away, int All)> _shown = [];

    /// <summary>Sessions of each gateway that is away: how many wait for it, of how many.</summary>
    public static IReadOnlyDictionary<string, (int Away, int All)> Away(FloorSnapshot floor)
    {
        var gateways = new Dictionary<string, (int Away, int All)>();
        foreach (var agent in floor.Agents.Values)
        {
            // who is not wanted, or is waiting for a person, says nothing of the gateway
            if (agent.Session.Phase is SessionPhase.Stopped or SessionPhase.Occupied or SessionPhase.Rejected) continue;
            var (away, all) = gateways.GetValueOrDefault(agent.Id.Gateway);
            gateways[agent.Id.Gateway] = (away + (IsUnanswered(agent.Session) ? 1 : 0), all + 1);
        }

        return gateways.Where(gateway => gateway.Value.Away > 0 && gateway.Value.Away * 2 >= gateway.Value.All).ToDictionary();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe();
        try
        {
            await foreach (var floor in subscription.ReadAllAsync(stoppingToken))
            {
                Show(Away(floor));
                await Task.Delay(Pace, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the app stops
        }
        catch (Exception fault)
        {
            Log.GatewayWatchFailed(logger, fault);
            throw;
        }
    }

    private void Show(IReadOnlyDictionary<string, (int Away, int All)> away)
    {
        foreach (var back in _shown.Keys.Except(away.Keys).ToList())
        {
            _shown.Remove(back);
            board.TakeDown(KeyPrefix + back);
        }

        foreach (var (gateway, count) in away)
        {
            if (_shown.TryGetValue(gateway, out var shown) && shown == count) continue;
            _shown[gateway] = count;
            board.Put(new Notice(KeyPrefix + gateway, Policies.Floor, "Gateway {0} cannot be reached: {1} of {2} sessions wait for it.", [gateway, count.Away, count.All], $"/sessions?gateway={Uri.EscapeDataString(gateway)}"));
        }
    }

    private static bool IsUnanswered(SessionState session) => session is { Phase: SessionPhase.Waiting, LastCode: { } code }
        && (code is Failure.Connect or Failure.Timeout or Failure.Reset or Failure.Tls or Failure.Ports || code.StartsWith(Failure.HttpPrefix, StringComparison.Ordinal));
}
