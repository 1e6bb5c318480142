namespace Supervisor.Tests.Simulator;

/// <summary>What an inspector forces on an agent (protocol.md section 3.6).</summary>
public sealed class ForcedStateTests
{
    [Fact]
    public async Task Force_IdleAgent_RaisesTheForcedEvents()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        foreach (var (action, sent, state, reason) in new (string, string, string, int?)[]
        {
            ("forcebusy/1007", "AgentState_Force_SetNotReady null", "busy", 3),
            ("forceidle/1007", "AgentState_Force_Ready null", "idle", null),
            ("forcerest/1007/600/2", "AgentState_SetRest_Success null", "rest", 2),
            ("forceidle/1007", "AgentState_Force_Ready null", "idle", null),
        })
        {
            Assert.Equal("0", await inspector.CodeAsync("POST", "qualitycontrol", action));
            Assert.Equal([sent], await agent.EventsAsync());
            Assert.Equal((state, reason), (gateway.Server.Account.Current("1007").State, gateway.Server.Account.Current("1007").Reason));
        }
    }

    [Fact]
    public async Task ForceBusy_InACall_TakesEffectWhenItEnds()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        await agent.TalkAsync();
        Assert.Equal("0", await inspector.CodeAsync("POST", "qualitycontrol", "forcebusy/1007"));
        Assert.Empty(await agent.EventsAsync());
        gateway.Server.Release("1007");
        Assert.Equal("AgentState_SetNotReady_Success {\"reason\":\"3\"}", (await agent.EventsAsync())[^1]);
    }

    [Fact]
    public async Task ForceIdle_InACall_OnlyCancelsWhatWasAsked()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        await agent.TalkAsync();
        await agent.CodeAsync("POST", "onlineagent", "saybusy?reason=200");
        Assert.Equal("0", await inspector.CodeAsync("POST", "qualitycontrol", "forceidle/1007"));
        Assert.Equal("talking", gateway.Server.Account.Current("1007").State);
        gateway.Server.Release("1007");
        Assert.Equal("AgentState_Ready null", (await agent.EventsAsync())[^1]);
    }

    [Fact]
    public async Task ForceLogout_InACall_SignsOutAndRefusesAfterwards()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        await agent.TalkAsync();
        Assert.Equal("0", await inspector.CodeAsync("POST", "qualitycontrol", "forcelogout/1007"));
        Assert.StartsWith("AgentOther_ShutdownService {\"loginTime\":", Assert.Single(await agent.EventsAsync()), StringComparison.Ordinal);
        Assert.Equal("100-006", await agent.CodeAsync("GET", "onlineagent", "agentstatus"));
        Assert.Equal("900-004", await inspector.CodeAsync("POST", "qualitycontrol", "forcelogout/1007"));
    }

    [Fact]
    public async Task ForceDropCall_ByItsId_ReleasesIt()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        var call = await agent.TalkAsync();
        Assert.Equal("0", await inspector.CodeAsync("POST", "qualitycontrol", $"forcedropcall/{call}"));
        Assert.Equal($"AgentEvent_Call_Release \"{call}\"", (await agent.EventsAsync())[0]);
        Assert.Equal("200-025", await inspector.CodeAsync("POST", "qualitycontrol", $"forcedropcall/{call}"));
    }

    private static async Task<(SimulatorDesk Inspector, SimulatorDesk Agent)> BothAsync(SimulatorFixture gateway) =>
        (await SimulatorDesk.AtWorkAsync(gateway, "1001"), await SimulatorDesk.AtWorkAsync(gateway, "1007"));
}
