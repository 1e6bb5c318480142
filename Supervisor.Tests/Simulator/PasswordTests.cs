using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

/// <summary>Password change and its ageing (protocol.md sections 2.8 and 5; sign-in result of the seed text).</summary>
public sealed class PasswordTests
{
    private const string New = "Better4You";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Change_GoodPassword_OnlyTheNewOneSignsIn(bool oldInterface)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var old = gateway.Agent.Password;
        var guid = await gateway.AtWorkAsync();
        var reply = oldInterface
            ? await gateway.PostAsync(guid, $"modifyaccountpwd?oldpassword={Uri.EscapeDataString(old)}&newpassword={New}")
            : await ChangeAsync(gateway, guid, old, New);
        Assert.Equal("""{"message":"success","retcode":"0"}""", reply.Body);
        await gateway.DeleteAsync(guid, "logout");
        Assert.Equal("100-004", (await gateway.SignInAsync(password: old)).Code);
        Assert.Equal("0", (await gateway.SignInAsync(password: New)).Code);
        Assert.Contains($",{New},", (await gateway.GetAsync(null, "/simulator/agents.csv")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Short1x", "110-020")]
    [InlineData("Sixteen16Sixteen16Sixteen16Six3", "110-020")]
    [InlineData("onlyletters", "110-019")]
    [InlineData("1234567890", "110-019")]
    [InlineData("with 1 blank", "110-019")]
    public async Task Change_PasswordAgainstTheRules_IsRefused(string password, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        Assert.Equal(code, (await ChangeAsync(gateway, guid, gateway.Agent.Password, password)).Code);
        await gateway.DeleteAsync(guid, "logout");
        Assert.Equal("0", (await gateway.SignInAsync()).Code);
    }

    [Fact]
    public async Task Change_SameAsOldOrTheName_IsRefused()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 60, Scenario = false });
        var guid = await gateway.AtWorkAsync();
        Assert.Equal("110-017", (await ChangeAsync(gateway, guid, gateway.Agent.Password, gateway.Agent.Password)).Code);
        var desk = await SimulatorDesk.AtWorkAsync(gateway, gateway.Server.Agents.First(agent => agent.Id != gateway.Id && agent.Name.Length >= 8).Id);
        foreach (var name in new[] { desk.Agent.Name, desk.Agent.Name.ToUpperInvariant(), new string([.. desk.Agent.Name.Reverse()]) })
            Assert.Equal("110-018", await desk.CodeAsync("POST", "onlineagent", "modifyaccountpwdex", Body(desk.Agent.Password, name)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("[]")]
    [InlineData("{\"oldPassword\":\"x\"}")]
    public async Task Change_IncompleteBody_Fails(string? body)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        Assert.Equal("110-002", (await gateway.SendAsync(HttpMethod.Post, "onlineagent/1001/modifyaccountpwdex", guid, body)).Code);
    }

    [Fact]
    public async Task Change_WrongOldPassword_CountsToTheLockOfTheSignIn()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, WrongPasswordLimit = 3 });
        var guid = await gateway.AtWorkAsync();
        Assert.Equal("110-003", (await ChangeAsync(gateway, guid, "wrong", New)).Code);
        Assert.Equal("110-003", (await ChangeAsync(gateway, guid, "wrong", New)).Code);
        Assert.Equal("110-021", (await ChangeAsync(gateway, guid, "wrong", New)).Code);
        Assert.Equal("110-021", (await ChangeAsync(gateway, guid, gateway.Agent.Password, New)).Code);
        await gateway.DeleteAsync(guid, "logout");
        Assert.Equal("110-016", (await gateway.SignInAsync()).Code);
    }

    [Fact]
    public async Task MustChange_SetOnDemand_NoCallsUntilChanged()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await AgeAsync(gateway, """{"mustChange":true,"daysLeft":0}""");
        var reply = await gateway.SignInAsync();
        Assert.Contains("\"isForceChange\":\"true\",\"serverName\":\"AgentGateway\",\"timeRemaining\":\"0\"", reply.Body, StringComparison.Ordinal);
        Assert.Null(gateway.Server.StartInboundCall("1001"));
        Assert.Null(gateway.Server.StartOutboundCall("1001"));
        Assert.Equal("0", (await ChangeAsync(gateway, reply.Guid!, gateway.Agent.Password, New)).Code);
        Assert.NotNull(gateway.Server.StartInboundCall("1001"));
        var again = await gateway.SignInAsync(path: "/forcelogin", password: New);
        Assert.Contains("\"isForceChange\":\"false\",\"serverName\":\"AgentGateway\",\"timeRemaining\":\"180\"", again.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"daysLeft":13}""", "\"isForceChange\":\"false\",\"serverName\":\"AgentGateway\",\"timeRemaining\":\"13\"")]
    [InlineData("{}", "\"timeRemaining\":\"\"")]
    public async Task SignIn_PasswordAges_SaysHowManyDaysAreLeft(string body, string expected)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await AgeAsync(gateway, body);
        Assert.Contains(expected, (await gateway.SignInAsync()).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"daysLeft":181}""")]
    [InlineData("""{"mustChange":"perhaps"}""")]
    [InlineData("[]")]
    public async Task Age_OutOfRange_IsABadRequest(string body)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        Assert.Equal(400, (await gateway.SendAsync(HttpMethod.Post, "/simulator/agents/1001/password", null, body)).Status);
    }

    private static Task<Reply> ChangeAsync(SimulatorFixture gateway, string guid, string old, string next) =>
        gateway.SendAsync(HttpMethod.Post, $"onlineagent/{gateway.Id}/modifyaccountpwdex", guid, Body(old, next));

    private static string Body(string old, string next) => $$"""{"oldPassword":"{{old}}","newPassword":"{{next}}"}""";

    private static async Task AgeAsync(SimulatorFixture gateway, string body) =>
        Assert.Equal(200, (await gateway.SendAsync(HttpMethod.Post, "/simulator/agents/1001/password", null, body)).Status);
}
