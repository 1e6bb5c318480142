using System.Globalization;
using System.Text.RegularExpressions;
using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

public sealed partial class SignInTests
{
    [Fact]
    public async Task SignIn_RightPassword_AnswersAsTheSeedExampleByteForByte()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var reply = await gateway.SignInAsync();
        var loginTime = gateway.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        Assert.Equal(
            $$$"""{"message":"","retcode":"0","result":{"vdnid":1,"workno":"{{{gateway.Id}}}","mediatype":"TTF","loginTime":"{{{loginTime}}}","isForceChange":"false","serverName":"AgentGateway","timeRemaining":"9"}}""",
            reply.Body);
        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json; charset=UTF-8", reply.Header("Content-Type"));
    }

    [Fact]
    public async Task SignIn_RightPassword_CarriesGuidAndCookieHeaders()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var reply = await gateway.SignInAsync();
        Assert.Matches(SetGuid(), reply.Header("Set-GUID"));
        Assert.Equal(reply.Guid, reply.Header("Guid"));
        var cookies = reply.Headers.Where(header => header.Name == "Set-Cookie").Select(header => header.Value).ToArray();
        Assert.Contains(cookies, cookie => cookie.StartsWith($"JSESSIONID={reply.Guid};", StringComparison.Ordinal));
        Assert.Contains(cookies, cookie => cookie.StartsWith("huaweielbsession=", StringComparison.Ordinal));
        Assert.Null(reply.Header("Server"));
    }

    [Fact]
    public async Task SignIn_CookieSwitchedOff_SetsNone()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, LoadBalancerCookie = false });
        Assert.Null((await gateway.SignInAsync()).Header("Set-Cookie"));
    }

    [Fact]
    public async Task Command_CookieRequiredAndMissing_LandsOnTheOtherNode()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, RequireLoadBalancerCookie = true });
        var signIn = await gateway.SignInAsync();
        var cookie = signIn.Headers.Single(header => header.Value.StartsWith("huaweielbsession", StringComparison.Ordinal)).Value.Split(';')[0];
        Assert.Equal("100-006", (await gateway.GetAsync(signIn.Guid, $"onlineagent/{gateway.Id}/agentstatus")).Code);
        gateway.Http.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal("0", (await gateway.GetAsync(signIn.Guid, $"onlineagent/{gateway.Id}/agentstatus")).Code);
    }

    [Fact]
    public async Task SignIn_TwoAgents_LandOnBothNodes()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var suffixes = new List<string>();
        foreach (var agent in gateway.Server.Agents)
        {
            var body = $$"""{"password":"{{agent.Password}}","phonenum":"1"}""";
            suffixes.Add((await gateway.SendAsync(HttpMethod.Put, $"onlineagent/{agent.Id}", null, body)).Guid!.Split('.')[1]);
        }
        Assert.Equal(["AgentGateway0", "AgentGateway1"], suffixes.Distinct().Order());
    }

    [Theory]
    [InlineData("", "AgentOther_InService null|AgentState_Ready null", "idle")]
    [InlineData(",\"status\":\"4\"", "AgentOther_InService null|AgentState_Ready null", "idle")]
    [InlineData(",\"status\":3", "AgentOther_InService null|AgentState_Ready null|AgentState_SetNotReady_Success {\"reason\":\"0\"}", "busy")]
    [InlineData(",\"status\":5", "AgentOther_InService null|AgentState_Ready null|AgentState_Work null", "wrapUp")]
    [InlineData(",\"phonelinkage\":\"true\"", "AgentOther_InService null|AgentEvent_linkageCapability null|AgentState_Ready null", "idle")]
    public async Task SignIn_Status_RaisesTheDocumentedEvents(string extra, string events, string state)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.SignedInAsync(extra);
        Assert.Equal(events.Split('|'), await gateway.DrainAsync(guid));
        Assert.Equal(state, gateway.Server.Account.Current(gateway.Id).State);
    }

    [Theory]
    [InlineData("", "100-001")]
    [InlineData("{", "100-001")]
    [InlineData("[]", "100-001")]
    [InlineData("{\"phonenum\":\"1\"}", "100-001")]
    [InlineData("{\"password\":\"x\"}", "100-001")]
    [InlineData("{\"password\":\"x\",\"phonenum\":\"1234567890123456789012345\"}", "100-001")]
    [InlineData("{\"password\":\"x\",\"phonenum\":\"1\",\"status\":\"6\"}", "100-001")]
    [InlineData("{\"password\":\"x\",\"phonenum\":\"1\",\"autoanswer\":\"maybe\"}", "100-001")]
    [InlineData("{\"password\":\"x\",\"phonenum\":\"1\",\"serviceToken\":\"no/specials\"}", "100-001")]
    [InlineData("{\"password\":\"x\",\"phonenum\":\"1\",\"serviceToken\":\"123456789012345678901234567890123456789012345678901\"}", "100-001")]
    [InlineData("{\"password\":\"x\",\"phonenum\":\"1\",\"serviceToken\":\"a\",\"callBackUri\":\"/relative\"}", "100-001")]
    [InlineData("{\"password\":\"x\",\"phonenum\":\"1\",\"serviceToken\":\"a\",\"callBackUri\":\"ftp://a/b\"}", "100-001")]
    [InlineData("{\"password\":\"x\",\"phonenum\":\"1\",\"agenttype\":5}", "100-012")]
    [InlineData("{\"password\":\"x\",\"phonenum\":\"1\",\"ip\":\"300.1.1.1\"}", "100-016")]
    [InlineData("{\"password\":\"x\",\"phonenum\":\"1\",\"ip\":\"::1\"}", "100-016")]
    [InlineData("{\"password\":\"x\",\"phonenum\":\"1\"}", "100-004")]
    public async Task SignIn_BadBody_IsRefused(string body, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var reply = await gateway.SendAsync(HttpMethod.Put, $"onlineagent/{gateway.Id}", null, body);
        Assert.Equal(code, reply.Code);
        Assert.Equal(200, reply.Status);
        Assert.Null(reply.Guid);
    }

    [Theory]
    [InlineData("100", "000-002")]
    [InlineData("1000000", "000-002")]
    [InlineData("0101", "000-002")]
    [InlineData("abc", "000-002")]
    [InlineData("101", "100-004")]
    public async Task SignIn_AgentId_MustLieInTheRange(string id, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        Assert.Equal(code, (await gateway.SendAsync(HttpMethod.Put, $"onlineagent/{id}", null, gateway.SignInBody())).Code);
    }

    [Fact]
    public async Task SignIn_FiveWrongPasswords_LocksTheAccount()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        for (var i = 0; i < 5; i++)
            Assert.Equal("100-004", (await gateway.SignInAsync(password: "wrong")).Code);
        Assert.Equal("110-016", (await gateway.SignInAsync()).Code);
        gateway.Server.EndSession(gateway.Id);
        Assert.Equal("0", (await gateway.SignInAsync()).Code);
    }

    [Fact]
    public async Task SignIn_AlreadySignedIn_AnswersBySwitch()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        gateway.Server.SignInElsewhere(gateway.Id);
        Assert.Equal("100-002", (await gateway.SignInAsync()).Code);
        gateway.Server.SignInElsewhere(gateway.Id, allowForce: false);
        Assert.Equal("100-015", (await gateway.SignInAsync()).Code);
        Assert.Equal("100-015", (await gateway.SignInAsync(path: "/forcelogin")).Code);
    }

    [Fact]
    public async Task ForcedSignIn_HeldPoll_KicksTheOtherClient()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var old = await gateway.AtWorkAsync();
        var held = await gateway.HeldPollAsync(old);
        var forced = await gateway.SignInAsync(path: "/forcelogin");
        Assert.Equal("0", forced.Code);
        Assert.Equal("""{"message":"agent not login","result":"","retcode":"100-006"}""", (await held).Body);
        Assert.Equal("""{"message":"no right to invite resouce","result":"","retcode":"000-003"}""", (await gateway.PollAsync(old)).Body);
        Assert.Equal("AgentOther_InService", (await gateway.PollAsync(forced.Guid)).EventType);
    }

    [Fact]
    public async Task SignIn_WhileAnotherIsUnanswered_IsCalledRepeatedly()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.Latency, Operation = "signIn", Count = 1, Delay = TimeSpan.FromSeconds(3) });
        var first = gateway.SignInAsync();
        await SimulatorFixture.UntilAsync(() => gateway.Server.Faults.Active.Count == 0);
        Assert.Equal("000-007", (await gateway.SignInAsync()).Code);
        Assert.Equal("000-007", (await gateway.DeleteAsync("any", "logout")).Code);
        await SimulatorFixture.UntilAsync(() =>
        {
            gateway.Clock.Advance(TimeSpan.FromSeconds(1));
            return first.IsCompleted;
        });
        Assert.Equal("0", (await first).Code);
    }

    [Theory]
    [InlineData("logout")]
    [InlineData("forcelogout")]
    [InlineData("forcelogoutwithreason/255")]
    public async Task SignOut_SignedIn_AnswersAsDocumentedAndDropsTheQueue(string form)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.SignedInAsync();
        Assert.Equal("""{"result":{},"message":"success","retcode":"0"}""", (await gateway.DeleteAsync(guid, form)).Body);
        Assert.Equal("100-006", (await gateway.PollAsync(guid)).Code);
        Assert.Equal("100-006", (await gateway.DeleteAsync(guid, form)).Code);
        Assert.Equal("signedOut", gateway.Server.Account.Current(gateway.Id).State);
        Assert.Equal("0", (await gateway.SignInAsync()).Code);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("256")]
    [InlineData("x")]
    public async Task SignOutWithReason_OutOfRange_IsRefused(string reason)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.SignedInAsync();
        Assert.Equal("100-005", (await gateway.DeleteAsync(guid, $"forcelogoutwithreason/{reason}")).Code);
    }

    [Fact]
    public async Task SignOut_InACall_NeedsForce()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        gateway.Server.StartInboundCall(gateway.Id);
        Assert.Equal("100-010", (await gateway.DeleteAsync(guid, "logout")).Code);
        Assert.Equal("0", (await gateway.DeleteAsync(guid, "forcelogout")).Code);
    }

    [Theory]
    [InlineData("/agentgateway/resource//onlineagent//{0}")]
    [InlineData("//agentgateway/resource/onlineagent/{0}/")]
    public async Task SignIn_DoubleSlashes_AreTolerated(string path)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(gateway.SignInBody())]);
        var uri = new Uri(gateway.Server.Root.GetLeftPart(UriPartial.Authority) + string.Format(CultureInfo.InvariantCulture, path, gateway.Id));
        using var response = await gateway.Http.PutAsync(uri, content);
        Assert.Contains("\"retcode\":\"0\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_NativeTypes_SendsNumbersAndBooleans()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, NativeTypes = true });
        var reply = await gateway.SignInAsync();
        Assert.Contains("\"retcode\":0", reply.Body, StringComparison.Ordinal);
        Assert.Contains("\"isForceChange\":false", reply.Body, StringComparison.Ordinal);
        Assert.Contains($"\"workNo\":{gateway.Id}", (await gateway.PollAsync(reply.Guid)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "onlineagent/1001", 405)]
    [InlineData("GET", "onlineagent/1001/nosuchthing", 404)]
    [InlineData("GET", "", 404)]
    public async Task Request_NoSuchResource_IsTheContainersErrorPage(string method, string path, int status)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        Assert.Equal(status, (await gateway.SendAsync(new HttpMethod(method), path, null)).Status);
    }

    [GeneratedRegex(@"^JSESSIONID=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.AgentGateway[01]$")]
    private static partial Regex SetGuid();
}
