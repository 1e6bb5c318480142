using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Supervisor.Tests.Simulator;

public sealed class ControlTests
{
    [Fact]
    public async Task Agents_OneTalks_ShowsStatusAndState()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await gateway.AtWorkAsync();
        gateway.Server.StartInboundCall(gateway.Id);
        gateway.Server.Answer(gateway.Id);
        using var json = JsonDocument.Parse((await gateway.GetAsync(null, "/simulator/agents")).Body);
        var agent = json.RootElement[0];
        Assert.Equal("1001", agent.GetProperty("workno").GetString());
        Assert.Equal(gateway.Agent.Name, agent.GetProperty("name").GetString());
        Assert.Equal("talking", agent.GetProperty("state").GetString());
        Assert.Equal(7, agent.GetProperty("status").GetInt32());
        Assert.True(agent.GetProperty("signedIn").GetBoolean());
        Assert.Equal(5, agent.GetProperty("queued").GetInt32());
        Assert.Equal(JsonValueKind.Null, agent.GetProperty("reason").ValueKind);
        Assert.Equal("signedOut", json.RootElement[1].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Events_After_ShowsTheDeliveredRest()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        await gateway.PostAsync(guid, "saybusy?reason=200");
        await gateway.DrainAsync(guid);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 3);
        var body = (await gateway.GetAsync(null, "/simulator/events?agent=1001&after=2")).Body;
        Assert.StartsWith("""[{"seq":3,"eventType":"AgentState_SetNotReady_Success","content":{"reason":"200"},"deliveredAt":"2026-03-02T08:00:00""", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AgentsCsv_HasTheImportHeaderAndEveryAgent()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var reply = await gateway.GetAsync(null, "/simulator/agents.csv");
        var lines = reply.Body.Split("\r\n");
        Assert.Equal("agentId,name,team,phoneNumber,password,signInStatus,agentType,skills", lines[0]);
        Assert.Equal(5, lines.Length);
        Assert.Equal($"1001,{gateway.Agent.Name},Billing,41001,{gateway.Agent.Password},4,4,{string.Join(';', gateway.Agent.Skills)}", lines[1]);
        Assert.Equal("text/csv; charset=utf-8", reply.Header("Content-Type"));
    }

    [Fact]
    public async Task Faults_PostedListedDeleted_WorkAsThePlan()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var posted = await gateway.SendAsync(HttpMethod.Post, "/simulator/faults", null, """{"kind":"retCode","agent":"1001","operation":"signIn","retCode":"999-001","seconds":0.5}""");
        Assert.Equal("""{"id":1}""", posted.Body);
        Assert.Equal("999-001", (await gateway.SignInAsync()).Code);
        Assert.Contains("\"hits\":1", (await gateway.GetAsync(null, "/simulator/faults")).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await gateway.SendAsync(HttpMethod.Delete, "/simulator/faults/1", null)).Status);
        Assert.Equal(404, (await gateway.SendAsync(HttpMethod.Delete, "/simulator/faults/1", null)).Status);
        Assert.Equal("0", (await gateway.SignInAsync()).Code);
    }

    [Theory]
    [InlineData("POST", "/simulator/faults", "{\"kind\":\"nonsense\"}", 400)]
    [InlineData("POST", "/simulator/faults", "{\"kind\":\"retCode\",\"typo\":1}", 400)]
    [InlineData("POST", "/simulator/faults", "{\"kind\":\"retCode\",\"probability\":2}", 400)]
    [InlineData("POST", "/simulator/agents/9/events", "{}", 400)]
    [InlineData("GET", "/simulator/nothing", null, 404)]
    public async Task Control_BadRequest_SaysWhy(string method, string path, string? body, int status)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var reply = await gateway.SendAsync(new HttpMethod(method), path, null, body);
        Assert.Equal(status, reply.Status);
        Assert.Contains("\"error\":", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_Posted_AreQueued()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        const string Event = """{"eventType":"AgentEvent_Hold","content":"1-2"}""";
        Assert.Equal(409, (await gateway.SendAsync(HttpMethod.Post, "/simulator/agents/1001/events", null, Event)).Status);
        var guid = await gateway.AtWorkAsync();
        await gateway.SendAsync(HttpMethod.Post, "/simulator/agents/1001/events", null, Event);
        Assert.Equal(["AgentEvent_Hold \"1-2\""], await gateway.DrainAsync(guid));
    }

    [Fact]
    public async Task Sessions_PostedAndDeleted_OccupyAndFreeTheAgent()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await gateway.SendAsync(HttpMethod.Post, "/simulator/sessions/1001", null);
        gateway.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("100-002", (await gateway.SignInAsync()).Code);
        await gateway.SendAsync(HttpMethod.Post, "/simulator/sessions/1001?allowForce=false", null);
        Assert.Equal("100-015", (await gateway.SignInAsync()).Code);
        await gateway.SendAsync(HttpMethod.Delete, "/simulator/sessions/1001", null);
        Assert.Equal("0", (await gateway.SignInAsync()).Code);
    }

    [Fact]
    public async Task Stats_AfterTwoPollsAtOnce_ShowsTheHighestConcurrency()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        var held = await gateway.HeldPollAsync(guid);
        await gateway.PollAsync(guid);
        using var json = JsonDocument.Parse((await gateway.GetAsync(null, "/simulator/stats")).Body);
        Assert.Equal(4, json.RootElement.GetProperty("polls").GetInt32());
        Assert.Equal(2, json.RootElement.GetProperty("eventsDelivered").GetInt32());
        Assert.Equal(1, json.RootElement.GetProperty("signIns").GetInt32());
        Assert.Equal(2, json.RootElement.GetProperty("maxConcurrentPerAgent").GetInt32());
        Assert.Equal(1, json.RootElement.GetProperty("operations").GetProperty("login").GetInt32());
        gateway.Server.Raise(gateway.Id, "End");
        await held;
    }

    [Theory]
    [InlineData("", "0")]
    [InlineData("&keepSessions=false", "100-006")]
    public async Task Outage_ForFiveSeconds_RefusesThenComesBack(string option, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        var held = await gateway.HeldPollAsync(guid);
        Assert.Equal("""{"seconds":5}""", (await gateway.SendAsync(HttpMethod.Post, "/simulator/outage?seconds=5" + option, null)).Body);
        gateway.Clock.Advance(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => held);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => gateway.PollAsync(guid));
        gateway.Clock.Advance(TimeSpan.FromSeconds(5));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        Reply? reply = null;
        while (reply is null)
        {
            try
            {
                reply = await gateway.GetAsync(guid, $"onlineagent/{gateway.Id}/agentstatus");
            }
            catch (HttpRequestException)
            {
                // still coming up
                deadline.Token.ThrowIfCancellationRequested();
            }
        }
        Assert.Equal(code, reply.Code);
    }

    [Fact]
    public async Task StopListening_KeepsThePort_SoThatNobodyElseAnswersThere()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await gateway.Server.StopListeningAsync();
        Assert.False(CanBeGivenAway(gateway.Server.Root.Port));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => gateway.GetAsync(null, "/simulator/stats"));
        await gateway.Server.ResumeListeningAsync();
        Assert.Equal(200, (await gateway.GetAsync(null, "/simulator/stats")).Status);
    }

    // As the system picks a port for whoever asks for any: without SO_REUSEADDR, which the framework's Bind always sets.
    private static bool CanBeGivenAway(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        return Bind(socket.SafeHandle, [2, 0, (byte)(port >> 8), (byte)port, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], 16) == 0;
    }

    [DllImport("libc", EntryPoint = "bind")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Bind(SafeSocketHandle socket, byte[] address, int length);
}
