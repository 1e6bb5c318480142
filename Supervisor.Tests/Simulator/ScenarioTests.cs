using Supervisor.Simulator;
using Supervisor.Simulator.Roster;
using Supervisor.Tests.Support;

namespace Supervisor.Tests.Simulator;

public sealed class ScenarioTests
{
    // nobody polls here, so the watchdog and the queue must not end the day
    private static readonly SimulatorOptions Day = new()
    {
        Agents = 60,
        SessionTimeout = TimeSpan.FromDays(30),
        QueueLimit = 100_000,
    };

    [Fact]
    public async Task Day_SameSeed_IsTheSameDay()
    {
        var first = await LiveAsync(Day with { Agents = 8 }, TimeSpan.FromHours(2));
        var second = await LiveAsync(Day with { Agents = 8 }, TimeSpan.FromHours(2));
        var other = await LiveAsync(Day with { Agents = 8, Seed = 2 }, TimeSpan.FromHours(2));
        Assert.Equal(first.Histories, second.Histories);
        Assert.NotEqual(first.Histories, other.Histories);
    }

    [Fact]
    public async Task Day_SixtyAgents_RaisesAnEventEachTwentyToThirtySeconds()
    {
        var lived = await LiveAsync(Day, TimeSpan.FromMinutes(30));
        Assert.InRange(60 * 30 * 60.0 / lived.Events, 18, 32);
    }

    [Fact]
    public async Task Day_TenMinutesIn_ShowsEveryState()
    {
        var lived = await LiveAsync(Day, TimeSpan.FromMinutes(10));
        Assert.Subset(lived.StatesNow.ToHashSet(), new HashSet<string> { "idle", "ringing", "talking", "wrapUp", "busy", "rest" });
        Assert.Superset(new HashSet<string> { "hold", "signedOut" }, lived.StatesEver.ToHashSet());
    }

    [Fact]
    public async Task Day_TenTimesFaster_RaisesTenTimesTheEvents()
    {
        var normal = await LiveAsync(Day, TimeSpan.FromMinutes(20));
        var fast = await LiveAsync(Day with { Speed = 10 }, TimeSpan.FromMinutes(2));
        Assert.InRange(fast.Events / (double)normal.Events, 0.8, 1.25);
    }

    [Fact]
    public async Task Day_NotInQueues_StaysQuiet()
    {
        var clock = new ManualTimeProvider();
        await using var server = await SimulatorServer.StartAsync(Day, clock);
        server.SignInElsewhere("1001");
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, server.Account.Current("1001").Queued);
    }

    [Fact]
    public void Roster_SameSeed_IsTheSameAndPasswordsDiffer()
    {
        var options = new SimulatorOptions { Agents = 500 };
        var agents = RosterBuilder.Build(options);
        Assert.Equal(agents.Select(agent => (agent.Name, agent.Password)), RosterBuilder.Build(options).Select(agent => (agent.Name, agent.Password)));
        Assert.Equal(500, agents.Select(agent => agent.Password).Distinct().Count());
        Assert.True(agents.Select(agent => agent.Name).Distinct().Count() > 250);
        Assert.Equal(6, agents.Select(agent => agent.Team).Distinct().Count());
        Assert.All(agents, agent => Assert.InRange(agent.Password.Length, 8, 32));
        Assert.All(agents, agent => Assert.DoesNotContain(agent.Id, agent.Password, StringComparison.Ordinal));
    }

    private static async Task<Lived> LiveAsync(SimulatorOptions options, TimeSpan length)
    {
        await using var gateway = await SimulatorFixture.StartAsync(options);
        foreach (var agent in gateway.Server.Agents)
        {
            var body = $$"""{"password":"{{agent.Password}}","phonenum":"{{agent.PhoneNumber}}"}""";
            var guid = (await gateway.SendAsync(HttpMethod.Put, $"onlineagent/{agent.Id}", null, body)).Guid;
            await gateway.SendAsync(HttpMethod.Post, $"onlineagent/{agent.Id}/resetskill/true", guid);
        }
        gateway.Clock.Advance(length);
        var account = gateway.Server.Account;
        var histories = gateway.Server.Agents.ToDictionary(agent => agent.Id, agent => account.States(agent.Id));
        return new Lived(
            histories.ToDictionary(entry => entry.Key, entry => string.Join(' ', entry.Value)),
            account.Current().Sum(agent => agent.Queued) - (2 * options.Agents),
            [.. account.Current().Select(agent => agent.State)],
            [.. histories.SelectMany(entry => entry.Value).Select(change => change.State)]);
    }

    private sealed record Lived(Dictionary<string, string> Histories, int Events, string[] StatesNow, string[] StatesEver);
}
