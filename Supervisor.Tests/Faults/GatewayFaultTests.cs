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
public sealed class GatewayFaultTests
{
    private static readonly SimulatorOptions Quiet = new() { Agents = 3, Scenario = false, PollHold = TimeSpan.FromMilliseconds(200) };

    [Fact]
    public async Task GuidStorm_ANewOneInEveryAnswer_NoSessionIsLost()
    {
        await using var site = await LiveSite.StartAsync(Quiet with { GuidInterval = TimeSpan.FromTicks(1), PollHold = TimeSpan.FromMilliseconds(20) });
        await site.ImportAsync();
        for (var agent = 0; agent < 3; agent++) await site.UntilAsync(agent, SessionPhase.Live);
        var before = site.Pool.Find(site.Id(0))!.LastPollAt;
        await Eventually.IsTrueAsync(() => site.Pool.Find(site.Id(0))!.LastPollAt > before + TimeSpan.FromSeconds(2), "two seconds of polls");
        for (var agent = 0; agent < 3; agent++)
        {
            Assert.Equal(SessionPhase.Live, site.Pool.Find(site.Id(agent))!.State.Phase);
            Assert.Null(site.Pool.Find(site.Id(agent))!.Fault);
        }
    }

    [Fact]
    public async Task NativeTypes_InEveryAnswer_AreReadLikeTheDocumentedOnes()
    {
        await using var site = await LiveSite.StartAsync(Quiet with { NativeTypes = true });
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
        site.Simulator.StartInboundCall(site.Simulator.Agents[0].Id);
        await site.UntilAsync(0, AgentState.Ringing);
    }

    [Fact]
    public async Task Slow_EveryAnswerASecondLate_SessionsStandAndEventsCome()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        site.Simulator.Faults.Add(new Fault { Kind = FaultKind.Latency, Delay = TimeSpan.FromSeconds(1) });
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
        site.Simulator.StartInboundCall(site.Simulator.Agents[0].Id);
        await site.UntilAsync(0, AgentState.Ringing);
        Assert.Null(site.Pool.Find(site.Id(0))!.State.LastCode);
    }

    [Fact]
    public async Task Cut_OfOneAgent_OnlyThatOneIsUnknownAndComesBack()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        for (var agent = 0; agent < 3; agent++) await site.UntilAsync(agent, AgentState.Idle);
        var cut = site.Simulator.Faults.Add(new Fault { Kind = FaultKind.ConnectionReset, Agent = site.Simulator.Agents[0].Id });
        await site.UntilAsync(0, AgentState.Unknown);
        Assert.Equal("reset", site.Feed.Current.Agents[site.Id(0)].Reason);
        for (var agent = 1; agent < 3; agent++) Assert.Equal(AgentState.Idle, site.Feed.Current.Agents[site.Id(agent)].State);
        site.Simulator.Faults.Remove(cut);
        await site.UntilAsync(0, AgentState.Idle);
    }

    [Fact]
    public async Task Certificate_ExpiresWhileRunning_ConnectionsThatStandGoOnAndNewOnesSayWhy()
    {
        var directory = Directory.CreateTempSubdirectory("supervisor-tls-");
        var authority = Path.Combine(directory.FullName, "gateway.pem");
        await using var gateway = await SimulatorServer.StartAsync(Quiet with { Https = true, CertificateOut = authority }, TimeProvider.System, NullLoggerFactory.Instance, default);
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

        Task<GatewayReply> PollAsync(GatewayClient client) => client.PollAsync(gateway.Agents[0].Id, SessionTicket.None, default);
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

    [Fact]
    public void Ports_AndFilesThatAreTooFew_AreToldWithWhatToDo()
    {
        var told = Supervisor.Web.Observability.MachineCheck.Run(20_000, 1_024, 15_000).Select(check => check.Fault!).ToList();
        Assert.Contains("ulimit -n", told[0], StringComparison.Ordinal);
        Assert.Contains("Sessions:SourceAddresses", told[1], StringComparison.Ordinal);
        Assert.All(Supervisor.Web.Observability.MachineCheck.Run(100, 20_000, 28_232), check => Assert.Null(check.Fault));
    }
}
