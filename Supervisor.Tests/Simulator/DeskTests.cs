namespace Supervisor.Tests.Simulator;

/// <summary>What an agent's client sets beside the state, bulletins and notes (protocol.md section 3.1, rows 9, 17, 18, 21, 22).</summary>
public sealed class DeskTests
{
    [Fact]
    public async Task Synchronise_EventsQueued_AnswersTheStateAndClearsTheQueue()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        var call = gateway.Server.StartInboundCall("1001", "13800138000");
        gateway.Server.Answer("1001");
        gateway.Clock.Advance(TimeSpan.FromSeconds(7));
        var state = (await desk.ResultAsync("onlineagent", "syncagentinfo", "POST")).GetProperty("agentStateInfo");
        Assert.Equal(0, gateway.Server.Account.Current("1001").Queued);
        Assert.Equal(7, state.GetProperty("state").GetInt32());
        Assert.Equal(call, state.GetProperty("curCallId").GetString());
        Assert.Equal("13800138000", state.GetProperty("callerNo").GetString());
        Assert.Equal("7000", (long.Parse(state.GetProperty("currentTime").GetString()!, null) - long.Parse(state.GetProperty("beginTalkingTime").GetString()!, null)).ToString((IFormatProvider?)null));
    }

    [Fact]
    public async Task Skills_OwnAndOthers_HaveTheDocumentedShape()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        Assert.Contains("""{"name":"Billing","id":20012,"mediatype":5}""", await desk.TextAsync("onlineagent", "agentskills"), StringComparison.Ordinal);
        Assert.Equal(await desk.TextAsync("onlineagent", "agentskills"), await desk.TextAsync("onlineagent", "agentskillsbyworkno/1001"));
        Assert.Equal("600-001", await desk.CodeAsync("GET", "onlineagent", "agentskillsbyworkno/4711"));
    }

    [Fact]
    public async Task TalkRight_Refused_NoCallComesAndTheQueueListLeavesTheAgentOut()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        Assert.Equal("0", await desk.CodeAsync("POST", "onlineagent", "settalkright?flag=0"));
        Assert.Null(gateway.Server.StartInboundCall("1001"));
        Assert.Empty(await desk.WorkNosAsync("agentgroup", "agentbyskill/20012"));
        Assert.Equal("0", await desk.CodeAsync("POST", "onlineagent", "settalkright?flag=1"));
        Assert.NotNull(gateway.Server.StartInboundCall("1001"));
    }

    [Theory]
    [InlineData("setcustomstate?customstate=65534", "0")]
    [InlineData("setcustomstate?customstate=65535", "000-002")]
    [InlineData("setcustomstate", "000-002")]
    [InlineData("settalkright?flag=2", "000-002")]
    public async Task Setting_InAndOutOfRange_IsChecked(string action, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        Assert.Equal(code, await desk.CodeAsync("POST", "onlineagent", action));
    }

    [Theory]
    [InlineData("""{"targettype":0,"targetname":"Billing","bulletindata":"Fire \"drill\""}""")]
    [InlineData("""{"targettype":"1","targetname":"Billing","bulletindata":"Fire \"drill\""}""")]
    public async Task Bulletin_ToAGroupOrAQueue_ReachesItsAgents(string body)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1002");
        var target = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        Assert.Equal("0", await desk.CodeAsync("POST", "onlineagent", "notifybulletin", body));
        var bulletin = Assert.Single(await target.EventsAsync());
        Assert.StartsWith("AgentOther_Bulletin {\"sender\":\"1002\",\"sendername\":", bulletin, StringComparison.Ordinal);
        Assert.Contains("\"timestring\":\"2026-03-02 08:00:00\",\"context\":\"Fire \\u0022drill\\u0022\"", bulletin, StringComparison.Ordinal);
        Assert.Empty(await desk.EventsAsync());
    }

    [Theory]
    [InlineData("sendnoteletex", """{"agentIds":["1007",1002],"content":"hello"}""")]
    [InlineData("sendnotelet/1007?content=hello", null)]
    public async Task Note_ToAnAgent_ReachesIt(string action, string? body)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        var target = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        Assert.Equal("0", await desk.CodeAsync("POST", "onlineagent", action, body));
        Assert.Contains("\"context\":\"hello\"", Assert.Single(await target.EventsAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notifybulletin", """{"targettype":0,"targetname":"Nobody","bulletindata":"x"}""", "300-004")]
    [InlineData("notifybulletin", """{"targettype":2,"targetname":"Billing","bulletindata":"x"}""", "000-002")]
    [InlineData("notifybulletin", """{"targettype":0,"targetname":"Billing"}""", "000-002")]
    [InlineData("sendnoteletex", """{"agentIds":["1007","4711"],"content":"hello"}""", "300-002")]
    [InlineData("sendnoteletex", """{"agentIds":[],"content":"hello"}""", "000-002")]
    [InlineData("sendnotelet/1007", null, "000-002")]
    public async Task Message_WrongTargetOrText_ReachesNobody(string action, string? body, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        var target = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        Assert.Equal(code, await desk.CodeAsync("POST", "onlineagent", action, body));
        Assert.Empty(await target.EventsAsync());
    }
}
