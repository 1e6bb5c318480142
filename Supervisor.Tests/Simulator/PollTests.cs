using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

public sealed class PollTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Poll_NothingHappens_IsHeldTenSecondsAndAnswersExactly()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        var held = await gateway.HeldPollAsync(guid);
        gateway.Clock.Advance(9.9 * Second);
        Assert.True(gateway.Server.Account.Current(gateway.Id).Polling);
        gateway.Clock.Advance(0.1 * Second);
        var reply = await held;
        Assert.Equal("""{"message":"","retcode":"0"}""", reply.Body);
        Assert.Equal("application/json; charset=UTF-8", reply.Header("Content-Type"));
        Assert.Null(reply.Guid);
    }

    [Fact]
    public async Task Poll_EventWhileHeld_AnswersAtOnceInTheDocumentedShape()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        var held = await gateway.HeldPollAsync(guid);
        gateway.Server.RaiseRaw(gateway.Id, "AgentState_SetNotReady_Success", """{"reason": "200"}""");
        Assert.Equal(
            """{"message":"","retcode":"0","event":{"eventType":"AgentState_SetNotReady_Success","workNo":"1001","content":{"reason": "200"}}}""",
            (await held).Body);
    }

    [Fact]
    public async Task Poll_ManyEvents_OneEachInOrderAndAccounted()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        foreach (var i in Enumerable.Range(1, 5))
            gateway.Server.Raise(gateway.Id, "Event" + i);
        Assert.Equal(5, gateway.Server.Account.Current(gateway.Id).Queued);
        Assert.Equal(["Event1 null", "Event2 null", "Event3 null", "Event4 null", "Event5 null"], await gateway.DrainAsync(guid));
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 7);
        Assert.Equal([3L, 4, 5, 6, 7], gateway.Server.Account.Delivered(gateway.Id, after: 2).Select(sent => sent.Sequence));
    }

    [Fact]
    public async Task Poll_NotSignedIn_IsRefusedWithTheKnownText()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        Assert.Equal("""{"message":"agent not login","result":"","retcode":"100-006"}""", (await gateway.PollAsync("x")).Body);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "000-003")]
    [InlineData(2, "000-003")]
    public async Task Poll_WrongGuid_IsJudgedByTheMode(int mode, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, AuthMode = mode });
        await gateway.SignedInAsync();
        Assert.Equal(code, (await gateway.PollAsync("wrong")).Code);
        Assert.Equal(code, (await gateway.PollAsync(null)).Code);
    }

    [Fact]
    public async Task Poll_PushMode_IsTheWrongMethod()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.SignedInAsync(",\"callBackUri\":\"http://127.0.0.1:1/b\",\"serviceToken\":\"abc\"");
        Assert.Equal("000-001", (await gateway.PollAsync(guid)).Code);
    }

    [Theory]
    [InlineData(",\"callBackUri\":\"https://a/b\"")]
    [InlineData(",\"serviceToken\":\"abc\"")]
    public async Task Poll_HalfOfThePushParameters_KeepsPolling(string extra)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        Assert.Equal("0", (await gateway.PollAsync(await gateway.SignedInAsync(extra))).Code);
    }

    [Fact]
    public async Task Poll_SecondOneAtATime_IsCalledRepeatedly()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        var held = await gateway.HeldPollAsync(guid);
        Assert.Equal("000-007", (await gateway.PollAsync(guid)).Code);
        gateway.Server.Raise(gateway.Id, "Later");
        Assert.Equal("Later", (await held).EventType);
    }

    [Fact]
    public async Task Poll_ClientLeftBeforeTheAnswer_EventWaitsForTheNextPoll()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        using var leave = new CancellationTokenSource();
        var held = await gateway.HeldPollAsync(guid, leave.Token);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        await SimulatorFixture.UntilAsync(() => !gateway.Server.Account.Current(gateway.Id).Polling);
        gateway.Server.Raise(gateway.Id, "First");
        gateway.Server.Raise(gateway.Id, "Second");
        Assert.Equal(["First null", "Second null"], await gateway.DrainAsync(guid));
    }

    [Fact]
    public async Task Poll_AnswerLostAfterTheEventWasTaken_EventGoesBackToTheFront()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        gateway.Server.Raise(gateway.Id, "First");
        gateway.Server.Raise(gateway.Id, "Second");
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.ConnectionReset, Operation = "poll", Count = 1, AfterExecution = true });
        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.PollAsync(guid));
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Current(gateway.Id).Queued == 2);
        Assert.Equal(["First null", "Second null"], await gateway.DrainAsync(guid));
    }

    [Fact]
    public async Task Poll_GuidIsAMinuteOld_CarriesANewOneAndBothWorkForAMinute()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var first = await gateway.AtWorkAsync();
        gateway.Clock.Advance(60 * Second);
        gateway.Server.Raise(gateway.Id, "Rotate");
        var rotated = await gateway.PollAsync(first);
        Assert.NotNull(rotated.Guid);
        Assert.NotEqual(first, rotated.Guid);
        Assert.Equal(rotated.Guid, rotated.Header("Guid"));
        Assert.Equal(first.Split('.')[1], rotated.Guid.Split('.')[1]);
        gateway.Clock.Advance(59 * Second);
        Assert.Equal("0", (await Status(gateway, first)).Code);
        gateway.Clock.Advance(1 * Second);
        Assert.Equal("000-003", (await Status(gateway, first)).Code);
        Assert.Equal("0", (await Status(gateway, rotated.Guid)).Code);
    }

    [Fact]
    public async Task Poll_StaticMode_NeverRotates()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, AuthMode = 1 });
        var guid = await gateway.AtWorkAsync();
        for (var i = 0; i < 5; i++)
        {
            gateway.Clock.Advance(100 * Second);
            gateway.Server.Raise(gateway.Id, "Tick");
            var reply = await gateway.PollAsync(guid);
            Assert.Equal("Tick", reply.EventType);
            Assert.Null(reply.Guid);
        }
    }

    [Fact]
    public async Task Poll_RotationLostWithItsAnswer_ComesWithTheNextAnswer()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        gateway.Clock.Advance(61 * Second);
        gateway.Server.Raise(gateway.Id, "Rotate");
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.ConnectionReset, Operation = "poll", Count = 1, AfterExecution = true });
        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.PollAsync(guid));
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Current(gateway.Id).Queued == 1);
        Assert.NotNull((await gateway.PollAsync(guid)).Guid);
    }

    [Fact]
    public async Task UpdateGuid_DynamicMode_AnswersANewOneAndKeepsTheOld()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        var reply = await gateway.SendAsync(HttpMethod.Put, $"onlineagent/{gateway.Id}/updateGuid", guid);
        Assert.Equal($$$"""{"message":"","retcode":"0","result":{"guid":"{{{reply.Guid}}}"}}""", reply.Body);
        Assert.Equal("0", (await Status(gateway, guid)).Code);
        Assert.Equal("0", (await Status(gateway, reply.Guid)).Code);
    }

    [Fact]
    public async Task ShutDown_PlatformSignsOut_SaysSoOnceThenNotSignedIn()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        gateway.Server.ShutDownAgent(gateway.Id);
        Assert.Equal("100-006", (await Status(gateway, guid)).Code);
        var last = await gateway.PollAsync(guid);
        var loginTime = gateway.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Contains($"\"content\":{{\"loginTime\":\"{loginTime}\"}}", last.Body, StringComparison.Ordinal);
        Assert.Equal("AgentOther_ShutdownService", last.EventType);
        Assert.Equal("100-006", (await gateway.PollAsync(guid)).Code);
        Assert.Equal("0", (await gateway.SignInAsync()).Code);
    }

    [Fact]
    public async Task Watchdog_NoRequestForTwoMinutes_SignsOut()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        gateway.Clock.Advance(119 * Second);
        Assert.Equal("idle", gateway.Server.Account.Current(gateway.Id).State);
        gateway.Clock.Advance(1 * Second);
        Assert.Equal("signedOut", gateway.Server.Account.Current(gateway.Id).State);
        Assert.Equal("100-006", (await gateway.PollAsync(guid)).Code);
    }

    [Fact]
    public async Task Watchdog_RequestsWithoutEvents_KeepTheAgentIn()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, AuthMode = 1 });
        var guid = await gateway.AtWorkAsync();
        for (var i = 0; i < 4; i++)
        {
            gateway.Clock.Advance(100 * Second);
            Assert.Equal("0", (await Status(gateway, guid)).Code);
        }
    }

    [Fact]
    public async Task Watchdog_PushMode_CountsHeartbeatsOnly()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, AuthMode = 1 });
        var guid = await gateway.SignedInAsync(",\"callBackUri\":\"http://127.0.0.1:1/b\",\"serviceToken\":\"abc\"");
        gateway.Clock.Advance(100 * Second);
        Assert.Equal("""{"message":"success","retcode":"0"}""", (await gateway.PostAsync(guid, "handshake")).Body);
        gateway.Clock.Advance(100 * Second);
        Assert.Equal("0", (await Status(gateway, guid)).Code);
        gateway.Clock.Advance(20 * Second);
        Assert.Equal("100-006", (await Status(gateway, guid)).Code);
    }

    [Fact]
    public async Task Restart_SessionsLost_EverybodyIsSignedOut()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        await gateway.Server.RestartAsync(keepSessions: true);
        Assert.Equal("0", (await Status(gateway, guid)).Code);
        await gateway.Server.RestartAsync(keepSessions: false);
        Assert.Equal("100-006", (await Status(gateway, guid)).Code);
    }

    [Fact]
    public async Task StopListening_HeldPoll_CutsItAndKeepsTheQueue()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        var held = await gateway.HeldPollAsync(guid);
        await gateway.Server.StopListeningAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => held);
        gateway.Server.Raise(gateway.Id, "Meanwhile");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => gateway.PollAsync(guid));
        await gateway.Server.ResumeListeningAsync();
        Assert.Equal("Meanwhile", (await gateway.PollAsync(guid)).EventType);
    }

    private static Task<Reply> Status(SimulatorFixture gateway, string? guid) => gateway.GetAsync(guid, $"onlineagent/{gateway.Id}/agentstatus");
}
