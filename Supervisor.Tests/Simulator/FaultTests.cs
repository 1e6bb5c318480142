using System.Text;
using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

public sealed class FaultTests
{
    [Fact]
    public async Task RetCode_CountTwo_StrikesTwiceThenIsGone()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.SignedInAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.RetCode, Operation = "poll", RetCode = "000-004", Count = 2 });
        Assert.Equal("000-004", (await gateway.PollAsync(guid)).Code);
        Assert.Equal(1, gateway.Server.Faults.Active[0].Hits);
        Assert.Equal("000-004", (await gateway.PollAsync(guid)).Code);
        Assert.Empty(gateway.Server.Faults.Active);
        Assert.Equal("AgentOther_InService", (await gateway.PollAsync(guid)).EventType);
    }

    [Theory]
    [InlineData("1001", "poll", true)]
    [InlineData("1002", "poll", false)]
    [InlineData("*", "signIn", false)]
    [InlineData("*", "getagentevent", true)]
    [InlineData("*", "any", true)]
    public async Task Fault_AgentAndOperation_DecideWhomItStrikes(string agent, string operation, bool strikes)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.SignedInAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.RetCode, Agent = agent, Operation = operation });
        Assert.Equal(strikes ? "100-007" : "0", (await gateway.PollAsync(guid)).Code);
    }

    [Fact]
    public async Task HttpStatus_AnswersThatStatus()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.HttpStatus, Status = 502 });
        var reply = await gateway.SignInAsync();
        Assert.Equal(502, reply.Status);
        Assert.StartsWith("<html>", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RawBody_AnswersTheTextAsItStands()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.RawBody, Body = "{\"message\":\"\",\"retc" });
        var reply = await gateway.SignInAsync();
        Assert.Equal(200, reply.Status);
        Assert.Equal("{\"message\":\"\",\"retc", reply.Body);
    }

    [Fact]
    public async Task HugeEvent_Poll_IsAsLongAsAskedAndCounts()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.HugeEvent, Operation = "poll", Megabytes = 3, Count = 1 });
        Assert.True((await gateway.PollAsync(guid)).Body.Length > 3 * 1024 * 1024);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id)[^1].EventType == "AgentOther_Note");
    }

    [Fact]
    public async Task UnknownEventNullEventNativeTypes_Poll_AreSentInPlaceOfTheUsual()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.UnknownEvent, Operation = "poll", Count = 1 });
        Assert.Equal("AgentFuture_Unheard_Of", (await gateway.PollAsync(guid)).EventType);
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.NullEvent, Operation = "poll", Count = 1 });
        Assert.Equal("""{"message":"","retcode":"0","event":null}""", (await gateway.PollAsync(guid)).Body);
        gateway.Server.Raise(gateway.Id, "AgentState_Ready");
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.NativeTypes, Operation = "poll", Count = 1 });
        Assert.Equal("""{"message":"","retcode":0,"event":{"eventType":"AgentState_Ready","workNo":1001,"content":null}}""", (await gateway.PollAsync(guid)).Body);
    }

    [Fact]
    public async Task ConnectionReset_BeforeExecution_LeavesNothingBehind()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.ConnectionReset, Operation = "signIn", Count = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.SignInAsync());
        Assert.False(gateway.Server.Account.Current(gateway.Id).SignedIn);
    }

    [Fact]
    public async Task ConnectionReset_AfterExecution_LeavesTheAgentSignedIn()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.ConnectionReset, Operation = "signIn", Count = 1, AfterExecution = true });
        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.SignInAsync());
        Assert.Equal("100-002", (await gateway.SignInAsync()).Code);
    }

    [Fact]
    public async Task NoAnswer_UntilItsTimeIsOver_ThenTheConnectionIsCut()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.NoAnswer, Count = 1, Delay = TimeSpan.FromSeconds(30) });
        var armed = gateway.Clock.ArmedTimers;
        var reply = gateway.SignInAsync();
        await SimulatorFixture.UntilAsync(() => gateway.Clock.ArmedTimers > armed);
        Assert.False(reply.IsCompleted);
        Assert.Equal("000-007", (await gateway.SignInAsync()).Code);
        gateway.Clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<HttpRequestException>(() => reply);
    }

    [Fact]
    public async Task Latency_ServesLaterAndRight()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.Latency, Count = 1, Delay = TimeSpan.FromSeconds(5) });
        var armed = gateway.Clock.ArmedTimers;
        var reply = gateway.SignInAsync();
        await SimulatorFixture.UntilAsync(() => gateway.Clock.ArmedTimers > armed);
        Assert.False(gateway.Server.Account.Current(gateway.Id).SignedIn);
        gateway.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("0", (await reply).Code);
    }

    [Fact]
    public async Task CloseAfterAnswer_SaysSo()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.CloseAfterAnswer });
        var reply = await gateway.SignInAsync();
        Assert.Equal("close", reply.Header("Connection"));
        Assert.Equal("0", reply.Code);
    }

    [Fact]
    public async Task Probability_Half_StrikesSomeAndTheSameOnesAgain()
    {
        async Task<string> RunAsync()
        {
            await using var gateway = await SimulatorFixture.StartAsync();
            gateway.Server.Faults.Add(new Fault { Kind = FaultKind.RetCode, Probability = 0.5, RetCode = "X" });
            var codes = new StringBuilder();
            for (var i = 0; i < 30; i++)
                codes.Append((await gateway.GetAsync(null, $"onlineagent/{gateway.Id}/agentstatus")).Code == "X" ? '1' : '0');
            return codes.ToString();
        }

        var first = await RunAsync();
        Assert.Contains('1', first);
        Assert.Contains('0', first);
        Assert.Equal(first, await RunAsync());
    }

    [Fact]
    public async Task Remove_AndClear_EndFaults()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var id = gateway.Server.Faults.Add(new Fault { Kind = FaultKind.NullEvent });
        gateway.Server.Faults.Add(new Fault { Kind = FaultKind.RetCode });
        Assert.True(gateway.Server.Faults.Remove(id));
        Assert.False(gateway.Server.Faults.Remove(id));
        gateway.Server.Faults.Clear();
        Assert.Empty(gateway.Server.Faults.Active);
        Assert.Throws<ArgumentException>(() => gateway.Server.Faults.Add(new Fault { Kind = FaultKind.RetCode, Count = 0 }));
    }
}
