using System.Text.Json;
using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

/// <summary>The simulator's own account of what an agent did: written at the seat, told in the times that its events bear.</summary>
public sealed class JournalTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Call_RingToWrapUp_GivesExactlyTheseStretches()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        gateway.Clock.Advance(5 * Second);
        var guid = await gateway.AtWorkAsync();
        gateway.Clock.Advance(10 * Second);
        var call = gateway.Server.StartInboundCall(gateway.Id);
        gateway.Clock.Advance(4 * Second);
        gateway.Server.Answer(gateway.Id);
        gateway.Clock.Advance(40 * Second);
        gateway.Server.Hold(gateway.Id);
        gateway.Clock.Advance(15 * Second);
        gateway.Server.Retrieve(gateway.Id);
        gateway.Clock.Advance(25 * Second);
        await gateway.PostAsync(guid, "work");
        gateway.Server.Release(gateway.Id);
        gateway.Clock.Advance(20 * Second);
        await gateway.PostAsync(guid, "cancelwork");
        Assert.Equal(
            [
                "5 signedOut", "10 idle", $"4 ringing {call} inbound", $"40 talking {call} inbound", $"15 hold {call} inbound",
                $"25 talking {call} inbound", "20 wrapUp", "... idle",
            ],
            Told(gateway));
    }

    [Fact]
    public async Task BusyAndRest_WithReasons_AreStretchesOfTheirOwn()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.AtWorkAsync();
        foreach (var action in new[] { "saybusy?reason=201", "saybusy?reason=202&prolong=true", "saybusy?reason=202&prolong=true", "rest/600/2" })
        {
            gateway.Clock.Advance(Second);
            Assert.Equal("0", (await gateway.PostAsync(guid, action)).Code);
        }
        gateway.Clock.Advance(Second);
        await gateway.PostAsync(guid, "cancelrest");
        Assert.Equal(["1 idle", "1 busy 201", "2 busy 202", "1 rest 2", "... idle"], Told(gateway)[1..]);
    }

    [Fact]
    public async Task Ring_Missed_IsFollowedByBusyWithReasonTwo()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await gateway.AtWorkAsync();
        gateway.Clock.Advance(Second);
        var call = gateway.Server.StartInboundCall(gateway.Id);
        gateway.Clock.Advance(20 * Second);
        gateway.Server.MissRing(gateway.Id);
        gateway.Clock.Advance(Second);
        Assert.Equal(["1 idle", $"20 ringing {call} inbound", "... busy 2"], Told(gateway)[1..]);
        var totals = Totals(gateway);
        Assert.Equal((0, 0, 0, 1), (totals.Answered, totals.Inbound, totals.TalkedIn, totals.RingsNotAnswered));
    }

    [Fact]
    public async Task Outbound_ThatFails_IsNoCallAndNoMissedRing()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        await gateway.AtWorkAsync();
        gateway.Clock.Advance(Second);
        var call = gateway.Server.StartOutboundCall(gateway.Id);
        gateway.Clock.Advance(8 * Second);
        gateway.Server.FailOutbound(gateway.Id);
        gateway.Clock.Advance(Second);
        Assert.Equal(["1 idle", $"8 ringing {call} outbound", "... idle"], Told(gateway)[1..]);
        var totals = Totals(gateway);
        Assert.Equal((0, 0), (totals.Answered, totals.RingsNotAnswered));
    }

    [Fact]
    public async Task Forced_BusyIdleAndRest_AreStretchesWithTheirReasons()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var inspector = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        await SimulatorDesk.AtWorkAsync(gateway, "1007");
        foreach (var action in new[] { "forcebusy/1007", "forceidle/1007", "forcerest/1007/600/2", "forcelogout/1007" })
        {
            gateway.Clock.Advance(Second);
            Assert.Equal("0", await inspector.CodeAsync("POST", "qualitycontrol", action));
        }
        Assert.Equal(["1 idle", "1 busy 3", "1 idle", "1 rest 2", "... signedOut"], Told(gateway, "1007")[1..]);
    }

    [Fact]
    public async Task Interception_InspectorTakesTheCallOver_ChangesTheCallOfTheStretch()
    {
        await using var gateway = await SimulatorFixture.StartAsync(SimulatorDesk.EightAgents);
        var inspector = await SimulatorDesk.AtWorkAsync(gateway, "1001");
        var agent = await SimulatorDesk.AtWorkAsync(gateway, "1007");
        var call = await agent.TalkAsync();
        Assert.Equal("0", await inspector.CodeAsync("PUT", "qualitycontrol", "addsupervise/1007?switchtype=0"));
        gateway.Clock.Advance(Second);
        Assert.Equal("0", await inspector.CodeAsync("PUT", "qualitycontrol", "intercept/1007"));
        Assert.Equal(["1 talking", $"... talking {call} inbound"], Told(gateway, "1001")[^2..]);
    }

    [Fact]
    public async Task Time_OfEveryChange_IsThatOfItsEvents()
    {
        // a clock that moves at each reading: only what is stamped together bears one time
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, EventGenTime = true });
        gateway.Clock.MovesBy = TimeSpan.FromMilliseconds(1);
        var guid = await gateway.SignedInAsync(",\"status\":3");
        await gateway.PostAsync(guid, "cancelbusy");
        gateway.Server.StartInboundCall(gateway.Id);
        gateway.Server.Answer(gateway.Id);
        gateway.Server.Hold(gateway.Id);
        gateway.Server.Retrieve(gateway.Id);
        gateway.Server.Release(gateway.Id);
        var times = new List<long>();
        while (gateway.Server.Account.Current(gateway.Id).Queued > 0)
        {
            using var json = JsonDocument.Parse((await gateway.PollAsync(guid)).Body);
            times.Add(json.RootElement.GetProperty("event").GetProperty("eventGenTime").GetInt64());
        }
        Assert.Equal(times.Distinct(), gateway.Server.Account.Journal(gateway.Id).Stretches.Skip(1).Select(stretch => stretch.From.ToUnixTimeMilliseconds()));
    }

    private static JournalTotals Totals(SimulatorFixture gateway) =>
        gateway.Server.Account.Totals(DateTimeOffset.UnixEpoch, gateway.Clock.GetUtcNow()).Single(agent => agent.AgentId == gateway.Id);

    /// <summary>"seconds state reason call direction", the open one with dots.</summary>
    private static string[] Told(SimulatorFixture gateway, string? agent = null) =>
        [.. gateway.Server.Account.Journal(agent ?? gateway.Id).Stretches.Select(stretch => string.Join(' ', new[]
        {
            stretch.To is { } to ? $"{(to - stretch.From).TotalSeconds:0.###}" : "...", stretch.State, stretch.Reason?.ToString(), stretch.CallId, stretch.Direction,
        }.OfType<string>()))];
}
