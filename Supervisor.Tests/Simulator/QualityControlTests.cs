namespace Supervisor.Tests.Simulator;

/// <summary>Quality control with the events of both sides (protocol.md sections 3.6, 4.6 and 4.8).</summary>
public sealed class QualityControlTests
{
    [Theory]
    [InlineData("PUT", "addsupervise/1007", "DELETE", "1007", 8)]
    [InlineData("PUT", "addinsert/1007", "DELETE", "1007", 9)]
    [InlineData("POST", "requestwhisperagent?whisperagentid=1007", "POST", "requeststopwhisperagent?whisperagentid=1007", 20172)]
    public async Task Inspection_StartedAndStopped_TellsBothSides(string startMethod, string start, string stopMethod, string stop, int qcType)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        await agent.TalkAsync();
        Assert.Equal("0", await inspector.CodeAsync(startMethod, "qualitycontrol", start));
        Assert.Equal(["AgentState_Busy", "AgentOther_PhoneAlerting", "AgentOther_PhoneOffhook", "AgentEvent_Talking"], Types(await inspector.EventsAsync()));
        Assert.Equal("talking", gateway.Server.Account.Current("1001").State);
        Assert.Equal([$$"""AgentOther_BeQcStart {"qcType":{{qcType}},"qcAgentId":1001}"""], await agent.EventsAsync());
        Assert.Equal("0", await inspector.CodeAsync(stopMethod, "qualitycontrol", stop));
        Assert.Equal(["AgentOther_PhoneRelease {\"phoneState\":3}", "AgentState_Ready null"], await inspector.EventsAsync());
        Assert.Equal([$$"""AgentOther_BeQcStop {"qcType":{{qcType}},"qcAgentId":1001}"""], await agent.EventsAsync());
        Assert.Equal("idle", gateway.Server.Account.Current("1001").State);
        Assert.Equal("talking", gateway.Server.Account.Current("1007").State);
    }

    [Fact]
    public async Task Listen_NoCallYet_StartsAndOutlivesTheNextCall()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        Assert.Equal("0", await inspector.CodeAsync("PUT", "qualitycontrol", "addsupervise/1007"));
        Assert.DoesNotContain("AgentEvent_Talking", Types(await inspector.EventsAsync()));
        await agent.TalkAsync();
        gateway.Server.Release("1007");
        Assert.Equal("0", await inspector.CodeAsync("DELETE", "qualitycontrol", "1007"));
    }

    [Fact]
    public async Task Intercept_Listening_TakesTheCustomerOver()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        Assert.Equal("900-005", await inspector.CodeAsync("PUT", "qualitycontrol", "intercept/1007"));
        var call = await agent.TalkAsync();
        await inspector.CodeAsync("PUT", "qualitycontrol", "addsupervise/1007");
        await inspector.EventsAsync();
        await agent.EventsAsync();
        Assert.Equal("0", await inspector.CodeAsync("PUT", "qualitycontrol", "intercept/1007"));
        Assert.Equal(
            ["""AgentOther_BeQcStop {"qcType":8,"qcAgentId":1001}""", $"AgentEvent_Call_Release \"{call}\"", "AgentState_Ready null"], await agent.EventsAsync());
        Assert.StartsWith($$"""AgentEvent_Talking {"caller":"13800138000","callid":"{{call}}" """.TrimEnd(), Assert.Single(await inspector.EventsAsync()), StringComparison.Ordinal);
        Assert.Equal(call, (await inspector.ResultAsync("calldata", "callinfo")).GetProperty("callid").GetString());
        Assert.Equal("0", await inspector.CodeAsync("DELETE", "voicecall", "release"));
        Assert.Equal("idle", gateway.Server.Account.Current("1001").State);
    }

    [Fact]
    public async Task Switch_ListenInsertWhisper_ChangesTheKindWithoutAnEvent()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        Assert.Equal("900-003", await inspector.CodeAsync("POST", "qualitycontrol", "switch/1007"));
        await inspector.CodeAsync("PUT", "qualitycontrol", "addsupervise/1007");
        await inspector.EventsAsync();
        await agent.EventsAsync();
        Assert.Equal("0", await inspector.CodeAsync("POST", "qualitycontrol", "switch/1007"));
        Assert.Equal("0", await inspector.CodeAsync("POST", "qualitycontrol", "requestswitchinsertwhisperagent?whisperagentid=1007&switchtype=2"));
        Assert.Equal("000-002", await inspector.CodeAsync("POST", "qualitycontrol", "requestswitchinsertwhisperagent?whisperagentid=1007&switchtype=3"));
        Assert.Empty(await inspector.EventsAsync());
        Assert.Empty(await agent.EventsAsync());
        Assert.Equal("900-004", await inspector.CodeAsync("DELETE", "qualitycontrol", "1007"));
        Assert.Equal("0", await inspector.CodeAsync("POST", "qualitycontrol", "requeststopwhisperagent?whisperagentid=1007"));
        Assert.Equal(["""AgentOther_BeQcStop {"qcType":20172,"qcAgentId":1001}"""], await agent.EventsAsync());
    }

    [Fact]
    public async Task Inspection_InspectorHangsUp_Ends()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        await inspector.CodeAsync("PUT", "qualitycontrol", "addinsert/1007");
        Assert.Equal("0", await inspector.CodeAsync("DELETE", "voicecall", "release"));
        Assert.Equal(["AgentOther_BeQcStart", "AgentOther_BeQcStop"], Types(await agent.EventsAsync()));
        Assert.Equal("200-017", await inspector.CodeAsync("DELETE", "voicecall", "release"));
    }

    [Theory]
    [InlineData("1001", "1007", "AgentOther_BeQcStart,AgentOther_BeQcStop")]
    [InlineData("1007", "1001", "AgentState_Busy,AgentOther_PhoneAlerting,AgentOther_PhoneOffhook,AgentOther_PhoneRelease,AgentState_Ready")]
    public async Task Inspection_OneSideSignsOut_EndsAtTheOther(string leaves, string stays, string expected)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        await inspector.CodeAsync("PUT", "qualitycontrol", "addsupervise/1007");
        Assert.Equal("0", await (leaves == inspector.Id ? inspector : agent).CodeAsync("DELETE", "onlineagent", "forcelogout"));
        gateway.Clock.Advance(TimeSpan.Zero);
        Assert.Equal(expected, string.Join(',', Types(await (stays == inspector.Id ? inspector : agent).EventsAsync())));
    }

    [Fact]
    public async Task AllAgent_Inspector_ListsEverybodyElse()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, _) = await BothAsync(gateway);
        Assert.Equal(["1002", "1003", "1004", "1005", "1006", "1007", "1008"], await inspector.WorkNosAsync("qualitycontrol", "allagent"));
        var agent = (await inspector.ResultAsync("qualitycontrol", "allagent"))[5];
        Assert.Equal($$"""{"workno":"1007","name":"{{gateway.Server.Agents[6].Name}}","status":"4"}""", agent.GetRawText());
    }

    [Fact]
    public async Task Monitor_AgentSignsInAndOut_NotifiesUntilItEnds()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        Assert.Equal("900-004", await inspector.CodeAsync("POST", "qualitycontrol", "beginmonitor?agents=1007;4711"));
        Assert.Equal("0", await inspector.CodeAsync("POST", "qualitycontrol", "beginmonitor?agents=1007;1008"));
        await agent.CodeAsync("DELETE", "onlineagent", "logout");
        gateway.Clock.Advance(TimeSpan.Zero);
        Assert.StartsWith(
            """QC_AgentState_Notify {"subtype":"QC_AgentState_Logout","monitoredagent":"1007","agentname":""", Assert.Single(await inspector.EventsAsync()), StringComparison.Ordinal);
        agent = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        gateway.Clock.Advance(TimeSpan.Zero);
        Assert.Contains("\"subtype\":\"QC_AgentState_Login\"", Assert.Single(await inspector.EventsAsync()), StringComparison.Ordinal);
        Assert.Equal("0", await inspector.CodeAsync("POST", "qualitycontrol", "endmonitor?agents=1007"));
        await agent.CodeAsync("DELETE", "onlineagent", "logout");
        gateway.Clock.Advance(TimeSpan.Zero);
        Assert.Empty(await inspector.EventsAsync());
    }

    [Theory]
    [InlineData("PUT", "addsupervise/1001", "000-005")]
    [InlineData("POST", "requestwhisperagent?whisperagentid=1001", "000-005")]
    [InlineData("POST", "forcerest/1001/60/0", "000-005")]
    [InlineData("PUT", "addsupervise/4711", "900-004")]
    [InlineData("PUT", "addinsert/1008", "900-004")]
    [InlineData("POST", "forcebusy/1008", "900-004")]
    [InlineData("POST", "forceidle/1008", "900-004")]
    [InlineData("POST", "forcerest/1008/60/0", "900-004")]
    [InlineData("POST", "forcerest/1007/0/0", "000-002")]
    [InlineData("DELETE", "1007", "900-004")]
    [InlineData("POST", "requeststopwhisperagent?whisperagentid=1007", "900-004")]
    [InlineData("POST", "beginmonitor", "000-002")]
    public async Task Operation_WrongTargetOrState_IsRefused(string method, string action, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        Assert.Equal(code, await inspector.CodeAsync(method, "qualitycontrol", action));
        Assert.Empty(await inspector.EventsAsync());
        Assert.Empty(await agent.EventsAsync());
    }

    [Theory]
    [InlineData("PUT", "addsupervise/1007", "900-005")]
    [InlineData("POST", "requestwhisperagent?whisperagentid=1007", "900-003")]
    public async Task Inspection_InspectorNotIdle_IsRefused(string method, string action, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, agent) = await BothAsync(gateway);
        await inspector.CodeAsync("POST", "onlineagent", "saybusy");
        Assert.Equal(code, await inspector.CodeAsync(method, "qualitycontrol", action));
        Assert.Empty(await agent.EventsAsync());
    }

    [Fact]
    public async Task Inspection_SecondInspector_IsRefused()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (inspector, _) = await BothAsync(gateway);
        var second = await SimulatorDesk.AtWorkAsync(gateway, "1002");
        await inspector.CodeAsync("PUT", "qualitycontrol", "addsupervise/1007");
        Assert.Equal("900-003", await second.CodeAsync("PUT", "qualitycontrol", "addsupervise/1007"));
    }

    [Theory]
    [InlineData("PUT", "addsupervise/1001")]
    [InlineData("POST", "forcelogout/1001")]
    [InlineData("GET", "allagent")]
    [InlineData("POST", "beginmonitor?agents=1001")]
    public async Task Operation_NoInspector_HasNoPermission(string method, string action)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var (_, agent) = await BothAsync(gateway);
        Assert.Equal("900-002", await agent.CodeAsync(method, "qualitycontrol", action));
    }

    private static async Task<(SimulatorDesk Inspector, SimulatorDesk Agent)> BothAsync(SimulatorFixture gateway) =>
        (await SimulatorDesk.AtWorkAsync(gateway, "1001"), await SimulatorDesk.AtWorkAsync(gateway, "1007"));

    private static string[] Types(string[] events) => Array.ConvertAll(events, sent => sent.Split(' ')[0]);
}
