using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

public sealed class PushTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Push_SignIn_PostsTheDocumentedBodyAndHeaders()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.PushedToAsync(receiver, path: "/callback/agentevent?gateway=a");
        await SimulatorFixture.UntilAsync(() => receiver.Received.Length == 1);
        var time = gateway.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var (path, body, headers) = receiver.Received[0];
        Assert.Equal("/callback/agentevent?gateway=a", path);
        Assert.Equal(
            $$"""{"workNo":"1001","eventList":[{"eventType":"AgentOther_InService","workNo":"1001","content":null,"eventGenTime":{{time}}},{"eventType":"AgentState_Ready","workNo":"1001","content":null,"eventGenTime":{{time}}}]}""",
            body);
        Assert.Equal("application/json; charset=UTF-8", headers["Content-Type"]);
        Assert.Equal(guid, headers["Guid"]);
        Assert.Equal("token1", headers["service_token"]);
        Assert.DoesNotContain("traceparent", headers.Keys);
    }

    [Fact]
    public async Task Push_EventTimeSwitchedOff_LeavesItOut()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, PushEventTime = false });
        await using var receiver = await CallbackReceiver.StartAsync();
        await gateway.PushedToAsync(receiver);
        await SimulatorFixture.UntilAsync(() => receiver.Received.Length == 1);
        Assert.DoesNotContain("eventGenTime", receiver.Received[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_BeforeTheSignInAnswer_EventsArriveFirst()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.NoAnswer, Operation = "signIn", AfterExecution = true, Delay = 60 * Second });
        var signIn = gateway.PushedToAsync(receiver);
        await SimulatorFixture.UntilAsync(() => receiver.Received.Length == 1);
        Assert.False(signIn.IsCompleted);
        gateway.Clock.Advance(60 * Second);
        await Assert.ThrowsAsync<HttpRequestException>(() => signIn);
    }

    [Fact]
    public async Task Push_EventsWhileAPostIsUnanswered_WaitTogetherForTheNextOne()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var answer = new TaskCompletionSource<(int, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answer = _ => answer.Task;
        await gateway.PushedToAsync(receiver);
        await SimulatorFixture.UntilAsync(() => receiver.Received.Length == 1);
        foreach (var i in Enumerable.Range(1, 5))
            gateway.Server.Raise(gateway.Id, "Event" + i);
        Assert.Equal(7, gateway.Server.Account.Current(gateway.Id).Queued);
        Assert.Empty(gateway.Server.Account.Delivered(gateway.Id));
        answer.SetResult((200, CallbackReceiver.Success));
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 7);
        Assert.Equal(["Event1", "Event2", "Event3", "Event4", "Event5"], receiver.Received[1].EventTypes());
        Assert.Equal(1, receiver.MostAtOnce);
        Assert.Equal(2, await gateway.StatAsync("pushes"));
        Assert.Equal(7, await gateway.StatAsync("eventsDelivered"));
    }

    [Theory]
    [InlineData(200, """{"retcode":0}""")]
    [InlineData(200, """{"message":"success","retcode":"0","more":[]}""")]
    public async Task Push_SuccessInEitherType_IsAcknowledged(int status, string body)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        receiver.Answer = _ => Task.FromResult((status, body));
        await gateway.PushedToAsync(receiver);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 2);
        Assert.Equal(0, await gateway.StatAsync("pushFailures"));
    }

    [Theory]
    [InlineData(200, """{"message":"failure","retcode":"1"}""")]
    [InlineData(200, "<html>")]
    [InlineData(200, "[]")]
    [InlineData(202, """{"retcode":"0"}""")]
    [InlineData(401, """{"retcode":"0"}""")]
    [InlineData(503, "")]
    public async Task Push_NotAcknowledged_ComesAgainTheSameAfterOneSecond(int status, string body)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(receiver.Received.Length == 1 ? (status, body) : (200, CallbackReceiver.Success));
        await gateway.PushedToAsync(receiver);
        await FailedAsync(gateway);
        gateway.Server.Raise(gateway.Id, "Meanwhile");
        Assert.Single(receiver.Received);
        gateway.Clock.Advance(Second);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 3);
        Assert.Equal(receiver.Received[0].Body, receiver.Received[1].Body);
        Assert.Equal(["Meanwhile"], receiver.Received[2].EventTypes());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 5)]
    [InlineData(400, 5)]
    public void Pause_AfterFailures_DoublesUpToFiveSeconds(int failures, int seconds) =>
        Assert.Equal(seconds * Second, Supervisor.Simulator.Callbacks.CallbackCourier.Pause(failures));

    [Fact]
    public async Task Push_ReceiverSilent_CountsAsFailedAfterFiveSeconds()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var never = new TaskCompletionSource<(int, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answer = _ => receiver.Received.Length == 1 ? never.Task : Task.FromResult((200, CallbackReceiver.Success));
        await gateway.PushedToAsync(receiver);
        await SimulatorFixture.UntilAsync(() => receiver.Received.Length == 1);
        gateway.Clock.Advance(5 * Second);
        await FailedAsync(gateway);
        gateway.Clock.Advance(Second);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 2);
        never.SetResult((200, ""));
    }

    [Fact]
    public async Task Push_ReceiverRefusesForLong_DropsTheOldestAndCounts()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, PushQueueLimit = 3 });
        await using var receiver = await CallbackReceiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(receiver.Received.Length == 1 ? (500, "") : (200, CallbackReceiver.Success));
        await gateway.PushedToAsync(receiver);
        await FailedAsync(gateway);
        foreach (var i in Enumerable.Range(1, 5))
            gateway.Server.Raise(gateway.Id, "Event" + i);
        gateway.Clock.Advance(Second);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 5);
        Assert.Equal(["Event3", "Event4", "Event5"], receiver.Received[^1].EventTypes());
        Assert.Equal(2, await gateway.StatAsync("pushDropped"));
        Assert.Equal(2, await gateway.StatAsync("eventsDropped"));
    }

    [Fact]
    public async Task Push_SignedOut_StopsRetrying()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        receiver.Answer = _ => Task.FromResult((500, ""));
        var guid = await gateway.PushedToAsync(receiver);
        await FailedAsync(gateway);
        await gateway.DeleteAsync(guid, "logout");
        receiver.Answer = _ => Task.FromResult((200, CallbackReceiver.Success));
        gateway.Clock.Advance(10 * Second);
        await gateway.PushedToAsync(receiver);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 2);
        Assert.Equal(2, receiver.Received.Length);
    }

    [Fact]
    public async Task Push_PlatformSignsOut_SaysSoThenTheSessionIsOver()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var guid = await gateway.PushedToAsync(receiver);
        gateway.Server.ShutDownAgent(gateway.Id);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 3);
        Assert.Equal(["AgentOther_InService", "AgentState_Ready", "AgentOther_ShutdownService"], receiver.EventTypes);
        Assert.Equal("100-006", (await gateway.HandShakeAsync(guid)).Code);
        Assert.Equal(0, gateway.Server.Account.Current(gateway.Id).Queued);
    }

    [Fact]
    public async Task Push_GatewayDown_NothingLeavesUntilItIsBack()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        await gateway.PushedToAsync(receiver);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 2);
        await gateway.Server.StopListeningAsync();
        gateway.Server.Raise(gateway.Id, "Meanwhile");
        gateway.Clock.Advance(30 * Second);
        Assert.Single(receiver.Received);
        await gateway.Server.ResumeListeningAsync();
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 3);
        Assert.Equal(["Meanwhile"], receiver.Received[^1].EventTypes());
    }

    [Fact]
    public async Task PushDuplicate_SendsTheBatchTwiceAndAccountsItOnce()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.PushDuplicate, Operation = "pushEvent", Count = 1 });
        await gateway.PushedToAsync(receiver);
        await SimulatorFixture.UntilAsync(() => receiver.Received.Length == 2);
        Assert.Equal(receiver.Received[0], receiver.Received[1], (a, b) => a!.Body == b!.Body);
        Assert.Equal(2, gateway.Server.Account.Delivered(gateway.Id).Count);
        Assert.Empty(gateway.Server.Faults.Active);
    }

    [Fact]
    public async Task PushDelay_SendsLaterAndLeavesCallsAlone()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.PushDelay, Count = 1, Delay = 10 * Second });
        await gateway.PushedToAsync(receiver);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.CallbacksWaiting == 1);
        Assert.Empty(receiver.Received);
        gateway.Clock.Advance(10 * Second);
        await SimulatorFixture.UntilAsync(() => receiver.Received.Length == 1);
        Assert.Equal(2, receiver.EventTypes.Length);
    }

    [Fact]
    public async Task Push_FaultsOfCalls_DoNotStrikeIt()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        await gateway.PushedToAsync(receiver);
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.RetCode, Count = 1 });
        gateway.Server.Raise(gateway.Id, "Event");
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 3);
        Assert.Single(gateway.Server.Faults.Active);
    }

    [Fact]
    public async Task Push_ManyAgents_KeepTheOrderOfEachAndLoseNothing()
    {
        const int Agents = 40;
        const int Events = 60;
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = Agents, Scenario = false });
        await using var receiver = await CallbackReceiver.StartAsync();
        foreach (var agent in gateway.Server.Agents)
        {
            var body = $$"""{"password":"{{agent.Password}}","phonenum":"1","callBackUri":"{{receiver.Root}}{{agent.Id}}","serviceToken":"t"}""";
            Assert.Equal("0", (await gateway.SendAsync(HttpMethod.Put, $"onlineagent/{agent.Id}", null, body)).Code);
        }
        foreach (var i in Enumerable.Range(1, Events))
        {
            foreach (var agent in gateway.Server.Agents)
                gateway.Server.Raise(agent.Id, $"Event{i}");
        }
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.TotalDelivered == Agents * (Events + 2));
        foreach (var callbacks in receiver.Received.GroupBy(callback => callback.Path))
        {
            Assert.Equal(
                ["AgentOther_InService", "AgentState_Ready", .. Enumerable.Range(1, Events).Select(i => $"Event{i}")],
                callbacks.SelectMany(callback => callback.EventTypes()));
        }
    }

    /// <summary>Waits until a POST failed and the line waits for the clock to try again.</summary>
    private static async Task FailedAsync(SimulatorFixture gateway)
    {
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.CallbacksWaiting == 1);
        Assert.Equal(1, await gateway.StatAsync("pushFailures"));
    }
}
