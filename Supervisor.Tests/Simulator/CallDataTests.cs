using System.Text.Json;

namespace Supervisor.Tests.Simulator;

/// <summary>Calls, their data and the system's own figures (protocol.md section 3.5).</summary>
public sealed class CallDataTests
{
    [Fact]
    public async Task CallInfo_RingingTalkingEnded_HasTheDocumentedShape()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        await desk.CodeAsync("POST", "onlineagent", "resetskill/false?skillid=20012");
        var id = gateway.Server.StartInboundCall("1007", "13800138000");
        var begin = gateway.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var expected = $$"""{"callfeature":0,"callid":"{{id}}","caller":"13800138000","called":"41007","callskill":"Billing","callskillid":20012,"orgicallednum":"950012","calldata":"","begintime":{{begin}},"endtime":null,"userPriority":0,"trunkNo":65535,"logontimes":0}""";
        Assert.Equal(expected, await desk.TextAsync("calldata", "callinfobeforeanswer"));
        Assert.Equal(expected, await desk.TextAsync("calldata", "callinfo"));
        gateway.Server.Answer("1007");
        Assert.Equal("400-001", await desk.CodeAsync("GET", "calldata", "callinfobeforeanswer"));
        Assert.Equal(expected, await desk.TextAsync("calldata", $"callinfobycallid/{id}"));
        gateway.Clock.Advance(TimeSpan.FromSeconds(3));
        gateway.Server.Release("1007");
        Assert.Equal("400-001", await desk.CodeAsync("GET", "calldata", "callinfo?isNoContainLastCall=true"));
        Assert.Equal(expected.Replace("null", $"{begin + 3000}", StringComparison.Ordinal), await desk.TextAsync("calldata", "callinfo?isNoContainLastCall=false"));
    }

    [Fact]
    public async Task Lists_OneAgentHoldsACall_ShowIt()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        var agent = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        var id = await agent.TalkAsync();
        Assert.Equal("400-003", await agent.CodeAsync("GET", "calldata", "holdlist"));
        gateway.Server.Hold("1007");
        Assert.Equal(1, (await agent.ResultAsync("calldata", "holdlist")).GetArrayLength());
        Assert.Equal(1, (await desk.ResultAsync("calldata", "holdlistex/1007")).GetArrayLength());
        Assert.Equal(1, (await desk.ResultAsync("calldata", "agentholdnum/1007")).GetInt32());
        Assert.Equal($"""["{id}"]""", await agent.TextAsync("calldata", "allcallid"));
        Assert.Equal($"""["{id}"]""", await desk.TextAsync("calldata", "allcallinfoEx/1007"));
        Assert.Equal(id, (await desk.ResultAsync("calldata", "allcallinfo/1007"))[0].GetProperty("callid").GetString());
        Assert.Equal(["1007"], await desk.WorkNosAsync("calldata", "allcallinfoinvdn"));
        Assert.Equal("""["13800138000"]""", await agent.TextAsync("calldata", "remotenumbers"));
        Assert.Equal(1, (await agent.ResultAsync("calldata", "callnums")).GetInt32());
        Assert.Equal("true", (await agent.ResultAsync("calldata", "isprocesscall")).GetString());
        Assert.Equal("false", (await desk.ResultAsync("calldata", "isprocesscall")).GetString());
        Assert.Equal("300-002", await desk.CodeAsync("GET", "calldata", "allcallinfo/4711"));
    }

    [Fact]
    public async Task Waiting_ACallRings_IsInItsQueueAndItsMenu()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var agent = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        await agent.CodeAsync("POST", "onlineagent", "resetskill/false?skillid=20012");
        gateway.Server.StartInboundCall("1007");
        Assert.Equal(["1007"], await agent.WorkNosAsync("calldata", "waitcallinfo/20012"));
        Assert.Empty(await agent.WorkNosAsync("calldata", "waitcallinfo/20013"));
        Assert.Equal(1, (await agent.ResultAsync("calldata", "ivrcallcount/1")).GetInt32());
        Assert.Equal(0, (await agent.ResultAsync("calldata", "ivrcallcount/2")).GetInt32());
        Assert.Equal(["1007"], await agent.WorkNosAsync("calldata", "ivrcallinfo/1"));
        Assert.Equal("600-004", await agent.CodeAsync("GET", "calldata", "ivrcallcount/3"));
        gateway.Server.Answer("1007");
        Assert.Empty(await agent.WorkNosAsync("calldata", "waitcallinfo/20012"));
    }

    [Fact]
    public async Task CallData_SetBothWays_ComesBack()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var agent = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        Assert.Equal("400-001", await agent.CodeAsync("GET", "calldata", "appdata"));
        Assert.Equal("400-001", await agent.CodeAsync("PUT", "calldata", "setcalldataex", """{"callid":"","calldata":"x"}"""));
        var id = await agent.TalkAsync();
        Assert.Equal("0", await agent.CodeAsync("PUT", "calldata", "setcalldataex", $$"""{"callid":"{{id}}","calldata":"order 7"}"""));
        Assert.Equal("\"order 7\"", await agent.TextAsync("calldata", "appdata"));
        Assert.Equal("0", await agent.CodeAsync("PUT", "calldata", "?calldata=order%208"));
        Assert.Equal("order 8", (await agent.ResultAsync("calldata", "callinfo")).GetProperty("calldata").GetString());
        Assert.Equal("400-001", await agent.CodeAsync("PUT", "calldata", "?calldata=x&callid=1-1"));
        Assert.Equal("400-002", await agent.CodeAsync("PUT", "calldata", $"?callid={id}"));
        Assert.Equal("000-002", await agent.CodeAsync("PUT", "calldata", "setcalldataex", $$"""{"calldata":"{{new string('x', 1025)}}"}"""));
    }

    [Fact]
    public async Task History_ThreeCalls_PagesNewestFirst()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var inspector = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        var agent = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await agent.TalkAsync());
            gateway.Clock.Advance(TimeSpan.FromSeconds(10));
            gateway.Server.Release("1007");
        }
        Assert.Equal([ids[2], ids[1], ids[0]], await IdsAsync(agent, "queryselfcallrecordinfolist"));
        Assert.Equal([ids[1]], await IdsAsync(inspector, "callRecordInfoList?workno=1007&startposition=2&endposition=2"));
        Assert.Equal([ids[1], ids[0]], await IdsAsync(inspector, "callRecordInfoList?enddate=2026-03-02T08:00:10"));
        Assert.Empty(await IdsAsync(inspector, "callRecordInfoList?skillid=29999"));
        var statistics = await agent.ResultAsync("calldata", "statistics");
        Assert.Equal(3, statistics.GetProperty("answeredNum").GetInt32());
        Assert.Equal(30, statistics.GetProperty("talkTime").GetInt32());
        Assert.Equal("300-001", await agent.CodeAsync("GET", "calldata", "callRecordInfoList?workno=1001"));
        Assert.Equal("000-002", await inspector.CodeAsync("GET", "calldata", "callRecordInfoList?startposition=0"));
        Assert.Equal("000-002", await inspector.CodeAsync("GET", "calldata", "callRecordInfoList?startdate=yesterday"));
    }

    [Fact]
    public async Task Statistics_MissedAndFailedCalls_AreCountedApart()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var agent = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        gateway.Server.StartInboundCall("1007");
        gateway.Server.MissRing("1007");
        gateway.Server.StartOutboundCall("1007");
        gateway.Server.FailOutbound("1007");
        var statistics = await agent.ResultAsync("calldata", "statistics");
        Assert.Equal(1, statistics.GetProperty("noAnswerNum").GetInt32());
        Assert.Equal(1, statistics.GetProperty("outboundFailedNum").GetInt32());
        Assert.Equal(0, statistics.GetProperty("answeredNum").GetInt32());
    }

    [Fact]
    public async Task Monitor_OneTalksOneIdle_CountsThem()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        var agent = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        await agent.TalkAsync();
        Assert.Equal("""{"busyagent":0,"talkingnum":1,"Idleagent":1,"totalloginagent":2}""", await desk.TextAsync("querymonitor", "systemstate"));
        Assert.Equal(gateway.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString((IFormatProvider?)null), (await desk.ResultAsync("querymonitor", "servertime")).GetString());
        Assert.Equal(JsonValueKind.String, (await desk.ResultAsync("querymonitor", "systemversion")).ValueKind);
        var skill = await desk.ResultAsync("querymonitor", $"skillstatisticinfo/{agent.Agent.Skills[0]}");
        Assert.Equal(1, skill.GetProperty("talkingagent").GetInt32());
        Assert.Equal("600-002", await desk.CodeAsync("GET", "querymonitor", "skillstatisticinfo/29999"));
    }

    [Fact]
    public async Task Cluster_TwoSessions_LiveOnTheirNodes()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        await SimulatorDesk.AtWorkAsync(gateway, "1007");
        var nodes = (await desk.ResultAsync("querymonitor", "clusterinfo"))[0].GetProperty("nodes");
        Assert.Equal([1, 1], nodes.EnumerateArray().Select(node => node.GetProperty("agentnum").GetInt32()));
        Assert.Equal(["1001", "1007"], await desk.WorkNosAsync("querymonitor", "allagentclusterinfo"));
        Assert.StartsWith("AgentGateway", (await desk.ResultAsync("querymonitor", "agentclusterinfo/1007")).GetProperty("nodename").GetString(), StringComparison.Ordinal);
        Assert.Equal("", (await desk.ResultAsync("querymonitor", "agentclusterinfo/1002")).GetProperty("nodename").GetString());
        Assert.Equal(0, (await desk.ResultAsync("querymonitor", "clusterinfobyname/nothing")).GetArrayLength());
    }

    [Fact]
    public async Task AgentTimeOut_SwitchedOff_KeepsASilentSession()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        await SimulatorDesk.AtWorkAsync(gateway, "1007");
        Assert.Equal("000-002", await desk.CodeAsync("POST", "querymonitor", "setagenttimeout/maybe"));
        Assert.Equal("0", await desk.CodeAsync("POST", "querymonitor", "setagenttimeout/0"));
        gateway.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("idle", gateway.Server.Account.Current("1001").State);
        Assert.Equal("signedOut", gateway.Server.Account.Current("1007").State);
    }

    private static async Task<string[]> IdsAsync(SimulatorDesk desk, string action) =>
        [.. (await desk.ResultAsync("calldata", action)).EnumerateArray().Select(call => call.GetProperty("callid").GetString()!)];
}
