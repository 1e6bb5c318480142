using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

public sealed class StateCommandTests
{
    [Theory]
    [InlineData("saybusy", "AgentState_SetNotReady_Success {\"reason\":\"0\"}", "busy", 3)]
    [InlineData("saybusy?reason=", "AgentState_SetNotReady_Success {\"reason\":\"0\"}", "busy", 3)]
    [InlineData("saybusy?reason=250", "AgentState_SetNotReady_Success {\"reason\":\"250\"}", "busy", 3)]
    [InlineData("rest/600/2", "AgentState_SetRest_Success null", "rest", 8)]
    [InlineData("work", "AgentState_SetWork_Success null", "wrapUp", 5)]
    [InlineData("sayfree", "AgentState_Ready null", "idle", 4)]
    public async Task Command_IdleAgent_AnswersAndRaisesTheEvent(string command, string expected, string state, int status)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        Assert.Equal("""{"message":"success","retcode":"0"}""", (await gateway.PostAsync(guid, command)).Body);
        Assert.Equal([expected], await gateway.DrainAsync(guid));
        Assert.Equal(state, gateway.Server.Account.Current(gateway.Id).State);
        Assert.Equal(
            $$$"""{"message":"","retcode":"0","result":{"agentState":{{{status}}},"isWorking":false}}""",
            (await gateway.GetAsync(guid, $"onlineagent/{gateway.Id}/agentstatus")).Body);
    }

    [Theory]
    [InlineData("saybusy", "sayfree", "AgentState_CancelNotReady_Success null")]
    [InlineData("saybusy", "cancelbusy", "AgentState_CancelNotReady_Success null")]
    [InlineData("rest/600/0", "cancelrest", "AgentState_CancelRest_Success null")]
    [InlineData("work", "cancelwork", "AgentState_CancelWork_Success null")]
    [InlineData("work", "sayfree", "AgentState_Ready null")]
    public async Task Cancel_AfterItsCommand_MakesTheAgentIdle(string command, string cancel, string expected)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        await gateway.PostAsync(guid, command);
        await gateway.DrainAsync(guid);
        Assert.Equal("0", (await gateway.PostAsync(guid, cancel)).Code);
        Assert.Equal([expected], await gateway.DrainAsync(guid));
        Assert.Equal("idle", gateway.Server.Account.Current(gateway.Id).State);
    }

    [Theory]
    [InlineData("saybusy?reason=199")]
    [InlineData("saybusy?reason=251")]
    [InlineData("saybusy?reason=x")]
    [InlineData("rest/0/1")]
    [InlineData("rest/86400/1")]
    [InlineData("rest/60/256")]
    public async Task Command_ParameterOutOfRange_IsRefused(string command)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        Assert.Equal("000-002", (await gateway.PostAsync(await gateway.AtWorkAsync(), command)).Code);
    }

    [Theory]
    [InlineData("cancelbusy")]
    [InlineData("cancelrest")]
    [InlineData("cancelwork")]
    public async Task Cancel_NothingToCancel_CannotSetStatus(string command)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        Assert.Equal("100-009", (await gateway.PostAsync(await gateway.AtWorkAsync(), command)).Code);
    }

    [Fact]
    public async Task SayBusy_AlreadyBusy_NeedsReasonAndProlong()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        await gateway.PostAsync(guid, "saybusy?reason=200");
        Assert.Equal("100-009", (await gateway.PostAsync(guid, "saybusy?reason=201")).Code);
        Assert.Equal("0", (await gateway.PostAsync(guid, "saybusy?reason=201&prolong=true")).Code);
        Assert.Equal(201, gateway.Server.Account.Current(gateway.Id).Reason);
    }

    [Fact]
    public async Task SayBusy_InACall_TakesEffectWhenTheCallEnds()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        await TalkAsync(gateway, guid);
        Assert.Equal("0", (await gateway.PostAsync(guid, "saybusy?reason=207")).Code);
        Assert.Empty(await gateway.DrainAsync(guid));
        gateway.Server.Release(gateway.Id);
        Assert.Equal("AgentState_SetNotReady_Success {\"reason\":\"207\"}", (await gateway.DrainAsync(guid))[^1]);
    }

    [Fact]
    public async Task SayBusy_InACallWithWrapUp_TakesEffectWhenWrapUpIsLeft()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync(",\"autoenteridle\":\"false\"");
        await TalkAsync(gateway, guid);
        await gateway.PostAsync(guid, "saybusy?reason=207");
        gateway.Server.Release(gateway.Id);
        Assert.Equal("AgentState_Work null", (await gateway.DrainAsync(guid))[^1]);
        await gateway.PostAsync(guid, "cancelwork");
        Assert.Equal(["AgentState_CancelWork_Success null", "AgentState_SetNotReady_Success {\"reason\":\"207\"}"], await gateway.DrainAsync(guid));
    }

    [Theory]
    [InlineData("sayfree")]
    [InlineData("cancelbusy")]
    public async Task SayFree_AfterSayBusyInACall_ForgetsIt(string command)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        await TalkAsync(gateway, guid);
        await gateway.PostAsync(guid, "saybusy?reason=207");
        Assert.Equal("0", (await gateway.PostAsync(guid, command)).Code);
        gateway.Server.Release(gateway.Id);
        Assert.Equal("AgentState_Ready null", (await gateway.DrainAsync(guid))[^1]);
    }

    [Fact]
    public async Task Rest_InACall_ShowsPreRestAndBeginsWhenTheCallEnds()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        await TalkAsync(gateway, guid);
        await gateway.PostAsync(guid, "rest/60/3");
        Assert.Equal(9, gateway.Server.Account.Current(gateway.Id).Status);
        gateway.Server.Release(gateway.Id);
        Assert.Equal("AgentState_SetRest_Success null", (await gateway.DrainAsync(guid))[^1]);
        Assert.Equal(3, gateway.Server.Account.Current(gateway.Id).Reason);
    }

    [Fact]
    public async Task Rest_TimeIsOver_RemindsAndStays()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        await gateway.PostAsync(guid, "rest/60/1");
        await gateway.DrainAsync(guid);
        gateway.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(["AgentState_Rest_Timeout null"], await gateway.DrainAsync(guid));
        Assert.Equal("rest", gateway.Server.Account.Current(gateway.Id).State);
    }

    [Theory]
    [InlineData("autoenteridle/false", "AgentState_Work null")]
    [InlineData("autoenteridle/true", "AgentState_Ready null")]
    public async Task AutoEnterIdle_SetDuringTheSession_DecidesWhatFollowsACall(string command, string expected)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        await gateway.PostAsync(guid, command);
        await TalkAsync(gateway, guid);
        gateway.Server.Release(gateway.Id);
        Assert.Equal(expected, (await gateway.DrainAsync(guid))[^1]);
    }

    [Fact]
    public async Task Commands_NotSignedIn_AreRefused()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        foreach (var command in new[] { "sayfree", "saybusy", "cancelbusy", "rest/60/0", "cancelrest", "work", "cancelwork", "resetskill/true", "autoanswer/true", "handshake" })
            Assert.Equal("100-006", (await gateway.PostAsync("x", command)).Code);
    }

    [Fact]
    public async Task Queries_SignedIn_AnswerTheDocumentedShapes()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false });
        var guid = await gateway.AtWorkAsync();
        Assert.Equal(
            $$$"""{"message":"","retcode":"0","result":[{"workno":"1001","name":"{{{gateway.Agent.Name}}}","status":"4","ctiStatus":"1","groupName":"Billing"}]}""",
            (await gateway.GetAsync(guid, "agentgroup/1001/allagentstatus")).Body);
        Assert.Equal("""{"message":"","retcode":"0","result":"true"}""", (await gateway.GetAsync(guid, "agentgroup/1001/iscensor")).Body);
        Assert.StartsWith("""{"message":"","retcode":"0","result":[{"restReasonId":"1","restReason":"Lunch"}""", (await gateway.GetAsync(guid, "agentgroup/1001/restreason")).Body, StringComparison.Ordinal);
        Assert.StartsWith("""{"message":"","retcode":"0","result":{"workno":"1001",""", (await gateway.GetAsync(guid, "agentgroup/1001/agentbyworkno/1001")).Body, StringComparison.Ordinal);
        Assert.Equal("300-002", (await gateway.GetAsync(guid, "agentgroup/1001/agentbyworkno/4711")).Code);
    }

    private static async Task TalkAsync(SimulatorFixture gateway, string guid)
    {
        Assert.NotNull(gateway.Server.StartInboundCall(gateway.Id));
        Assert.True(gateway.Server.Answer(gateway.Id));
        await gateway.DrainAsync(guid);
    }
}
