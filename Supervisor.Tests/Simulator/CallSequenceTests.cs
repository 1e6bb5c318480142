namespace Supervisor.Tests.Simulator;

public sealed class CallSequenceTests
{
    [Fact]
    public async Task Inbound_AutoAnswer_FollowsTheRecipe()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        var call = gateway.Server.StartInboundCall(gateway.Id, "13800138000");
        Assert.Equal(["AgentState_Busy null", "AgentOther_PhoneAlerting null"], await gateway.DrainAsync(guid));
        Assert.Equal("ringing", gateway.Server.Account.Current(gateway.Id).State);
        gateway.Server.Answer(gateway.Id);
        Assert.Equal(
            [
                "AgentOther_PhoneOffhook {\"type\":\"main\"}",
                $"AgentEvent_Auto_Answer {{\"caller\":\"13800138000\",\"called\":\"41001\",\"callid\":\"{call}\"}}",
                $"AgentEvent_Talking {{\"caller\":\"13800138000\",\"callid\":\"{call}\",\"called\":\"41001\",\"feature\":\"0\",\"type\":\"main\",\"mediaAbility\":\"1\"}}",
            ],
            await gateway.DrainAsync(guid));
    }

    [Fact]
    public async Task Inbound_ManualAnswer_FollowsTheRecipe()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync(",\"autoanswer\":false");
        gateway.Server.StartInboundCall(gateway.Id);
        gateway.Server.Answer(gateway.Id);
        Assert.Equal(
            ["AgentState_Busy", "AgentOther_PhoneAlerting", "AgentOther_PhoneOffhook", "AgentEvent_Ringing", "AgentEvent_Talking"],
            Types(await gateway.DrainAsync(guid)));
    }

    [Fact]
    public async Task Hold_AndRetrieve_SendPlainCallIdThenTalking()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        var call = gateway.Server.StartInboundCall(gateway.Id);
        gateway.Server.Answer(gateway.Id);
        await gateway.DrainAsync(guid);
        Assert.True(gateway.Server.Hold(gateway.Id));
        Assert.Equal("hold", gateway.Server.Account.Current(gateway.Id).State);
        Assert.True(gateway.Server.Retrieve(gateway.Id));
        var events = await gateway.DrainAsync(guid);
        Assert.Equal($"AgentEvent_Hold \"{call}\"", events[0]);
        Assert.StartsWith("AgentEvent_Talking {", events[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 3)]
    public async Task Release_ByEitherSide_FollowsTheRecipe(bool byAgent, int phoneState)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        var call = gateway.Server.StartInboundCall(gateway.Id);
        gateway.Server.Answer(gateway.Id);
        await gateway.DrainAsync(guid);
        gateway.Server.Release(gateway.Id, byAgent);
        Assert.Equal(
            [
                $"AgentEvent_Call_Release \"{call}\"",
                $"AgentEvent_Customer_Release {{\"callid\":\"{call}\",\"number\":\"13800138000\"}}",
                $"AgentOther_PhoneRelease {{\"phoneState\":{phoneState}}}",
                "AgentState_Ready null",
            ],
            await gateway.DrainAsync(guid));
    }

    [Fact]
    public async Task Outbound_Answered_FollowsTheRecipe()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        gateway.Server.StartOutboundCall(gateway.Id);
        gateway.Server.Answer(gateway.Id);
        Assert.Equal(
            ["AgentState_Busy", "AgentOther_PhoneAlerting", "AgentOther_PhoneOffhook", "AgentEvent_Customer_Alerting", "AgentEvent_Talking"],
            Types(await gateway.DrainAsync(guid)));
    }

    [Fact]
    public async Task Outbound_Failed_SaysWhyAndGoesBackToIdle()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        gateway.Server.StartOutboundCall(gateway.Id);
        await gateway.DrainAsync(guid);
        gateway.Server.FailOutbound(gateway.Id);
        Assert.Equal(
            ["AgentEvent_Call_Out_Fail", "OUTBOUND_DETECT_EVENT", "AgentOther_PhoneRelease", "AgentState_Ready"],
            Types(await gateway.DrainAsync(guid)));
    }

    [Fact]
    public async Task Ring_NotAnswered_SetsBusyWithReasonTwo()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        gateway.Server.StartInboundCall(gateway.Id);
        await gateway.DrainAsync(guid);
        gateway.Server.MissRing(gateway.Id);
        var events = await gateway.DrainAsync(guid);
        Assert.Equal(["AgentEvent_No_Answer", "AgentState_SetNotReady_Success"], Types(events));
        Assert.EndsWith("{\"reason\":\"2\"}", events[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task PhoneAlwaysOffHook_SecondCall_NeitherAlertsNorReleases()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync(",\"releasephone\":\"false\"");
        for (var call = 0; call < 2; call++)
        {
            gateway.Server.StartInboundCall(gateway.Id);
            gateway.Server.Answer(gateway.Id);
            gateway.Server.Release(gateway.Id);
            var types = Types(await gateway.DrainAsync(guid));
            Assert.Equal(call == 0, types.Contains("AgentOther_PhoneAlerting"));
            Assert.DoesNotContain("AgentOther_PhoneRelease", types);
        }
    }

    [Fact]
    public async Task Call_ImpossibleInThisState_IsRefusedWithoutEvents()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        Assert.Null(gateway.Server.StartInboundCall(gateway.Id));
        var guid = await gateway.AtWorkAsync();
        Assert.False(gateway.Server.Answer(gateway.Id));
        Assert.False(gateway.Server.Hold(gateway.Id));
        Assert.False(gateway.Server.Release(gateway.Id));
        await gateway.PostAsync(guid, "saybusy");
        Assert.Null(gateway.Server.StartInboundCall(gateway.Id));
        Assert.Equal(1, gateway.Server.Account.Current(gateway.Id).Queued);
    }

    private static string[] Types(string[] events) => [.. events.Select(sent => sent.Split(' ')[0])];
}
