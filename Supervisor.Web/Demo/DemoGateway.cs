using Microsoft.EntityFrameworkCore;
using Supervisor.Simulator;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Demo;

/// <summary>
/// Starts the simulator as an embedded demo gateway, over real HTTP on loopback, while no real gateway is configured, and adds its agents once.
/// The only place that knows the simulator.
/// </summary>
internal sealed class DemoGateway(IConfiguration configuration, IDbContextFactory<SupervisorDb> databases, CredentialVault vault, TimeProvider time, ILoggerFactory loggers) : IHostedService
{
    /// <summary>Name of the demo gateway.</summary>
    public const string Name = "demo";

    /// <summary><c>Simulator:Enabled</c>; by default true only while no gateway is configured.</summary>
    public const string EnabledKey = "Simulator:Enabled";

    /// <summary><c>Simulator:Agents</c>.</summary>
    public const string AgentsKey = "Simulator:Agents";

    private SimulatorServer? _server;

    /// <summary>The running simulator; null while none is embedded.</summary>
    public SimulatorServer? Server => _server;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var gateway = await db.Gateways.Include(known => known.Agents).FirstOrDefaultAsync(known => known.Source == GatewaySource.Demo, cancellationToken);
        var wanted = configuration.GetValue<bool?>(EnabledKey) ?? !await db.Gateways.AnyAsync(known => known.Source != GatewaySource.Demo, cancellationToken);
        if (wanted)
        {
            var options = new SimulatorOptions { Agents = configuration.GetValue(AgentsKey, 60), Speed = configuration.GetValue("Simulator:Speed", 1.0) };
            _server = await SimulatorServer.StartAsync(options, time, loggers, cancellationToken);
            gateway ??= db.Gateways.Add(new ConfiguredGateway { Name = Name, BaseUrl = "", Source = GatewaySource.Demo }).Entity;
            gateway.BaseUrl = _server.BaseUri.ToString();
            AddNewAgents(gateway, _server.Agents);
        }

        if (gateway is null) return;
        gateway.Enabled = wanted;
        gateway.ChangedAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    // Once: an agent that a person has removed does not come back. A larger Simulator:Agents adds those behind the last one.
    private void AddNewAgents(ConfiguredGateway gateway, IReadOnlyList<SimulatedAgent> simulated)
    {
        var last = gateway.Agents.Select(agent => int.Parse(agent.AgentId)).DefaultIfEmpty().Max();
        foreach (var agent in simulated.Where(agent => int.Parse(agent.Id) > last))
        {
            gateway.Agents.Add(new AgentCredential
            {
                AgentId = agent.Id,
                Name = agent.Name,
                Team = agent.Team,
                PhoneNumber = agent.PhoneNumber,
                ProtectedPassword = vault.Protect(agent.Password),
                ChangedAt = time.GetUtcNow(),
            });
        }
    }
}
