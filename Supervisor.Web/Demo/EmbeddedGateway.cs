using Supervisor.Simulator;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Features.Gateways;

namespace Supervisor.Web.Demo;

/// <summary>
/// Runs the simulator as an embedded demo gateway, over real HTTP on loopback, while no real gateway is configured. The only place that knows the simulator.
/// </summary>
internal sealed class EmbeddedGateway(IConfiguration configuration, DemoGateway demo, TimeProvider time, ILoggerFactory loggers) : IHostedService
{
    /// <summary>The id of no queue.</summary>
    private const string NoQueue = "0";

    private SimulatorServer? _server;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await demo.IsWantedAsync(cancellationToken))
        {
            await demo.RestAsync(cancellationToken);
            return;
        }

        var wanted = configuration.GetSection(EmbeddedGatewayOptions.Section).Get<EmbeddedGatewayOptions>() ?? new EmbeddedGatewayOptions();
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { Agents = wanted.Agents, Speed = wanted.Speed }, time, loggers, cancellationToken);
        var inspector = _server.Agents.FirstOrDefault(agent => agent.Inspector)?.Id;
        await demo.ApplyAsync(_server.BaseUri.ToString(), [.. _server.Agents.Select(agent => Form(agent, agent.Id == inspector))], inspector, cancellationToken);
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    // whoever listens has to be idle: the inspector enters no queue, and gets no calls
    private static CredentialForm Form(SimulatedAgent agent, bool inspects) => new()
    {
        Gateway = DemoGateway.Name,
        AgentId = agent.Id,
        Name = agent.Name,
        Team = agent.Team,
        PhoneNumber = agent.PhoneNumber,
        Password = agent.Password,
        Skills = inspects ? NoQueue : "",
    };
}

/// <summary>Adds it.</summary>
internal static class EmbeddedGatewayModule
{
    public static IServiceCollection AddEmbeddedGateway(this IServiceCollection services)
    {
        services.AddSingleton<EmbeddedGateway>();
        services.AddHostedService(provider => provider.GetRequiredService<EmbeddedGateway>());
        return services;
    }
}
