using System.Text.Json;

namespace Supervisor.Tests.Simulator;

/// <summary>Agent lists, groups and roles (protocol.md section 3.3).</summary>
public sealed class AgentListTests
{
    private static readonly string[] WholeAgent =
    [
        "workno", "name", "status", "ctiStatus", "groupid", "groupname", "skilllist", "callids", "mediatype", "vdnid", "phonenumber",
        "currentstatetime", "logindate", "inMultimediaConf",
    ];

    [Theory]
    [InlineData("onlineagentonvdn", "1001,1007")]
    [InlineData("idleagent", "1001")]
    [InlineData("agentlistbystatus?status=3", "1007")]
    [InlineData("agentlistbystatus?status=2", "1002,1003,1004,1005,1006,1008")]
    [InlineData("alllocalagentstatus", "1001,1002,1003,1004,1005,1006,1007,1008")]
    [InlineData("queryagentstatus", "1001,1002,1003,1004,1005,1006,1007,1008")]
    [InlineData("agentwasnameonvdn", "1001,1002,1003,1004,1005,1006,1007,1008")]
    [InlineData("loggedinagentphoneonvdn", "1001,1007")]
    [InlineData("agentongroup", "1001,1007")]
    [InlineData("agentongroupex?groupid=2", "1002,1008")]
    [InlineData("agentbyskill/20012", "1001,1007")]
    [InlineData("allchatagents", "")]
    public async Task List_OneIdleOneBusy_ListsTheRightAgents(string action, string expected)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        var busy = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        await busy.CodeAsync("POST", "onlineagent", "saybusy?reason=200");
        Assert.Equal(expected, string.Join(',', await desk.WorkNosAsync("agentgroup", action)));
    }

    [Theory]
    [InlineData("onlineagentonvdn")]
    [InlineData("agentbyskill/20012")]
    [InlineData("agentbyconfigedskill/20012")]
    [InlineData("agentongroup")]
    public async Task List_OfWholeAgents_HasEveryDocumentedMember(string action)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        Assert.Equal(WholeAgent, await desk.MembersAsync("agentgroup", action));
    }

    [Fact]
    public async Task AgentByWorkNo_SignedOutAgent_HasTheDocumentedNever()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        gateway.Clock.Advance(TimeSpan.FromSeconds(90));
        var agent = await desk.ResultAsync("agentgroup", "agentbyworkno/1002");
        Assert.Equal(WholeAgent, agent.EnumerateObject().Select(member => member.Name));
        Assert.Equal(2, agent.GetProperty("status").GetInt32());
        Assert.Equal(0, agent.GetProperty("ctiStatus").GetInt32());
        Assert.Equal(4_294_967_295_000, agent.GetProperty("logindate").GetInt64());
        Assert.Equal(JsonValueKind.Null, agent.GetProperty("phonenumber").ValueKind);
        Assert.Equal(90, agent.GetProperty("currentstatetime").GetInt64());
    }

    [Fact]
    public async Task IdleAgent_OneIdle_HasTheDocumentedShape()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        Assert.Equal($$"""[{"workno":"1001","name":"{{desk.Agent.Name}}"}]""", await desk.TextAsync("agentgroup", "idleagent"));
        Assert.Equal("""["1001"]""", await desk.TextAsync("agentgroup", "agentidsbyskill/20012"));
    }

    [Fact]
    public async Task AgentInfoNoSkills_StringsAndNumbers_ListsTheKnownOnes()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        const string Ids = """{"agentlist":["1001",1002,"4711"]}""";
        Assert.Equal(["1001", "1002"], await desk.WorkNosAsync("agentgroup", "agentinfonoskills", "POST", Ids));
        Assert.Equal(["workno", "name", "status", "ctiStatus", "groupid", "vdnid", "mediatype"], await desk.MembersAsync("agentgroup", "agentinfonoskills", "POST", Ids));
    }

    [Fact]
    public async Task RestInfo_OneAgentRests_SaysWhyAndSinceWhen()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        await desk.CodeAsync("POST", "onlineagent", "rest/600/2");
        gateway.Clock.Advance(TimeSpan.FromSeconds(5));
        var rest = Assert.Single((await desk.ResultAsync("agentgroup", "agentrestinfo")).EnumerateArray());
        Assert.Equal("1001", rest.GetProperty("workno").GetString());
        Assert.Equal("Coffee break", rest.GetProperty("restReason").GetString());
        Assert.Equal(5, rest.GetProperty("currentstatetime").GetInt64());
    }

    [Theory]
    [InlineData("1001", "iscensor", "true")]
    [InlineData("1001", "ismonitor", "true")]
    [InlineData("1001", "isreportmanager", "true")]
    [InlineData("1007", "iscensor", "false")]
    [InlineData("1007", "ismonitor", "false")]
    [InlineData("1001", "isspymonitor", "false")]
    [InlineData("1001", "issystem", "false")]
    [InlineData("1007", "iscallout", "true")]
    [InlineData("1007", "ispickup", "true")]
    public async Task Role_FirstAgentOfATeam_IsItsInspector(string agent, string role, string expected)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, agent);
        Assert.Equal(expected, (await desk.ResultAsync("agentgroup", role)).GetString());
    }

    [Fact]
    public async Task Role_NativeTypes_IsABoolean()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents with { NativeTypes = true });
        var guid = (await gateway.SignInAsync()).Guid;
        Assert.Equal("""{"message":"","retcode":0,"result":true}""", (await gateway.GetAsync(guid, "agentgroup/1001/iscensor")).Body);
    }

    [Fact]
    public async Task Groups_OfTheCentre_NameTheirMonitor()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        Assert.Equal($$"""{"id":1,"name":"Billing","monitorno":1001,"monitorname":"{{desk.Agent.Name}}"}""", await desk.TextAsync("agentgroup", "groupbyagent/1007"));
        Assert.Equal(6, (await desk.ResultAsync("agentgroup", "grouponvdn")).GetArrayLength());
    }

    [Fact]
    public async Task StatusAndSkill_BeforeSignIn_Answers()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var reply = await gateway.GetAsync(null, "agentgroup/1001/queryagentstatusandskill");
        Assert.StartsWith("""{"message":"","retcode":"0","result":{"workno":"1001",""", reply.Body, StringComparison.Ordinal);
        Assert.Contains("\"skills\":[{\"name\":", reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "agentbyworkno/4711", null, "300-002")]
    [InlineData("GET", "groupbyagent/4711", null, "300-003")]
    [InlineData("GET", "agentongroupex?groupid=7", null, "300-004")]
    [InlineData("GET", "agentlistbystatus", null, "000-002")]
    [InlineData("GET", "agentlistbystatus?status=10", null, "000-002")]
    [InlineData("POST", "agentinfonoskills", "{\"agentlist\":\"1001\"}", "000-002")]
    [InlineData("POST", "agentinfonoskills", "[]", "000-002")]
    public async Task Query_WrongParameter_IsRefused(string method, string action, string? body, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        Assert.Equal(code, await desk.CodeAsync(method, "agentgroup", action, body));
    }

    [Fact]
    public async Task Query_NotSignedIn_IsRefused()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        foreach (var path in new[] { "agentgroup/1001/onlineagentonvdn", "queuedevice/1001/waitnum", "calldata/1001/callinfo", "querymonitor/1001/servertime", "qualitycontrol/1001/allagent" })
            Assert.Equal("100-006", (await gateway.GetAsync("x", path)).Code);
    }
}
