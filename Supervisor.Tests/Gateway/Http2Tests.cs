using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Sessions;
using Supervisor.Simulator;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Gateway;

/// <summary>Over TLS the gateway chooses; many polls then share a connection, and nothing else is different.</summary>
public sealed class Http2Tests
{
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Poll_Https_SpeaksWhatTheGatewayOffers(bool offered, int version)
    {
        await using var gateway = await SimulatorServer.StartAsync(
            new SimulatorOptions { Agents = 150, Scenario = false, Https = true, Http2 = offered, PollHold = TimeSpan.FromMilliseconds(300) }, TimeProvider.System, NullLoggerFactory.Instance, default);
        var (endpoint, error) = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g", BaseUrl = gateway.BaseUri.ToString(), AllowInvalidCertificate = true }, []);
        Assert.Null(error);
        using (endpoint)
        {
            using var request = endpoint!.Request(HttpMethod.Get, "agentevent/1001");
            using var response = await endpoint.Polls.SendAsync(request, default);
            Assert.Equal(version, response.Version.Major);

            // more than one connection takes at a time
            var client = new GatewayClient(endpoint, TimeProvider.System);
            var polls = await Task.WhenAll(gateway.Agents.Select(async agent =>
            {
                var ticket = (await client.SignInAsync(agent.Id, SignInForm.Write(new AgentCredential { AgentId = agent.Id, PhoneNumber = agent.PhoneNumber }, agent.Password), forced: false, default)).Ticket;
                return (await client.PollAsync(agent.Id, ticket, default), await client.PollAsync(agent.Id, ticket, default));
            }));
            Assert.All(polls, poll => Assert.Equal((AnswerKind.Ok, 1, AnswerKind.Ok, 1),
                (poll.Item1.Answer.Kind, poll.Item1.Envelope!.Events.Count, poll.Item2.Answer.Kind, poll.Item2.Envelope!.Events.Count)));
        }
    }
}
