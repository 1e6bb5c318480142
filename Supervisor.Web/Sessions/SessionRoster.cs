using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Sessions;

/// <summary>Which agents this process is to hold sessions for: all that are enabled, of all gateways that are enabled.</summary>
internal sealed class SessionRoster(IDbContextFactory<SupervisorDb> databases, IOptions<SessionOptions> options, TimeProvider time, ILogger<SessionRoster> logger) : IDisposable
{
    /// <summary>
    /// What changes with everything that is desired: one question with each turn, over a table of few rows and one that has an index made for it. It also sees what another process has written.
    /// All times are added up, each modulo 1e12 ticks so that the sum fits: the latest alone would hide a change that was made after the clock was set back.
    /// Who signed an agent out here, and who inspects, signs nobody in anew, so neither is a change of the agent or its gateway.
    /// </summary>
    public const string Stamp = """
        SELECT (SELECT COUNT(*) || '@' || IFNULL(SUM("ChangedAt" % 1000000000000), 0) || ' ' || IFNULL(GROUP_CONCAT("Id" || '=' || "Inspector"), '') FROM "Gateways") || ' '
            || (SELECT COUNT(*) || '@' || IFNULL(SUM("ChangedAt" % 1000000000000), 0) || ' ' || COUNT("SignedOutAt") || '@' || IFNULL(SUM("SignedOutAt" % 1000000000000), 0) FROM "Agents") AS "Value"
        """;

    private readonly GatewayLinks<IGatewayClient> _gateways = new(
        gateway => GatewayEndpoint.Create(gateway, options.Value.SourceAddresses, time, options.Value.PollDeadline),
        endpoint => new GatewayClient(endpoint, time),
        (gateway, error) => Tell(logger, gateway, error));

    // one for each set of connections, forgotten with it: the same gateway under a corrected address does not wait for what the wrong one has not answered
    private readonly ConditionalWeakTable<IGatewayClient, GatewayPace> _paces = [];

    private string? _stamp;
    private volatile IReadOnlyList<GatewayEndpoint> _endpoints = [];

    /// <summary>The gateways in use, as of the last reading; replaced whole.</summary>
    public IReadOnlyList<GatewayEndpoint> Endpoints => _endpoints;

    /// <summary>What is desired now; null when nothing has changed since the last call.</summary>
    public async Task<ImmutableArray<AgentPlan>?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stamp = await db.Database.SqlQueryRaw<string>(Stamp).SingleAsync(cancellationToken);
        if (stamp == _stamp && !_gateways.HasNews()) return null;
        var gateways = await db.Gateways.AsNoTracking().Include(gateway => gateway.Agents).Where(gateway => gateway.Enabled).ToListAsync(cancellationToken);
        _gateways.Keep(gateways);
        ImmutableArray<AgentPlan> plans = [.. gateways.SelectMany(Plans)];
        _endpoints = [.. _gateways.Endpoints];
        _stamp = stamp;
        return plans;
    }

    /// <summary>Closes the connections to gateways that were replaced, once no session uses them.</summary>
    public void CloseUnused(IReadOnlySet<IGatewayClient> used) => _gateways.CloseUnused(used);

    /// <inheritdoc />
    public void Dispose() => _gateways.Dispose();

    private IEnumerable<AgentPlan> Plans(ConfiguredGateway gateway)
    {
        var (link, error) = _gateways.Of(gateway);
        // who runs goes on with the former settings until the new ones can be used
        var settings = link?.Settings ?? gateway;
        var client = link?.Client ?? new UnusableGateway(error!);
        var changedAt = link is null ? NotInUse(error!) : settings.ChangedAt.UtcTicks;
        var pace = link is null ? null : _paces.GetValue(link.Client, _ => new GatewayPace(options.Value, time));
        var callback = settings.Mode == EventMode.Push ? CallbackAddress.Of(settings, PushReceiver.Path) : null;
        foreach (var agent in gateway.Agents.Where(agent => agent.Enabled))
        {
            var profile = new AgentProfile(new AgentId(gateway.Name, agent.AgentId), agent.Name.Length == 0 ? agent.AgentId : agent.Name, agent.Team);
            yield return new AgentPlan(profile, agent, client, (agent.ChangedAt.UtcTicks, changedAt))
            {
                Callback = callback,
                Pace = pace,
                SignedOut = agent.SignedOutAt is { } at ? new SignedOutHere(agent.SignedOutBy ?? "", at, agent.SignOutCutsCall) : null,
                Inspector = gateway.Inspector is { } inspector ? new AgentId(gateway.Name, inspector) : null,
            };
        }
    }

    // no gateway has it: its sessions begin anew when its settings can be used, and when something else is wrong with them, which they tell
    private static long NotInUse(string error) => -1L - (uint)error.GetHashCode(StringComparison.Ordinal);

    private static void Tell(ILogger logger, ConfiguredGateway gateway, string? error)
    {
        if (error is not null) logger.EndpointUnusable(gateway.Name, error);
        else if (gateway.AllowInvalidCertificate) logger.AnyCertificateAccepted(gateway.Name);
    }
}
