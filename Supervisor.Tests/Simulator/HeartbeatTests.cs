using System.Text.Json;
using Supervisor.Simulator;
using Supervisor.Tests.Support;

namespace Supervisor.Tests.Simulator;

public sealed class HeartbeatTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task HandShake_NewToken_IsTheOneOfLaterPushes()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.PushedToAsync(receiver, "first");
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 2);
        Assert.Equal("""{"message":"success","retcode":"0"}""", (await gateway.HandShakeAsync(guid, "second")).Body);
        gateway.Server.Raise(gateway.Id, "Event");
        await SimulatorFixture.UntilAsync(() => receiver.Received.Length == 2);
        Assert.Equal(["first", "second"], receiver.Received.Select(callback => callback.Headers["service_token"]));
    }

    [Fact]
    public async Task HandShake_WithoutToken_KeepsTheOneInForce()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.PushedToAsync(receiver, "first");
        await gateway.HandShakeAsync(guid);
        gateway.Server.Raise(gateway.Id, "Event");
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 3);
        Assert.All(receiver.Received, callback => Assert.Equal("first", callback.Headers["service_token"]));
    }

    [Theory]
    [InlineData("with space", "100-001")]
    [InlineData("with-dash", "100-001")]
    [InlineData("123456789012345678901234567890123456789012345678901", "100-001")]
    [InlineData("12345678901234567890123456789012345678901234567890", "0")]
    public async Task HandShake_TokenWithSpecialCharactersOrTooLong_IsRefused(string token, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.PushedToAsync(receiver);
        Assert.Equal(code, (await gateway.HandShakeAsync(guid, token)).Code);
    }

    [Fact]
    public async Task HandShake_GuidIsAMinuteOld_CarriesANewOneThatPushesCarryToo()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.PushedToAsync(receiver);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 2);
        gateway.Clock.Advance(30 * Second);
        Assert.Null((await gateway.HandShakeAsync(guid)).Guid);
        gateway.Clock.Advance(30 * Second);
        var rotated = await gateway.HandShakeAsync(guid);
        Assert.NotNull(rotated.Guid);
        Assert.Equal(rotated.Guid, rotated.Header("Guid"));
        gateway.Server.Raise(gateway.Id, "Event");
        await SimulatorFixture.UntilAsync(() => receiver.Received.Length == 2);
        Assert.Equal(rotated.Guid, receiver.Received[1].Headers["Guid"]);
        gateway.Clock.Advance(60 * Second);
        Assert.Equal("000-003", (await gateway.HandShakeAsync(guid)).Code);
        Assert.Equal("0", (await gateway.HandShakeAsync(rotated.Guid)).Code);
    }

    [Fact]
    public async Task HandShake_AnswerLostWithItsGuid_TheNextOneCarriesOneAgain()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.PushedToAsync(receiver);
        gateway.Clock.Advance(60 * Second);
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.ConnectionReset, Operation = "handShake", Count = 1, AfterExecution = true });
        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.HandShakeAsync(guid));
        // the client may see the cut before the gateway does
        await Eventually.IsTrueAsync(async () => (await gateway.HandShakeAsync(guid)).Guid is not null, "a later answer carries the GUID");
    }

    [Fact]
    public async Task OldHeartbeat_AnswersTheSignInTimeAndKeepsTheSession()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, AuthMode = 1 });
        await using var receiver = await CallbackReceiver.StartAsync();
        var loginTime = gateway.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var guid = await gateway.PushedToAsync(receiver);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            gateway.Clock.Advance(100 * Second);
            var reply = await gateway.SendAsync(HttpMethod.Put, $"onlineagent/{gateway.Id}/heartbeat", guid);
            Assert.Equal($$$"""{"message":"","retcode":"0","result":{"loginTime":"{{{loginTime}}}"}}""", reply.Body);
        }
    }

    [Theory]
    [InlineData("404", 404)]
    [InlineData("405", 405)]
    [InlineData("000-002", 200)]
    public async Task OldGateway_RefusesTheNewHeartbeatAndTakesTheOld(string refusal, int status)
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, OldHeartbeat = refusal });
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.PushedToAsync(receiver);
        var reply = await gateway.HandShakeAsync(guid, "abc");
        Assert.Equal(status, reply.Status);
        if (status == 200)
            Assert.Equal("000-002", reply.Code);
        Assert.Empty(gateway.Server.Account.Heartbeats(gateway.Id));
        Assert.Equal("0", (await gateway.SendAsync(HttpMethod.Put, $"onlineagent/{gateway.Id}/heartbeat", guid)).Code);
    }

    [Fact]
    public async Task HandShake_PollMode_IsHarmless()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        Assert.Equal("0", (await gateway.HandShakeAsync(guid, "abc")).Code);
        gateway.Server.Raise(gateway.Id, "Event");
        Assert.Equal("Event", (await gateway.PollAsync(guid)).EventType);
    }

    [Fact]
    public async Task HandShake_NotSignedIn_IsRefused()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        Assert.Equal("100-006", (await gateway.HandShakeAsync("x")).Code);
        Assert.Equal(405, (await gateway.GetAsync("x", $"onlineagent/{gateway.Id}/handshake")).Status);
    }

    [Fact]
    public async Task Heartbeats_AreLoggedWithTheirIntervals()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 2, Scenario = false, AuthMode = 1 });
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.PushedToAsync(receiver, "first");
        foreach (var (wait, token) in new[] { (30, "first"), (29, "second"), (34, null) })
        {
            gateway.Clock.Advance(wait * Second);
            await gateway.HandShakeAsync(guid, token);
        }
        await gateway.HandShakeAsync(guid, "not legal");
        using var json = JsonDocument.Parse((await gateway.GetAsync(null, "/simulator/heartbeats?agent=1001")).Body);
        Assert.Equal([false, true, false], json.RootElement.EnumerateArray().Select(entry => entry.GetProperty("tokenChanged").GetBoolean()));
        Assert.All(json.RootElement.EnumerateArray(), entry => Assert.Equal("handShake", entry.GetProperty("operation").GetString()));
        Assert.Equal(
            """[{"workno":"1001","count":3,"minSeconds":29,"maxSeconds":34,"meanSeconds":31.5}]""",
            (await gateway.GetAsync(null, "/simulator/heartbeats/intervals")).Body);
        Assert.Equal(3, await gateway.StatAsync("heartbeats"));
    }

    [Fact]
    public async Task Intervals_BetweenTwoSessions_DoNotCount()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        await gateway.HandShakeAsync(await gateway.PushedToAsync(receiver));
        gateway.Server.EndSession(gateway.Id);
        gateway.Clock.Advance(500 * Second);
        await gateway.HandShakeAsync(await gateway.PushedToAsync(receiver));
        Assert.Equal(
            """[{"workno":"1001","count":2,"minSeconds":null,"maxSeconds":null,"meanSeconds":null}]""",
            (await gateway.GetAsync(null, "/simulator/heartbeats/intervals")).Body);
    }
}
