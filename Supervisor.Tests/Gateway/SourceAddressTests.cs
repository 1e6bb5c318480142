using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Simulator;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Gateway;

public sealed class SourceAddressTests
{
    [Fact]
    public async Task Poll_FromAddressesOfOurs_IsAnswered()
    {
        await using var gateway = await SimulatorServer.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false }, TimeProvider.System, NullLoggerFactory.Instance, default);
        var (endpoint, _) = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g", BaseUrl = gateway.BaseUri.ToString() }, ["127.0.0.2", "127.0.0.3"]);
        using (endpoint)
        {
            var client = new GatewayClient(endpoint!, TimeProvider.System);
            for (var i = 0; i < 2; i++) Assert.Equal("100-006", (await client.PollAsync(gateway.Agents[0].Id, SessionTicket.None, default)).Answer.Code);
        }
    }
}
