using System.Collections.Immutable;
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
    /// Who signed an agent out here, and who inspects, signs nobody in anew, so neither is a change of the agent or its gateway.
    /// </summary>
    public const string Stamp = """
        SELECT (SELECT COUNT(*) || '@' || IFNULL(SUM("ChangedAt" % 1000000000000), 0) || ' ' || IFNULL(GROUP_CONCAT("Id" || '=' || "Inspector"), '') FROM "Gateways") || ' '
            || (SELECT COUNT(*) || '@' || IFNULL(SUM("ChangedAt" % 1000000000000), 0) || ' ' || COUNT("SignedOutAt") || '@' || IFNULL(SUM("SignedOutAt" % 1000000000000), 0) FROM "Agents") AS "Value"
        """;

    private readonly Dictionary<int, KnownGateway> _gateways = [];
    private readonly List<KnownGateway> _retired = [];
    private string? _stamp;
    private volatile IReadOnlyList<GatewayEndpoint> _endpoints = [];

    /// <summary>The gateways in use, as of the last reading; replaced whole.</summary>
    public IReadOnlyList<GatewayEndpoint> Endpoints => _endpoints;

    /// <summary>What is desired now; null when nothing has changed since the last call.</summary>
    public async Task<ImmutableArray<AgentPlan>?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stamp = await db.Database.SqlQueryRaw<string>(Stamp).SingleAsync(cancellationToken);
        if (stamp == _stamp) return null;
        var gateways = await db.Gateways.AsNoTracking().Include(gateway => gateway.Agents).Where(gateway => gateway.Enabled).ToListAsync(cancellationToken);
        foreach (var gone in _gateways.Keys.Except(gateways.Select(gateway => gateway.Id)).ToList()) Retire(gone);
        ImmutableArray<AgentPlan> plans = [.. gateways.SelectMany(Plans)];
        _endpoints = [.. _gateways.Values.Select(known => known.Endpoint).OfType<GatewayEndpoint>()];
        _stamp = stamp;
        return plans;
    }

    /// <summary>Closes the connections to gateways that were replaced, once no session uses them.</summary>
    public void CloseUnused(IReadOnlySet<IGatewayClient> used)
    {
        foreach (var retired in _retired.Where(retired => retired.Client is null || !used.Contains(retired.Client)).ToList())
        {
            retired.Endpoint?.Dispose();
            _retired.Remove(retired);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var known in _gateways.Values.Concat(_retired)) known.Endpoint?.Dispose();
    }

    private IEnumerable<AgentPlan> Plans(ConfiguredGateway gateway)
    {
        if (Connect(gateway).Client is not { } client) yield break;
        var callback = gateway.Mode == EventMode.Push ? CallbackAddress.Of(gateway, PushReceiver.Path) : null;
        foreach (var agent in gateway.Agents.Where(agent => agent.Enabled))
        {
            var profile = new AgentProfile(new AgentId(gateway.Name, agent.AgentId), agent.Name.Length == 0 ? agent.AgentId : agent.Name, agent.Team);
            yield return new AgentPlan(profile, agent, client, (agent.ChangedAt.UtcTicks, gateway.ChangedAt.UtcTicks))
            {
                Callback = callback,
                SignedOut = agent.SignedOutAt is { } at ? new SignedOutHere(agent.SignedOutBy ?? "", at, agent.SignOutCutsCall) : null,
                Inspector = gateway.Inspector is { } inspector ? new AgentId(gateway.Name, inspector) : null,
            };
        }
    }

    private KnownGateway Connect(ConfiguredGateway gateway)
    {
        if (_gateways.TryGetValue(gateway.Id, out var known) && known.ChangedAt == gateway.ChangedAt) return known;
        Retire(gateway.Id);
        var (endpoint, error) = GatewayEndpoint.Create(gateway, options.Value.SourceAddresses, time);
        if (error is not null) logger.EndpointUnusable(gateway.Name, error);
        else if (gateway.AllowInvalidCertificate) logger.AnyCertificateAccepted(gateway.Name);
        return _gateways[gateway.Id] = new KnownGateway(gateway.ChangedAt, endpoint, endpoint is null ? null : new GatewayClient(endpoint, time));
    }

    private void Retire(int gateway)
    {
        if (_gateways.Remove(gateway, out var known)) _retired.Add(known);
    }

    private sealed record KnownGateway(DateTimeOffset ChangedAt, GatewayEndpoint? Endpoint, IGatewayClient? Client);
}
