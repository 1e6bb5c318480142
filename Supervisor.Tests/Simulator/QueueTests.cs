namespace Supervisor.Tests.Simulator;

/// <summary>Skill queues (protocol.md section 3.4): figures follow the floor.</summary>
public sealed class QueueTests
{
    [Fact]
    public async Task AcdStat_ACallRingsIsAnsweredAndEnds_CountsIt()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1002");
        var agent = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        var skill = agent.Agent.Skills[^1];
        await agent.CodeAsync("POST", "onlineagent", $"resetskill/false?skillid={skill}");
        Assert.Equal((0, 0, 1, 1), await AcdAsync(desk, skill));
        gateway.Server.StartInboundCall("1007");
        gateway.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal((1, 4, 1, 0), await AcdAsync(desk, skill));
        Assert.Equal(1, (await desk.ResultAsync("queuedevice", $"skillwaitnum/{skill}")).GetInt32());
        Assert.Equal(1, (await agent.ResultAsync("queuedevice", "waitnum")).GetInt32());
        gateway.Server.Answer("1007");
        Assert.Equal((0, 0, 1, 0), await AcdAsync(desk, skill));
        gateway.Server.Release("1007");
        Assert.Equal((0, 0, 1, 1), await AcdAsync(desk, skill));
        gateway.Server.ShutDownAgent("1007");
        Assert.Equal((0, 0, 0, 0), await AcdAsync(desk, skill));
    }

    [Fact]
    public async Task AcdStat_StringsAndNumbers_AnswersTheDocumentedMembers()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        const string Skills = """{"skills":["20011",20012,29999]}""";
        var result = await desk.ResultAsync("queuedevice", "queryacdstat", "POST", Skills);
        Assert.Equal([20011, 20012], result.EnumerateArray().Select(item => item.GetProperty("deviceNo").GetInt32()));
        Assert.Equal(
            ["pilotNbr", "deviceNo", "queueSize", "queueTime", "loadFactor", "estWaitTime", "loggedOnAgents", "availAgents", "transferFlg",
            "transferDeviceType", "transferDeviceNo", "skillDescrip", "maxQueueSize"],
            await desk.MembersAsync("queuedevice", "queryacdstat", "POST", Skills));
        Assert.Equal(2, (await desk.ResultAsync("queuedevice", "queryskillstat", "POST", Skills)).GetArrayLength());
    }

    [Fact]
    public async Task AcdStat_MoreThanAHundredIds_IsRefused()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        Assert.Equal("0", await desk.CodeAsync("POST", "queuedevice", "queryacdstat", Ids(100)));
        Assert.Equal("000-002", await desk.CodeAsync("POST", "queuedevice", "queryacdstat", Ids(101)));
        Assert.Equal("000-002", await desk.CodeAsync("POST", "queuedevice", "queryacdstat", """{"skills":"20011"}"""));
        Assert.Equal("000-002", await desk.CodeAsync("POST", "queuedevice", "queryacdstat"));

        static string Ids(int count) => $$"""{"skills":[{{string.Join(',', Enumerable.Repeat("20011", count))}}]}""";
    }

    [Fact]
    public async Task Queues_OfCentreAndAgent_HaveTheDocumentedMembers()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        Assert.Equal(["name", "id", "mediatype"], await desk.MembersAsync("queuedevice", "agentvdnskill"));
        Assert.Equal(["name", "id", "mediatype", "serviceType", "realFlag"], await desk.MembersAsync("queuedevice", "vdnskill/1"));
        Assert.Equal(6, (await desk.ResultAsync("queuedevice", "vdnskill/1")).GetArrayLength());
        Assert.Equal(desk.Agent.Skills.Count, (await desk.ResultAsync("queuedevice", "agentskill/1001")).GetArrayLength());
        Assert.Equal(0, (await desk.ResultAsync("queuedevice", "agentskill/1002")).GetArrayLength());
        Assert.Equal(desk.Agent.Skills.Count, (await desk.ResultAsync("queuedevice", "waitnumbyagent")).GetArrayLength());
        Assert.Equal(["id", "inno", "description", "vdnid", "mediatype"], await desk.MembersAsync("queuedevice", "innoinfo"));
        Assert.Equal(["id", "access", "description", "serviceNo"], await desk.MembersAsync("queuedevice", "ivrinfo"));
        Assert.Equal("600-002", await desk.CodeAsync("GET", "queuedevice", "vdnskill/2"));
        Assert.Equal("600-001", await desk.CodeAsync("GET", "queuedevice", "agentskill/4711"));
    }

    private static async Task<(int Waiting, int Longest, int SignedIn, int Available)> AcdAsync(SimulatorDesk desk, string skill)
    {
        var queue = (await desk.ResultAsync("queuedevice", "queryacdstat", "POST", $$"""{"skills":[{{skill}}]}"""))[0];
        return (queue.GetProperty("queueSize").GetInt32(), queue.GetProperty("queueTime").GetInt32(), queue.GetProperty("loggedOnAgents").GetInt32(),
            queue.GetProperty("availAgents").GetInt32());
    }
}
