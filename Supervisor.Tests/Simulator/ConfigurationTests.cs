using System.Text.Json;
using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

public sealed class ConfigurationTests
{
    private static readonly SimulatorOptions Known = new() { Agents = 1, Scenario = false, ConfigAccount = 7, ConfigPassword = "p w" };

    [Theory]
    [InlineData("""{"agentId":7,"password":"p w"}""")]
    [InlineData("""{"agentId":"7","password":"p w"}""")]
    public async Task LogIn_RightPassword_AnswersTheGuidInBodyAndHeader(string body)
    {
        await using var gateway = await SimulatorFixture.StartAsync(Known);
        var reply = await gateway.SendAsync(HttpMethod.Post, "config/login", null, body);
        var guid = reply.Header("Guid");
        Assert.Equal($$$"""{"message":"","retcode":"0","result":{"guid":"{{{guid}}}"}}""", reply.Body);
        Assert.Matches("^[0-9a-f-]{36}\\.AgentGateway1$", guid);
        Assert.Null(reply.Header("Set-GUID"));
        Assert.Null(reply.Header("Set-Cookie"));
    }

    [Theory]
    [InlineData("""{"agentId":7,"password":"other"}""", "107-003")]
    [InlineData("""{"agentId":8,"password":"p w"}""", "107-003")]
    [InlineData("""{"agentId":7}""", "107-002")]
    [InlineData("""{"agentId":7,"password":""}""", "107-002")]
    [InlineData("""{"password":"p w"}""", "107-002")]
    [InlineData("""{"agentId":0,"password":"p w"}""", "107-002")]
    [InlineData("""{"agentId":"seven","password":"p w"}""", "107-002")]
    [InlineData("""{"agentId":2000000,"password":"p w"}""", "107-002")]
    [InlineData("[]", "107-002")]
    [InlineData("{", "107-002")]
    [InlineData(null, "107-002")]
    public async Task LogIn_WrongOrIllegal_IsRefused(string? body, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync(Known);
        var reply = await gateway.SendAsync(HttpMethod.Post, "config/login", null, body);
        Assert.Equal(code, reply.Code);
        Assert.Equal(200, reply.Status);
        Assert.Null(reply.Header("Guid"));
    }

    [Fact]
    public async Task LogIn_OtherMethod_IsNotAllowed()
    {
        await using var gateway = await SimulatorFixture.StartAsync(Known);
        Assert.Equal(405, (await gateway.GetAsync(null, "config/login")).Status);
    }

    [Fact]
    public async Task ConfigAccount_FromTheSeed_IsShownAndTheSameAgain()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var again = await SimulatorFixture.StartAsync();
        Assert.Equal(gateway.Server.ConfigurationAccount.Password, again.Server.ConfigurationAccount.Password);
        Assert.Equal(
            $$"""{"agentId":"1","password":"{{gateway.Server.ConfigurationAccount.Password}}"}""",
            (await gateway.GetAsync(null, "/simulator/config-account")).Body);
        await gateway.ConfiguredAsync();
    }

    [Fact]
    public async Task Guid_AfterHalfAnHour_IsExpiredHoweverMuchItWasUsed()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.ConfiguredAsync();
        var serverId = await gateway.SubscribedAsync(receiver, guid);
        foreach (var _ in Enumerable.Range(0, 9))
        {
            gateway.Clock.Advance(TimeSpan.FromMinutes(3));
            Assert.Equal("0", (await gateway.HandShakeExAsync(guid, serverId)).Code);
        }
        gateway.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("107-000", (await gateway.HandShakeExAsync(guid, serverId)).Code);
        Assert.Equal("107-000", (await gateway.RegisterAsync(guid, "{}")).Code);
        Assert.Equal("0", (await gateway.HandShakeExAsync(await gateway.ConfiguredAsync(), serverId)).Code);
    }

    [Fact]
    public async Task Guid_Unknown_IsNotAuthenticated()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var agent = await gateway.SignedInAsync();
        foreach (var guid in new[] { null, "wrong", agent })
        {
            Assert.Equal("107-007", (await gateway.RegisterAsync(guid, "{}")).Code);
            Assert.Equal("107-007", (await gateway.HandShakeExAsync(guid, "any")).Code);
        }
    }

    [Fact]
    public async Task ConfigSessions_Deleted_AreExpired()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.ConfiguredAsync();
        Assert.Equal("""{"expired":1}""", (await gateway.SendAsync(HttpMethod.Delete, "/simulator/config-sessions", null)).Body);
        Assert.Equal("107-000", (await gateway.RegisterAsync(guid, "{}")).Code);
        Assert.Equal(0, gateway.Server.ExpireConfigurationLogins());
    }

    [Theory]
    [InlineData("auth", "config/login")]
    [InlineData("register", "config/subscribe/register")]
    [InlineData("handshakeEx", "config/subscribe/handshake/x")]
    public async Task Fault_OfAConfigurationOperation_Strikes(string operation, string path)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.RetCode, Operation = operation, RetCode = "107-001", Count = 1 });
        Assert.Equal("107-001", (await gateway.SendAsync(HttpMethod.Post, path, null, "{}")).Code);
        Assert.Empty(gateway.Server.Faults.Active);
        using var json = JsonDocument.Parse((await gateway.GetAsync(null, "/simulator/stats")).Body);
        Assert.Equal(1, json.RootElement.GetProperty("operations").GetProperty(operation).GetInt32());
    }
}
