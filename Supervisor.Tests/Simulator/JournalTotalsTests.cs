using System.Text.Json;
using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

/// <summary>Whole days of the journal, its sums, and what the control endpoints say of both.</summary>
public sealed class JournalTotalsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // nobody polls here, so the watchdog and the queue must not end the day
    private static readonly SimulatorOptions Day = new() { Agents = 8, SessionTimeout = TimeSpan.FromDays(30), QueueLimit = 100_000 };

    [Fact]
    public async Task Day_OfEveryAgent_IsContiguousAndAddsUpToTheElapsedTime()
    {
        await using var gateway = await LiveAsync(Day, TimeSpan.FromHours(3));
        var (start, now) = (gateway.Clock.GetUtcNow() - TimeSpan.FromHours(3), gateway.Clock.GetUtcNow());
        var account = gateway.Server.Account;
        foreach (var agent in gateway.Server.Agents)
        {
            var (stretches, dropped) = account.Journal(agent.Id);
            Assert.Equal(0, dropped);
            Assert.Equal(stretches.Skip(1).Select(stretch => (DateTimeOffset?)stretch.From), stretches.SkipLast(1).Select(stretch => stretch.To));
            Assert.Null(stretches[^1].To);
            Assert.Equal(account.States(agent.Id)[^1].State, stretches[^1].State);
            Assert.All(stretches, stretch => Assert.Equal(stretch.State is "ringing" or "talking" or "hold", stretch.CallId is not null));
            Assert.All(stretches, stretch => Assert.Equal(stretch.State is "busy" or "rest", stretch.Reason is not null));
        }
        Assert.All(account.Totals(start, now), agent => Assert.Equal((now - start).TotalMilliseconds, agent.Milliseconds.Values.Sum()));
        Assert.True(account.Totals(start, now).Sum(agent => agent.Answered) > 100);
    }

    [Fact]
    public async Task Totals_OfHours_AddUpToThoseOfTheDay()
    {
        await using var gateway = await LiveAsync(Day, TimeSpan.FromHours(3));
        var account = gateway.Server.Account;
        var start = gateway.Clock.GetUtcNow() - TimeSpan.FromHours(3);
        var hours = Enumerable.Range(0, 4).Select(hour => account.Totals(start + (hour * 3_599 * Second), start + ((hour + 1) * 3_599 * Second))).ToArray();
        var day = account.Totals(start, start + TimeSpan.FromHours(4));
        for (var i = 0; i < day.Count; i++)
        {
            Assert.Equal(day[i].Answered, hours.Sum(hour => hour[i].Answered));
            Assert.Equal(day[i].Outbound, hours.Sum(hour => hour[i].Outbound));
            Assert.Equal(day[i].RingsNotAnswered, hours.Sum(hour => hour[i].RingsNotAnswered));
            Assert.All(day[i].Milliseconds, state => Assert.Equal(state.Value, hours.Sum(hour => hour[i].Milliseconds[state.Key])));
        }
    }

    [Fact]
    public async Task Totals_CallOverTheEndOfTheWindow_IsAnsweredOnceAndTalkedInTwice()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await gateway.AtWorkAsync();
        gateway.Server.StartOutboundCall(gateway.Id);
        gateway.Clock.Advance(Second);
        var start = gateway.Clock.GetUtcNow();
        gateway.Server.Answer(gateway.Id);
        gateway.Clock.Advance(50 * Second);
        gateway.Server.Hold(gateway.Id);
        gateway.Server.Retrieve(gateway.Id);
        gateway.Clock.Advance(50 * Second);
        var (first, second) = (Of(gateway, start, start + (30 * Second)), Of(gateway, start + (30 * Second), start + (600 * Second)));
        Assert.Equal((1, 1, 1, 30_000), (first.Answered, first.Outbound, first.TalkedIn, first.Milliseconds["talking"]));
        Assert.Equal((0, 0, 1, 70_000), (second.Answered, second.Outbound, second.TalkedIn, second.Milliseconds["talking"]));
    }

    [Fact]
    public async Task Journal_MoreThanItKeeps_SaysWhatIsMissing()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, StretchesKeptPerAgent = 2 });
        var start = gateway.Clock.GetUtcNow();
        var guid = await gateway.AtWorkAsync();
        foreach (var action in new[] { "saybusy", "cancelbusy", "saybusy", "cancelbusy" })
        {
            gateway.Clock.Advance(Second);
            await gateway.PostAsync(guid, action);
        }
        var reply = await gateway.GetAsync(null, $"/simulator/journal?agent={gateway.Id}");
        Assert.Equal("3", reply.Header("Dropped-Stretches"));
        var (begin, end) = ((start + (2 * Second)).ToUnixTimeMilliseconds(), (start + (3 * Second)).ToUnixTimeMilliseconds());
        Assert.StartsWith($$"""[{"from":{{begin}},"to":{{end}},"state":"idle","reason":null,"callId":null,"direction":null},""", reply.Body, StringComparison.Ordinal);
        Assert.False(Of(gateway, start, start + (4 * Second)).Complete);
        Assert.True(Of(gateway, start + (2 * Second), start + (4 * Second)).Complete);
    }

    [Fact]
    public async Task TotalsEndpoint_Window_SaysThemPerAgent()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 2, Scenario = false });
        var start = gateway.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await gateway.AtWorkAsync();
        gateway.Server.StartInboundCall(gateway.Id);
        gateway.Server.Answer(gateway.Id);
        gateway.Clock.Advance(90 * Second);
        using var json = JsonDocument.Parse((await gateway.GetAsync(null, $"/simulator/journal/totals?from={start}&to={start + 60_000}")).Body);
        Assert.Equal(
            """{"workno":"1001","milliseconds":{"signedOut":0,"idle":0,"ringing":0,"talking":60000,"hold":0,"wrapUp":0,"busy":0,"rest":0},"answered":1,"inbound":1,"outbound":0,"talkedIn":1,"ringsNotAnswered":0,"complete":true}""",
            json.RootElement[0].GetRawText());
        Assert.Equal(60_000, json.RootElement[1].GetProperty("milliseconds").GetProperty("signedOut").GetInt64());
    }

    [Theory]
    [InlineData("journal?agent=9")]
    [InlineData("journal/totals")]
    [InlineData("journal/totals?from=1&to=now")]
    [InlineData("journal/totals?from=2&to=1")]
    [InlineData("journal/totals?from=1&to=9223372036854775807")]
    public async Task Endpoint_WrongQuestion_Answers400(string path)
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        Assert.Equal(400, (await gateway.GetAsync(null, $"/simulator/{path}")).Status);
    }

    private static JournalTotals Of(SimulatorFixture gateway, DateTimeOffset from, DateTimeOffset to) =>
        gateway.Server.Account.Totals(from, to).Single(agent => agent.AgentId == gateway.Id);

    private static async Task<SimulatorFixture> LiveAsync(SimulatorOptions options, TimeSpan length)
    {
        var gateway = await SimulatorFixture.StartAsync(options);
        foreach (var agent in gateway.Server.Agents)
            await SimulatorDesk.AtWorkAsync(gateway, agent.Id);
        gateway.Clock.Advance(length);
        return gateway;
    }
}
