using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;
using Supervisor.Simulator;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.MainJob;

/// <summary>Push mode against the simulator over real HTTP: it calls us back, we send heartbeats.</summary>
public sealed class PushModeTests
{
    private static readonly SimulatorOptions Quiet = new() { Agents = 3, Scenario = false };

    [Fact]
    public async Task Push_ACall_IsFollowedOnTheFloorAndInTheHistory_WithoutAnyPoll()
    {
        await using var site = await LiveSite.StartPushAsync(Quiet);
        await site.ImportAsync();
        for (var agent = 0; agent < 3; agent++) await site.UntilAsync(agent, AgentState.Idle);

        await CallAsync(site);

        Assert.Equal(0, (await StatsAsync(site)).GetProperty("polls").GetInt64());
        await AgreesAsync(site);
    }

    [Fact]
    public async Task Push_OverHttps_WithACertificateThatTheGatewayTrusts()
    {
        using var certificate = SelfSigned();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
            await using var site = await LiveSite.StartPushAsync(Quiet with { CallbackCa = file }, certificate);
            await site.ImportAsync();
            await site.UntilAsync(0, AgentState.Idle);
            await CallAsync(site);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task PollAndPush_SideBySide_AreOneFloor()
    {
        await using var polled = await SimulatorServer.StartAsync(Quiet with { FirstAgentId = 2001 }, TimeProvider.System, NullLoggerFactory.Instance, default);
        await using var site = await LiveSite.StartPushAsync(Quiet, null, new Dictionary<string, string> { ["Gateways:1:Name"] = "polled", ["Gateways:1:BaseUrl"] = polled.BaseUri.ToString() });
        await site.ImportAsync();
        await site.ImportAsync("polled", polled.AgentsCsv());
        await Eventually.IsTrueAsync(() => site.Feed.Current.Agents.Values.Count(agent => agent.State == AgentState.Idle) == 6, "six idle agents");

        await CallAsync(site);
        polled.StartInboundCall("2001");
        Assert.True(polled.Answer("2001"));
        await Eventually.IsTrueAsync(() => site.Feed.Current.Agents[new AgentId("polled", "2001")].State == AgentState.Talking, "the polled agent talks");
        Assert.Equal(0, (await StatsAsync(site)).GetProperty("polls").GetInt64());
    }

    [Fact]
    public async Task Push_RestartDuringACall_GoesOnWithTheSessionAndItsToken()
    {
        await using var site = await LiveSite.StartPushAsync(Quiet);
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
        site.Simulator.StartInboundCall(site.Simulator.Agents[0].Id);
        Assert.True(site.Simulator.Answer(site.Simulator.Agents[0].Id));
        await site.UntilAsync(0, AgentState.Talking);

        await site.RestartAsync();
        await site.UntilAsync(0, SessionPhase.Live);
        await site.UntilAsync(0, AgentState.Talking);
        site.Simulator.Release(site.Simulator.Agents[0].Id);
        await Eventually.IsTrueAsync(() => site.Feed.Current.Agents[site.Id(0)].State is AgentState.Idle or AgentState.WrapUp, "the call over");
        await AgreesAsync(site);
    }

    [Fact]
    public async Task Push_GatewayThatSendsTwice_IsCountedOnce()
    {
        await using var site = await LiveSite.StartPushAsync(Quiet);
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
        using var control = new HttpClient { BaseAddress = new Uri(site.Simulator.BaseUri, "/") };
        (await control.PostAsJsonAsync("simulator/faults", new { kind = "pushDuplicate", agent = "*", operation = "pushEvent" })).EnsureSuccessStatusCode();

        await CallAsync(site);

        await AgreesAsync(site);
    }

    [Fact]
    public async Task Callback_TenThousandWrongTokens_ChangeNothingAndStopNobody()
    {
        await using var site = await LiveSite.StartPushAsync(Quiet);
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
        using var stranger = new HttpClient { BaseAddress = new Uri(site.App.Address) };
        var attack = Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancelled) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "callback/agentevent")
            {
                Content = JsonContent.Create(new { workNo = site.Simulator.Agents[1].Id, eventList = new[] { new { eventType = "AgentState_SetRest_Success", workNo = site.Simulator.Agents[1].Id } } }),
            };
            request.Headers.Add("service_token", $"{i:x32}");
            using var answer = await stranger.SendAsync(request, cancelled);
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        });

        for (var calls = 0; calls < 5; calls++) await CallAsync(site);
        await attack;

        Assert.Equal(AgentState.Idle, site.Feed.Current.Agents[site.Id(1)].State);
        await AgreesAsync(site);
    }

    private static async Task CallAsync(LiveSite site)
    {
        var agent = site.Simulator.Agents[0].Id;
        site.Simulator.StartInboundCall(agent);
        Assert.True(site.Simulator.Answer(agent));
        await site.UntilAsync(0, AgentState.Talking);
        site.Simulator.Release(agent);
        await site.UntilAsync(0, AgentState.Idle);
    }

    private static async Task<JsonElement> StatsAsync(LiveSite site)
    {
        using var client = new HttpClient();
        return await client.GetFromJsonAsync<JsonElement>(new Uri(site.Simulator.BaseUri, "/simulator/stats"));
    }

    // What the gateway has delivered is what the history holds: once, in order.
    private static async Task AgreesAsync(LiveSite site)
    {
        using var client = new HttpClient();
        var store = site.App.Services.GetRequiredService<EventStore>();
        foreach (var agent in site.Simulator.Agents)
        {
            await Eventually.IsTrueAsync(async () =>
            {
                var delivered = (await client.GetFromJsonAsync<JsonElement>(new Uri(site.Simulator.BaseUri, $"/simulator/events?agent={agent.Id}")))
                    .EnumerateArray().Select(sent => sent.GetProperty("eventType").GetString()!);
                var kept = new List<string>();
                await foreach (var row in store.ReadAsync(new EventFilter { Agents = [agent.Id], Origin = EventOrigin.Gateway }, default)) kept.Add(row.Type);
                return kept.SequenceEqual(delivered);
            }, $"the history of {agent.Id} agrees");
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
