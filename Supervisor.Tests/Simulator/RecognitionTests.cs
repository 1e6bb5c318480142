using System.Text.Json;
using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

public sealed class RecognitionTests
{
    [Fact]
    public async Task Result_OnDemand_PostsTheDocumentedBodyBelowTheRegisteredAddress()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var serverId = await gateway.SubscribedAsync(receiver, path: "/rest/cc-ai/");
        var call = await TalkingAsync(gateway);
        var sent = await gateway.SendAsync(
            HttpMethod.Post, "/simulator/recognition/1001", null, """{"talkertype":1,"content":"Good morning, 你好","confidence":87,"asrusercase":"63"}""");
        Assert.Equal($$"""{"callId":"{{call}}","subscriptions":1}""", sent.Body);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Recognised(gateway.Id).Count == 1);
        var callback = Assert.Single(receiver.Received);
        Assert.Equal("/rest/cc-ai/v100/subscribe/asrevent/asrresult", callback.Path);
        Assert.Equal(
            $$"""{"serverid":"{{serverId}}","subscribetype":"1","initialagentid":"1001","ccid":"1","vdnid":"1","curcallid":"{{call}}","curuserdn":"13800138000","talkertype":"1","talkerid":"1001","result":[{"confidence":"87","content":"Good morning, 你好","iscontentenc":"0"}],"asrusercase":"63"}""",
            callback.Body);
        Assert.Equal("sub", callback.Headers["service_token"]);
        Assert.Equal("application/json; charset=UTF-8", callback.Headers["Content-Type"]);
        Assert.DoesNotContain("Guid", callback.Headers.Keys);
    }

    [Fact]
    public async Task Result_OfTheCustomerWithoutContent_HasNoResult()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        await gateway.SubscribedAsync(receiver);
        await TalkingAsync(gateway);
        gateway.Server.Recognise(gateway.Id, byAgent: false, null, "61");
        await SimulatorFixture.UntilAsync(() => receiver.Received.Length == 1);
        Assert.Contains("\"talkertype\":\"2\",\"talkerid\":\"13800138000\",\"result\":[],\"asrusercase\":\"61\"}", receiver.Received[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_Encrypted_IsMarkedAndUnreadable()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        await gateway.SubscribedAsync(receiver);
        await TalkingAsync(gateway);
        gateway.Server.Recognise(gateway.Id, byAgent: true, "the card number", encrypted: true);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Recognised(gateway.Id).Count == 1);
        Assert.Contains("\"iscontentenc\":\"1\"", receiver.Received[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("card", receiver.Received[0].Body, StringComparison.Ordinal);
        var body = (await gateway.GetAsync(null, "/simulator/recognition?agent=1001")).Body;
        Assert.Contains("\"encrypted\":true", body, StringComparison.Ordinal);
        Assert.DoesNotContain("card", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_NotAcknowledged_ComesAgainBeforeTheNextOne()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(receiver.Received.Length < 3 ? (500, "") : (200, CallbackReceiver.Success));
        await gateway.SubscribedAsync(receiver);
        await TalkingAsync(gateway);
        foreach (var text in new[] { "one", "two", "three" })
            gateway.Server.Recognise(gateway.Id, byAgent: true, text);
        foreach (var seconds in new[] { 1, 2 })
        {
            await SimulatorFixture.UntilAsync(() => gateway.Server.Account.CallbacksWaiting == 1);
            gateway.Clock.Advance(TimeSpan.FromSeconds(seconds));
            await SimulatorFixture.UntilAsync(() => receiver.Received.Length > seconds);
        }
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Recognised(gateway.Id).Count == 3);
        Assert.Equal(["one", "one", "one", "two", "three"], receiver.Received.Select(Content));
        Assert.Equal(2, await gateway.StatAsync("recognitionFailures"));
        Assert.Equal(3, await gateway.StatAsync("recognitions"));
        Assert.Equal([1L, 2, 3], gateway.Server.Account.Recognised(gateway.Id).Select(speech => speech.Sequence));
    }

    [Fact]
    public async Task Result_TwoSubscriptions_GoesToBothUntilOneEnds()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        var first = await gateway.SubscribedAsync(receiver, path: "/a");
        await gateway.SubscribedAsync(receiver, path: "/b");
        await TalkingAsync(gateway);
        Assert.Equal(2, gateway.Server.Recognise(gateway.Id, byAgent: true, "both"));
        gateway.Server.EndSubscriptions(first);
        Assert.Equal(1, gateway.Server.Recognise(gateway.Id, byAgent: true, "one"));
        await SimulatorFixture.UntilAsync(() => receiver.Received.Count(callback => callback.Path.StartsWith("/b/", StringComparison.Ordinal)) == 2);
    }

    [Fact]
    public async Task Result_SubscriptionDiesWhileItIsRetried_IsGiven()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        receiver.Answer = _ => Task.FromResult((500, ""));
        await gateway.SubscribedAsync(receiver);
        await TalkingAsync(gateway);
        gateway.Server.Recognise(gateway.Id, byAgent: true, "lost");
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.CallbacksWaiting == 1);
        gateway.Server.EndSubscriptions();
        receiver.Answer = _ => Task.FromResult((200, CallbackReceiver.Success));
        gateway.Clock.Advance(TimeSpan.FromSeconds(1));
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.CallbacksWaiting == 0);
        await gateway.SubscribedAsync(receiver);
        gateway.Server.Recognise(gateway.Id, byAgent: true, "new");
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Recognised(gateway.Id).Count == 1);
        Assert.Equal("new", gateway.Server.Account.Recognised(gateway.Id)[0].Content);
    }

    [Fact]
    public async Task Result_NobodySubscribedOrNoCall_GoesNowhere()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await gateway.AtWorkAsync();
        Assert.Equal(400, (await gateway.SendAsync(HttpMethod.Post, "/simulator/recognition/1001", null, "{}")).Status);
        Assert.Throws<InvalidOperationException>(() => gateway.Server.Recognise(gateway.Id, byAgent: true, "x"));
        gateway.Server.StartInboundCall(gateway.Id);
        Assert.Equal(0, gateway.Server.Recognise(gateway.Id, byAgent: true, "x"));
    }

    [Fact]
    public async Task Fault_PushDuplicate_SendsAResultTwice()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await using var receiver = await CallbackReceiver.StartAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.PushDuplicate, Operation = "asrResult", Agent = "1001", Count = 1 });
        await gateway.SubscribedAsync(receiver);
        await TalkingAsync(gateway);
        gateway.Server.Recognise(gateway.Id, byAgent: true, "twice");
        await SimulatorFixture.UntilAsync(() => receiver.Received.Length == 2);
        Assert.Single(gateway.Server.Account.Recognised(gateway.Id));
    }

    [Fact]
    public async Task Conversation_CallBeganBeforeTheSubscription_IsHeardInOrder()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, SessionTimeout = TimeSpan.FromHours(1) });
        await using var receiver = await CallbackReceiver.StartAsync();
        var call = await TalkingAsync(gateway);
        gateway.Clock.Advance(TimeSpan.FromSeconds(20));
        await gateway.SubscribedAsync(receiver);
        // never more than one result on its way, so that no answer misses the manual clock's five seconds
        while (receiver.Received.Length < 60)
        {
            gateway.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await SimulatorFixture.UntilAsync(() => gateway.Server.Account.CallbacksUnderWay == 0);
        }
        var talkers = new HashSet<string>();
        string? open = null;
        foreach (var callback in receiver.Received)
        {
            using var json = JsonDocument.Parse(callback.Body);
            var (userCase, talker) = (json.RootElement.GetProperty("asrusercase").GetString(), json.RootElement.GetProperty("talkertype").GetString()!);
            Assert.Equal(call, json.RootElement.GetProperty("curcallid").GetString());
            Assert.Equal(userCase is "62" or "63" ? talker : null, open);
            Assert.Equal(userCase == "61", userCase != "63" && json.RootElement.GetProperty("result").GetArrayLength() == 0);
            open = userCase is "61" or "62" ? talker : null;
            talkers.Add(talker);
        }
        Assert.Equal(["1", "2"], talkers.Order());
        Assert.Contains(receiver.Received, callback => callback.Body.Contains("\"asrusercase\":\"62\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Conversation_SwitchedOff_IsSilent()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Recognition = false });
        await using var receiver = await CallbackReceiver.StartAsync();
        await gateway.SubscribedAsync(receiver);
        await TalkingAsync(gateway);
        gateway.Clock.Advance(TimeSpan.FromSeconds(60));
        gateway.Server.Recognise(gateway.Id, byAgent: true, "only this");
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Recognised(gateway.Id).Count == 1);
        Assert.Equal("only this", Content(Assert.Single(receiver.Received)));
    }

    private static async Task<string> TalkingAsync(SimulatorFixture gateway)
    {
        await gateway.SignedInAsync();
        var call = gateway.Server.StartInboundCall(gateway.Id)!;
        Assert.True(gateway.Server.Answer(gateway.Id));
        return call;
    }

    private static string? Content(Callback callback)
    {
        using var json = JsonDocument.Parse(callback.Body);
        return json.RootElement.GetProperty("result")[0].GetProperty("content").GetString();
    }
}
