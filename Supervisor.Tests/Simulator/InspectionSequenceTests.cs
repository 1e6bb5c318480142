namespace Supervisor.Tests.Simulator;

/// <summary>Random quality control by two inspectors at two agents: starts and stops alternate, and nobody stays behind.</summary>
public sealed class InspectionSequenceTests
{
    private static readonly (string Method, string Group, string Action)[] Steps =
    [
        ("PUT", "qualitycontrol", "addsupervise/{0}"), ("PUT", "qualitycontrol", "addinsert/{0}"), ("PUT", "qualitycontrol", "intercept/{0}"),
        ("DELETE", "qualitycontrol", "{0}"), ("POST", "qualitycontrol", "switch/{0}"),
        ("POST", "qualitycontrol", "requestwhisperagent?whisperagentid={0}"), ("POST", "qualitycontrol", "requeststopwhisperagent?whisperagentid={0}"),
        ("POST", "qualitycontrol", "requestswitchinsertwhisperagent?whisperagentid={0}&switchtype=0"),
        ("POST", "qualitycontrol", "forcebusy/{0}"), ("POST", "qualitycontrol", "forceidle/{0}"), ("POST", "qualitycontrol", "forcerest/{0}/60/1"),
        ("DELETE", "voicecall", "release"), ("POST", "onlineagent", "sayfree"),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Inspections_RandomSteps_StartAndStopAlternate(int seed)
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var random = new Random(seed);
        SimulatorDesk[] inspectors = [await SimulatorDesk.AtWorkAsync(gateway, "1001"), await SimulatorDesk.AtWorkAsync(gateway, "1002")];
        SimulatorDesk[] agents = [await SimulatorDesk.AtWorkAsync(gateway, "1007"), await SimulatorDesk.AtWorkAsync(gateway, "1008")];
        var inspected = new Dictionary<string, bool> { ["1007"] = false, ["1008"] = false };
        var started = 0;
        for (var step = 0; step < 200; step++)
        {
            var agent = agents[random.Next(2)];
            if (random.Next(3) == 0)
                _ = gateway.Server.StartInboundCall(agent.Id) is null && (gateway.Server.Answer(agent.Id) || gateway.Server.Release(agent.Id));
            var (method, group, action) = Steps[random.Next(Steps.Length)];
            Assert.NotEqual("100-007", await inspectors[random.Next(2)].CodeAsync(method, group, string.Format(null, action, agent.Id)));
            started += await FollowAsync();
        }
        foreach (var inspector in inspectors)
            Assert.Equal("0", await inspector.CodeAsync("DELETE", "onlineagent", "forcelogout"));
        gateway.Clock.Advance(TimeSpan.Zero);
        await FollowAsync();
        Assert.True(started > 5, $"only {started} inspections began");
        Assert.All(inspected, agent => Assert.False(agent.Value, agent.Key));

        async Task<int> FollowAsync()
        {
            var starts = 0;
            foreach (var agent in agents)
            {
                foreach (var sent in (await agent.EventsAsync()).Where(sent => sent.StartsWith("AgentOther_BeQc", StringComparison.Ordinal)))
                {
                    var start = sent.StartsWith("AgentOther_BeQcStart", StringComparison.Ordinal);
                    Assert.NotEqual(start, inspected[agent.Id]);
                    inspected[agent.Id] = start;
                    starts += start ? 1 : 0;
                }
            }
            return starts;
        }
    }
}
