using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

public sealed class DeliveryTests
{
    [Fact]
    public async Task Delivery_ClientsThatLeaveAtRandom_LosesNoEventAndKeepsTheOrder()
    {
        const int Events = 150;
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Agents = 8, Scenario = false, AuthMode = 1 }, TimeProvider.System);
        await Task.WhenAll(server.Agents.Select(agent => Task.Run(() => PlayAsync(server, agent, Events))));
        foreach (var agent in server.Agents)
        {
            // the client has the last answer before the gateway knows that it left
            await SimulatorFixture.UntilAsync(() => Numbers(server, agent).Count >= Events);
            Assert.Equal(Enumerable.Range(1, Events), Numbers(server, agent));
        }
    }

    [Fact]
    public async Task Delivery_GatewayThatGoesDownAgainAndAgain_AccountsForExactlyWhatArrived()
    {
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Agents = 16, Scenario = false, AuthMode = 1 }, TimeProvider.System);
        using var over = new CancellationTokenSource();
        var players = server.Agents.Select(agent => Task.Run(() => PlayThroughOutagesAsync(server, agent, over.Token))).ToArray();
        for (var outage = 1; outage <= 40; outage++)
        {
            var least = 20 * outage;
            await SimulatorFixture.UntilAsync(() => players.Any(player => player.IsFaulted) || server.Agents.All(agent => server.Account.Delivered(agent.Id).Count > least));
            await Task.WhenAll(players.Where(player => player.IsFaulted));
            await server.RestartAsync(keepSessions: true);
        }

        await over.CancelAsync();
        foreach (var (agent, received) in server.Agents.Zip(await Task.WhenAll(players)))
        {
            // the client has the last answer before the gateway knows that it left
            await SimulatorFixture.UntilAsync(() => Numbers(server, agent).Count >= received.Count);
            Assert.Equal(Numbers(server, agent), received);
        }
    }

    [Fact]
    public async Task Requests_OneAfterTheOther_NeverCountAsConcurrentNorRepeated()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        for (var i = 0; i < 100; i++)
        {
            var guid = await gateway.SignedInAsync();
            Assert.Equal("AgentOther_InService", (await gateway.PollAsync(guid)).EventType);
            Assert.Equal("AgentState_Ready", (await gateway.PollAsync(guid)).EventType);
            Assert.Equal("0", (await gateway.DeleteAsync(guid, "logout")).Code);
        }
        Assert.Contains("\"maxConcurrentPerAgent\":1,", (await gateway.GetAsync(null, "/simulator/stats")).Body, StringComparison.Ordinal);
    }

    private static async Task PlayAsync(SimulatorServer server, SimulatedAgent agent, int events)
    {
        using var http = await SignedInAsync(server, agent);
        var random = new Random(int.Parse(agent.Id, CultureInfo.InvariantCulture));
        var received = new List<int>();
        var raised = 0;
        while (raised < events || server.Account.Current(agent.Id).Queued > 0)
        {
            using var leave = new CancellationTokenSource();
            var poll = http.GetStringAsync(new Uri($"agentevent/{agent.Id}", UriKind.Relative), leave.Token);
            var stays = random.Next(4) != 0;
            if (!stays)
                leave.CancelAfter(TimeSpan.FromMilliseconds(random.Next(3)));
            for (var i = random.Next(1, 3); i > 0 && raised < events; i--)
                server.Raise(agent.Id, "Numbered", ++raised);
            try
            {
                Note(await poll, received);
            }
            catch (OperationCanceledException) when (!stays)
            {
                await SimulatorFixture.UntilAsync(() => !server.Account.Current(agent.Id).Polling);
            }
        }
        Assert.Equal(received.Order(), received);
        Assert.Equal(received.Count, received.Distinct().Count());
    }

    private static async Task<List<int>> PlayThroughOutagesAsync(SimulatorServer server, SimulatedAgent agent, CancellationToken over)
    {
        using var http = await SignedInAsync(server, agent);
        var received = new List<int>();
        for (var raised = 0; !over.IsCancellationRequested || server.Account.Current(agent.Id).Queued > 0;)
        {
            if (!over.IsCancellationRequested && server.Account.Current(agent.Id).Queued == 0)
                server.Raise(agent.Id, "Numbered", ++raised);
            try
            {
                Note(await http.GetStringAsync(new Uri($"agentevent/{agent.Id}", UriKind.Relative), CancellationToken.None), received);
            }
            catch (Exception away) when (away is HttpRequestException or SocketException)
            {
                // the gateway is away: not at once again, or sixteen of us would keep it from coming back
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None);
            }
        }

        return received;
    }

    private static async Task<HttpClient> SignedInAsync(SimulatorServer server, SimulatedAgent agent)
    {
        var http = new HttpClient { BaseAddress = server.BaseUri };
        using var content = new StringContent($$"""{"password":"{{agent.Password}}","phonenum":"{{agent.PhoneNumber}}"}""");
        using var signIn = await http.PutAsync(new Uri($"onlineagent/{agent.Id}", UriKind.Relative), content);
        http.DefaultRequestHeaders.Add("GUID", signIn.Headers.GetValues("Guid"));
        return http;
    }

    private static List<int> Numbers(SimulatorServer server, SimulatedAgent agent) =>
        [.. server.Account.Delivered(agent.Id).Where(sent => sent.EventType == "Numbered").Select(sent => int.Parse(sent.Content, CultureInfo.InvariantCulture))];

    private static void Note(string body, List<int> received)
    {
        using var json = JsonDocument.Parse(body);
        if (json.RootElement.TryGetProperty("event", out var sent) && sent.GetProperty("eventType").GetString() == "Numbered")
            received.Add(sent.GetProperty("content").GetInt32());
    }
}
