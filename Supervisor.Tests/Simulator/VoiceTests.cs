namespace Supervisor.Tests.Simulator;

public sealed class VoiceTests
{
    [Fact]
    public async Task Voice_WholeCallByTheAgentsClient_AnswersAndChangesState()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync(",\"autoanswer\":\"false\"");
        gateway.Server.StartInboundCall(gateway.Id);
        foreach (var (method, action, state) in new[]
        {
            (HttpMethod.Put, "answer", "talking"), (HttpMethod.Post, "hold", "hold"), (HttpMethod.Post, "gethold", "talking"), (HttpMethod.Delete, "release", "idle"),
        })
        {
            Assert.Equal("0", (await gateway.SendAsync(method, $"voicecall/1001/{action}", guid)).Code);
            Assert.Equal(state, gateway.Server.Account.Current("1001").State);
        }
    }

    [Theory]
    [InlineData("PUT", "answer", "200-002")]
    [InlineData("POST", "hold", "200-013")]
    [InlineData("POST", "gethold", "200-015")]
    [InlineData("DELETE", "release", "200-017")]
    [InlineData("PUT", "callout", "200-001")]
    public async Task Voice_NoCall_SaysSo(string method, string action, string code)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        Assert.Equal(code, (await gateway.SendAsync(new HttpMethod(method), $"voicecall/1001/{action}", guid)).Code);
    }

    [Fact]
    public async Task CallOut_Number_AnswersTheCallId()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        var reply = await gateway.SendAsync(HttpMethod.Put, "voicecall/1001/callout", guid, """{"called":13900139000}""");
        Assert.Equal($$"""{"message":"","retcode":"0","result":"{{gateway.Clock.GetUtcNow().ToUnixTimeSeconds()}}-0"}""", reply.Body);
        Assert.True(gateway.Server.Answer("1001"));
    }
}
