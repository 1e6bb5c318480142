using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Simulator;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.MainJob;

/// <summary>Our own restart: nobody is cut off, nobody is locked out, nothing is lost.</summary>
public sealed class RestartTests
{
    private static readonly SimulatorOptions Quiet = new() { Agents = 3, Scenario = false, PollHold = TimeSpan.FromMilliseconds(500) };

    [Fact]
    public async Task Restart_WithAnAgentInACall_KeepsTheCallAndGoesOnWithTheSession()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        for (var agent = 0; agent < 3; agent++) await site.UntilAsync(agent, AgentState.Idle);
        site.Simulator.StartInboundCall(site.Simulator.Agents[0].Id);
        Assert.True(site.Simulator.Answer(site.Simulator.Agents[0].Id));
        await site.UntilAsync(0, AgentState.Talking);

        await site.RestartAsync(between: () => Assert.Equal("talking", site.Simulator.Account.Current(site.Simulator.Agents[0].Id).State));
        await site.UntilAsync(0, SessionPhase.Live);
        await site.UntilAsync(0, AgentState.Talking);
        Assert.NotNull(site.Feed.Current.Agents[site.Id(0)].SignedInAt);
        await site.UntilAsync(1, AgentState.Idle);
        await site.UntilAsync(2, AgentState.Idle);

        site.Simulator.Release(site.Simulator.Agents[0].Id);
        await Eventually.IsTrueAsync(() => site.Feed.Current.Agents[site.Id(0)].State is AgentState.Idle or AgentState.WrapUp, "the call over");
    }

    [Fact]
    public async Task Stop_AskedForTwice_IsOneStop()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        for (var agent = 0; agent < 3; agent++) await site.UntilAsync(agent, AgentState.Idle);
        var pool = site.App.Services.GetServices<IHostedService>().OfType<SessionPool>().Single();
        var first = pool.StopAsync(default);
        Assert.Same(first, pool.StopAsync(default));
        await first;
        Assert.All(site.Simulator.Agents, agent => Assert.Equal("signedOut", site.Simulator.Account.Current(agent.Id).State));
    }

    [Fact]
    public async Task Restart_KeptSignInsThatCannotBeRead_SignsInAsUsual()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
        var file = Path.Combine(site.App.Services.GetRequiredService<DataDirectory>().Root, "sign-ins");
        await site.RestartAsync(between: () => File.WriteAllText(file, "garbage"));
        await site.UntilAsync(0, AgentState.Idle);
    }
}
