using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;
using Supervisor.Simulator;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.MainJob;

/// <summary>What a gateway can do to us, and what becomes of the one agent it hits, and of all the others.</summary>
public sealed class GatewayTroubleTests
{
    private static readonly SimulatorOptions Quiet = new() { Agents = 4, Scenario = false, PollHold = TimeSpan.FromMilliseconds(500) };

    [Fact]
    public async Task SignIn_OccupiedWrongPasswordAndGood_EachIsItself()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        site.Simulator.SignInElsewhere(site.Simulator.Agents[0].Id);
        await site.ImportAsync(csv => csv.Replace(site.Simulator.Agents[1].Password, "wrong-password", StringComparison.Ordinal));
        await site.UntilAsync(0, SessionPhase.Occupied);
        await site.UntilAsync(1, SessionPhase.Rejected);
        await site.UntilAsync(2, AgentState.Idle);
        await site.UntilAsync(3, AgentState.Idle);
        Assert.Equal("100-002", site.Pool.Find(site.Id(0))!.State.LastCode);
        Assert.Equal("100-004", site.Pool.Find(site.Id(1))!.State.LastCode);

        Assert.True(site.Pool.TakeOver(site.Id(0)));
        await site.UntilAsync(0, AgentState.Idle);
    }

    [Fact]
    public async Task Outage_OfTheWholeGateway_UnknownThenLiveAgainByItself()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        for (var agent = 0; agent < 4; agent++) await site.UntilAsync(agent, AgentState.Idle);
        await site.Simulator.StopListeningAsync();
        for (var agent = 0; agent < 4; agent++) await site.UntilAsync(agent, AgentState.Unknown);
        Assert.Equal("connect", site.Feed.Current.Agents[site.Id(0)].Reason);
        await site.Simulator.ResumeListeningAsync();
        for (var agent = 0; agent < 4; agent++) await site.UntilAsync(agent, AgentState.Idle);
    }

    [Fact]
    public async Task Restart_OfTheGatewayWithoutItsSessions_SignsInAgain()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        for (var agent = 0; agent < 4; agent++) await site.UntilAsync(agent, AgentState.Idle);
        await site.Simulator.RestartAsync(keepSessions: false);
        await Eventually.IsTrueAsync(() => site.Simulator.Account.Current().All(standing => standing.SignedIn) && site.Feed.Current.Totals[AgentState.Idle] == 4, "all signed in again");
    }

    public static TheoryData<FaultKind, string, int> Garbage => new()
    {
        { FaultKind.RawBody, "<html><h1>502</h1></html>", 1 },
        { FaultKind.RawBody, "{\"message\":\"\",\"retcode\":\"0\",\"event\":{\"even", 1 },
        { FaultKind.HttpStatus, "", 1 },
        { FaultKind.ConnectionReset, "", 1 },
        { FaultKind.HugeEvent, "", 20 },
        { FaultKind.UnknownEvent, "", 1 },
    };

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_ForOneAgent_IsNamedInItsHealthAndStopsNobodyElse(FaultKind kind, string body, int megabytes)
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        for (var agent = 0; agent < 4; agent++) await site.UntilAsync(agent, AgentState.Idle);
        // one cut of a connection that was used before is nobody's fault: the poll goes over a new one, and nothing is told
        var times = kind == FaultKind.ConnectionReset ? 2 : 1;
        site.Simulator.Faults.Add(new Fault { Kind = kind, Agent = site.Simulator.Agents[0].Id, Operation = "poll", Count = times, Body = body, Status = 500, Megabytes = megabytes });
        await Eventually.IsTrueAsync(() => site.Pool.Find(site.Id(0))!.Fault is not null, "the fault in the agent's health");
        site.Simulator.StartInboundCall(site.Simulator.Agents[1].Id);
        site.Simulator.StartInboundCall(site.Simulator.Agents[0].Id);
        await site.UntilAsync(1, AgentState.Ringing);
        await site.UntilAsync(0, AgentState.Ringing);
        Assert.All(Enumerable.Range(1, 3), agent => Assert.Null(site.Pool.Find(site.Id(agent))!.Fault));
    }

    [Fact]
    public async Task NoAnswer_ToAPoll_IsNamedInTheHealthAndTheSessionLives()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
        site.Simulator.Faults.Add(new Fault { Kind = FaultKind.NoAnswer, Agent = site.Simulator.Agents[0].Id, Operation = "poll", Count = 1, Delay = TimeSpan.FromMinutes(1) });
        await Eventually.IsTrueAsync(() => site.Pool.Find(site.Id(0))!.Fault is not null, "the fault in the agent's health");
        Assert.Equal("the gateway did not answer in time", site.Pool.Find(site.Id(0))!.Fault);
        site.Simulator.StartInboundCall(site.Simulator.Agents[0].Id);
        await site.UntilAsync(0, AgentState.Ringing);
    }

    [Fact]
    public async Task Scenario_AtSpeed_EveryDeliveredEventIsInTheHistoryOnceAndInOrder()
    {
        await using var site = await LiveSite.StartAsync(Quiet with { Agents = 20, Scenario = true, Speed = 60 });
        await site.ImportAsync();
        await Eventually.IsTrueAsync(() => site.Simulator.Account.TotalDelivered > 400, "400 events");
        var store = site.App.Services.GetRequiredService<EventStore>();
        foreach (var agent in site.Simulator.Agents)
        {
            var delivered = site.Simulator.Account.Delivered(agent.Id).Select(sent => sent.EventType).ToList();
            List<string> kept = [];
            await Eventually.IsTrueAsync(async () =>
            {
                kept = await KeptAsync(store, agent.Id);
                return kept.Count >= delivered.Count;
            }, $"{delivered.Count} events of {agent.Id}");
            Assert.Equal(delivered, kept.Take(delivered.Count));
        }
    }

    [Fact]
    public async Task Stop_Orderly_SignsEverybodyOut()
    {
        SimulatorServer simulator;
        var site = await LiveSite.StartAsync(Quiet);
        try
        {
            simulator = site.Simulator;
            await site.ImportAsync();
            for (var agent = 0; agent < 4; agent++) await site.UntilAsync(agent, AgentState.Idle);
            await site.App.DisposeAsync();
            Assert.DoesNotContain(simulator.Account.Current(), standing => standing.SignedIn);
        }
        finally
        {
            await site.Simulator.DisposeAsync();
        }
    }

    private static async Task<List<string>> KeptAsync(EventStore store, string agent)
    {
        List<string> kept = [];
        await foreach (var stored in store.ReadAsync(new EventFilter { Agents = [agent], Origin = EventOrigin.Gateway }, default)) kept.Add(stored.Type);
        return kept;
    }
}
