using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Simulator;
using Supervisor.Tests.MainJob;
using Supervisor.Tests.Support;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Faults;

/// <summary>Faults of gateways and of the network to them that other tests do not inject.</summary>
public sealed class GatewayFaultTests(StormySite stormy) : IClassFixture<StormySite>
{
    private readonly LiveSite _site = stormy.Site;

    [Fact]
    public async Task GuidStorm_ANewOneInEveryAnswer_NoSessionIsLost()
    {
        var before = _site.Pool.Find(_site.Id(0))!;
        await Eventually.IsTrueAsync(() => _site.Pool.Find(_site.Id(0))!.LastPollAt > before.LastPollAt + TimeSpan.FromSeconds(1), "a second of polls");
        Assert.Equal(before.State.Since, _site.Pool.Find(_site.Id(0))!.State.Since);
        Assert.Null(_site.Pool.Find(_site.Id(0))!.Fault);
    }

    [Fact]
    public async Task Slow_EveryAnswerLate_SessionStandsAndEventsCome()
    {
        var slow = _site.Simulator.Faults.Add(new Fault { Kind = FaultKind.Latency, Agent = _site.Simulator.Agents[1].Id, Delay = TimeSpan.FromSeconds(1) });
        _site.Simulator.StartInboundCall(_site.Simulator.Agents[1].Id);
        await _site.UntilAsync(1, AgentState.Ringing);
        Assert.Equal((SessionPhase.Live, null), (_site.Pool.Find(_site.Id(1))!.State.Phase, _site.Pool.Find(_site.Id(1))!.State.LastCode));
        _site.Simulator.Faults.Remove(slow);
    }

    [Fact]
    public async Task Cut_OfOneAgent_OnlyThatOneIsUnknownAndComesBack()
    {
        var cut = _site.Simulator.Faults.Add(new Fault { Kind = FaultKind.ConnectionReset, Agent = _site.Simulator.Agents[2].Id });
        await _site.UntilAsync(2, AgentState.Unknown);
        Assert.Equal("reset", _site.Feed.Current.Agents[_site.Id(2)].Reason);
        Assert.Equal(AgentState.Idle, _site.Feed.Current.Agents[_site.Id(0)].State);
        _site.Simulator.Faults.Remove(cut);
        await _site.UntilAsync(2, AgentState.Idle);
    }

    [Fact]
    public async Task Certificate_ExpiresWhileRunning_ConnectionsThatStandGoOnAndNewOnesSayWhy()
    {
        var directory = Directory.CreateTempSubdirectory("supervisor-tls-");
        var authority = Path.Combine(directory.FullName, "gateway.pem");
        await using var gateway = await SimulatorServer.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, PollHold = TimeSpan.FromMilliseconds(200), Https = true, CertificateOut = authority }, TimeProvider.System, NullLoggerFactory.Instance, default);
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var (endpoint, _) = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g", BaseUrl = gateway.BaseUri.ToString(), CaCertificate = authority }, [], clock);
        using (endpoint)
        {
            var client = new GatewayClient(endpoint!, TimeProvider.System);
            Assert.Equal("100-006", (await PollAsync(client)).Answer.Code);
            clock.Advance(TimeSpan.FromDays(3 * 365));
            Assert.Equal("100-006", (await PollAsync(client)).Answer.Code);

            await gateway.StopListeningAsync();
            await gateway.ResumeListeningAsync();
            GatewayReply refused = null!;
            await Eventually.IsTrueAsync(async () => (refused = await PollAsync(client)).Answer.Code == "tls", "a new connection");
            Assert.Contains("has expired", refused.Fault, StringComparison.Ordinal);
            Assert.Contains("valid until 20", refused.Fault, StringComparison.Ordinal);
        }

        directory.Delete(recursive: true);

        ValueTask<GatewayReply> PollAsync(GatewayClient client) => client.PollAsync(gateway.Agents[0].Id, SessionTicket.None, default);
    }

    [Theory]
    [InlineData(-1, "expired on 2026-10-31")]
    [InlineData(5, "expires in 5 days, on 2026-11-06")]
    [InlineData(31, null)]
    public void Expiry_OfACertificate_IsToldInTime(int days, string? says)
    {
        var now = new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
        var told = Supervisor.Web.Observability.GatewayCheck.Expiry(now.AddDays(days), now, "renew it");
        if (says is null) Assert.Null(told);
        else Assert.StartsWith(says, told, StringComparison.Ordinal);
    }
}
