using System.Text.Json;
using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

public sealed class SubscriptionTests
{
    private static readonly string Long = new('x', 300);

    [Fact]
    public async Task Register_SeedExample_AnswersAsItsExample()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.ConfiguredAsync();
        const string Body =
            """{"subscribeType":"1","serviceToken":"3320EA1E","serviceCallBackUri":"https://10.10.10.1:8080/rest/cc-ai/nlrresult","nlpFlag":"true","flowAccessCode":"801166010768953344"}""";
        Assert.Equal("""{"result":{"serverId":"20260302080000-001-00101"},"message":"success","retcode":"0"}""", (await gateway.RegisterAsync(guid, Body)).Body);
        Assert.Equal("""{"result":{"serverId":"20260302080000-001-00102"},"message":"success","retcode":"0"}""", (await gateway.RegisterAsync(guid, Body)).Body);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("\"1\"", "1", true)]
    [InlineData("\"nlpFlag\":\"false\"", "\"nlpFlag\":true", true)]
    [InlineData("\"nlpFlag\":\"false\"", "\"nlpFlag\":\"TRUE\",\"flowAccessCode\":\"8\"", true)]
    [InlineData("\"nlpFlag\":\"false\"", "\"nlpFlag\":false,\"flowAccessCode\":\"\"", true)]
    [InlineData("\"serviceToken\":\"t\",", "", true)]
    [InlineData("\"serviceToken\":\"t\"", "\"serviceToken\":\"LONG256\"", true)]
    [InlineData("\"serviceToken\":\"t\"", "\"serviceToken\":\"LONG257\"", false)]
    [InlineData("\"serviceToken\":\"t\"", "\"serviceToken\":\"line\\nbreak\"", false)]
    [InlineData("http://h/p", "http://h/pLONG190", true)]
    [InlineData("http://h/p", "http://h/pLONG191", false)]
    [InlineData("http://h/p", "h/p", false)]
    [InlineData("http://h/p", "", false)]
    [InlineData("\"1\"", "\"2\"", false)]
    [InlineData("\"subscribeType\":\"1\",", "", false)]
    [InlineData("\"serviceCallBackUri\":\"http://h/p\",", "", false)]
    [InlineData(",\"nlpFlag\":\"false\"", "", false)]
    [InlineData("\"nlpFlag\":\"false\"", "\"nlpFlag\":\"maybe\"", false)]
    [InlineData("\"nlpFlag\":\"false\"", "\"nlpFlag\":1", false)]
    [InlineData("\"nlpFlag\":\"false\"", "\"nlpFlag\":false,\"flowAccessCode\":\"8\"", false)]
    public async Task Register_EveryField_IsCheckedAsTheTableSays(string part, string instead, bool legal)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var body = """{"subscribeType":"1","serviceToken":"t","serviceCallBackUri":"http://h/p","nlpFlag":"false"}""";
        if (part.Length > 0)
            body = body.Replace(part, Fill(instead), StringComparison.Ordinal);
        Assert.Equal(legal ? "0" : "107-002", (await gateway.RegisterAsync(await gateway.ConfiguredAsync(), body)).Code);
        Assert.Equal(legal ? 1 : 0, gateway.Server.Account.Subscriptions.Count);
    }

    [Fact]
    public async Task Register_NoJson_IsRefused()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.ConfiguredAsync();
        Assert.Equal("107-002", (await gateway.RegisterAsync(guid, "{")).Code);
        Assert.Equal("107-002", (await gateway.RegisterAsync(guid, "[]")).Code);
        Assert.Equal(405, (await gateway.GetAsync(guid, "config/subscribe/register")).Status);
    }

    [Fact]
    public async Task Handshake_Registered_AnswersAsTheSeedExample()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.ConfiguredAsync();
        var serverId = await gateway.SubscribedAsync(receiver, guid);
        gateway.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("""{"message":"success","retcode":"0"}""", (await gateway.HandShakeExAsync(guid, serverId)).Body);
        var standing = Assert.Single(gateway.Server.Account.Subscriptions);
        Assert.Equal((serverId, true, gateway.Clock.GetUtcNow()), (standing.ServerId, standing.Alive, standing.LastHandshakeAt));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Handshake_OtherMethod_IsNotAllowed(string method)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        Assert.Equal(405, (await gateway.SendAsync(new HttpMethod(method), "config/subscribe/handshake/x", null)).Status);
    }

    [Fact]
    public async Task Handshake_WithoutOrWithAnotherToken_IsRefused()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.ConfiguredAsync();
        var serverId = await gateway.SubscribedAsync(receiver, guid);
        Assert.Equal("107-002", (await gateway.HandShakeExAsync(guid, serverId, token: null)).Code);
        Assert.Equal("107-002", (await gateway.HandShakeExAsync(guid, serverId, token: "other")).Code);
        Assert.Equal("107-002", (await gateway.HandShakeExAsync(guid, serverId, token: Long)).Code);
        Assert.Equal("107-005", (await gateway.HandShakeExAsync(guid, "20140414172508-001-00101")).Code);
        Assert.Null(gateway.Server.Account.Subscriptions[0].LastHandshakeAt);
    }

    [Fact]
    public async Task Subscription_FiveMinutesWithoutHandshake_IsDeadForEver()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.ConfiguredAsync();
        var serverId = await gateway.SubscribedAsync(receiver, guid);
        gateway.Clock.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal("0", (await gateway.HandShakeExAsync(guid, serverId)).Code);
        gateway.Clock.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal("107-005", (await gateway.HandShakeExAsync(guid, serverId)).Code);
        Assert.False(gateway.Server.Account.Subscriptions[0].Alive);
        Assert.NotEqual(serverId, await gateway.SubscribedAsync(receiver, guid));
    }

    [Fact]
    public async Task Subscriptions_ListedAndDeleted_ShowNoToken()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.ConfiguredAsync();
        var first = await gateway.SubscribedAsync(receiver, guid, path: "/prefix");
        var second = await gateway.SubscribedAsync(receiver, guid);
        Assert.Equal("""{"ended":1}""", (await gateway.SendAsync(HttpMethod.Delete, $"/simulator/subscriptions/{first}", null)).Body);
        var body = (await gateway.GetAsync(null, "/simulator/subscriptions")).Body;
        using var json = JsonDocument.Parse(body);
        Assert.Equal(["serverId", "callBack", "registeredAt", "lastHandshakeAt", "alive"], json.RootElement[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal([(first, false), (second, true)], json.RootElement.EnumerateArray().Select(entry => (entry.GetProperty("serverId").GetString()!, entry.GetProperty("alive").GetBoolean())));
        Assert.EndsWith("/prefix", json.RootElement[0].GetProperty("callBack").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"sub\"", body, StringComparison.Ordinal);
        Assert.Equal("""{"ended":1}""", (await gateway.SendAsync(HttpMethod.Delete, "/simulator/subscriptions", null)).Body);
        Assert.Equal("107-005", (await gateway.HandShakeExAsync(guid, second)).Code);
    }

    [Theory]
    [InlineData(true, "0")]
    [InlineData(false, "107-007")]
    public async Task Restart_SessionsLost_ForgetsSubscriptionsAndLogins(bool keepSessions, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.ConfiguredAsync();
        var serverId = await gateway.SubscribedAsync(receiver, guid);
        await gateway.Server.RestartAsync(keepSessions);
        Assert.Equal(code, (await gateway.HandShakeExAsync(guid, serverId)).Code);
        Assert.Equal(keepSessions ? "0" : "107-005", (await gateway.HandShakeExAsync(await gateway.ConfiguredAsync(), serverId)).Code);
    }

    private static string Fill(string text) => text
        .Replace("LONG256", Long[..256], StringComparison.Ordinal).Replace("LONG257", Long[..257], StringComparison.Ordinal)
        .Replace("LONG190", Long[..190], StringComparison.Ordinal).Replace("LONG191", Long[..191], StringComparison.Ordinal);
}
