using Supervisor.Domain.Agents;
using Supervisor.Domain.Alerts;
using Supervisor.Domain.Events;
using Supervisor.Domain.Statistics;

namespace Supervisor.Tests.Alerts;

/// <summary>What a back-test promises is what the live floor then does.</summary>
public sealed class AlertRehearsalTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly AgentId Ann = new("demo", "291");
    private static readonly string?[] Reasons = [null, "0", "1", "203", "204"];
    private static readonly AgentState[] Entered = [AgentState.Idle, AgentState.WrapUp, AgentState.Busy, AgentState.Rest];

    [Fact]
    public void Run_RandomDays_RaisesWhatTheLiveFloorRaises()
    {
        var raised = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (day, rule) = (Day(random), Rule(random));
            var live = Live(rule, day);
            var rehearsed = AlertRehearsal.Run(rule, Ann, "Sales", Intervals(day), Midnight.AddDays(1));
            Assert.Equal(live, rehearsed.Select(alert => $"{alert.Stay.State} {alert.Stay.Began:O} {alert.RaisedAt:O} {alert.EndedAt:O}"));
            raised += live.Count;
        }

        Assert.True(raised > 1_000, $"only {raised} alerts were compared");
    }

    /// <summary>As the engine does it: pictures of the floor into the watch, and its timer in between.</summary>
    private static List<string> Live(AlertRule rule, List<ObservedEvent> day)
    {
        var (watch, changes) = (new AlertWatch(), new List<AlertChange>());
        watch.SetRules([rule], day[0].ReceivedAt, changes);
        var agent = new AgentSnapshot(new AgentProfile(Ann, "Ann", "Sales"), day[0].ReceivedAt);
        foreach (var observed in day)
        {
            Pass(observed.ReceivedAt);
            agent = AgentReducer.Apply(agent, observed);
            watch.Observe(Ann, "Sales", agent.State, agent.Reason, agent.Since, agent.LastReceivedAt, agent.LastReceivedAt, changes);
        }

        Pass(Midnight.AddDays(1));
        var alerts = new List<(Stay Stay, DateTimeOffset At, DateTimeOffset? Ended)>();
        foreach (var change in changes)
        {
            if (change.Turn == AlertTurn.Raised) alerts.Add((change.Stay, change.At, null));
            else if (alerts.FindIndex(alert => alert.Stay.Began == change.Stay.Began) is var at and >= 0) alerts[at] = alerts[at] with { Ended = change.Turn == AlertTurn.Ended ? change.At : null };
        }

        return [.. alerts.Select(alert => $"{alert.Stay.State} {alert.Stay.Began:O} {alert.At:O} {alert.Ended:O}")];

        void Pass(DateTimeOffset end)
        {
            while (watch.NextDue is { } due && due < end) watch.TakeDue(due, changes);
        }
    }

    /// <summary>As the history keeps it.</summary>
    private static StateInterval[] Intervals(List<ObservedEvent> day)
    {
        var (line, intervals) = (AgentLine.Begin(day[0]), new List<StateInterval>());
        foreach (var observed in day)
        {
            (line, var ended) = line.Apply(observed);
            if (ended is { } interval) intervals.Add(interval);
        }

        return [.. intervals, line.Open with { To = Midnight.AddDays(1) }];
    }

    private static List<ObservedEvent> Day(Random random)
    {
        var (at, events) = (Midnight, new List<ObservedEvent>());
        while (at < Midnight.AddDays(1))
        {
            AgentEvent happened = random.Next(8) switch
            {
                0 => new AgentEvent.Gap(GapCauses.QueueFull, 0),
                1 => new AgentEvent.SignedOutByGateway(),
                2 => new AgentEvent.TakenByCall(),
                _ => new AgentEvent.StateEntered(Entered[random.Next(Entered.Length)], Reasons[random.Next(Reasons.Length)]),
            };
            events.Add(new ObservedEvent { Sequence = events.Count + 1, Agent = Ann, ReceivedAt = at, Origin = EventOrigin.Gateway, Type = "Test", Event = happened });
            at = at.AddMilliseconds(random.Next(3) == 0 ? random.Next(1, 150_000) : random.Next(1, 1_800_000));
        }

        return events;
    }

    private static AlertRule Rule(Random random) => new()
    {
        Id = 1,
        States = random.Next(3) switch { 0 => [AgentState.Rest], 1 => [AgentState.Busy, AgentState.Rest], _ => [AgentState.Unknown, AgentState.Busy] },
        Reasons = random.Next(3) == 0 ? ["203", "0"] : [],
        After = TimeSpan.FromSeconds(random.Next(4) * 200),
        Hours = random.Next(2) == 0 ? AlertHours.Always : new AlertHours(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), AlertHours.EveryDay, random.Next(1440), random.Next(1440)),
        CoolDown = TimeSpan.FromMinutes(random.Next(3) * 45),
    };
}
