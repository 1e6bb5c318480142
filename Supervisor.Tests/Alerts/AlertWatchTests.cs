using Supervisor.Domain.Agents;
using Supervisor.Domain.Alerts;

namespace Supervisor.Tests.Alerts;

public sealed class AlertWatchTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly AgentId Ann = new("demo", "291");

    private readonly AlertWatch _watch = new();
    private readonly List<AlertChange> _changes = [];
    private DateTimeOffset _now = Noon;

    [Theory]
    [InlineData(AgentState.Rest, null, "Sales", 600, true)]
    [InlineData(AgentState.Rest, null, "Sales", 599, false)]
    [InlineData(AgentState.Rest, "7", "Sales", 600, true)]
    [InlineData(AgentState.Busy, null, "Sales", 600, false)]
    [InlineData(AgentState.Rest, null, "Service", 600, false)]
    public void TakeDue_StateTeamAndTime_RaisesOnlyWhatTheRuleWants(AgentState state, string? reason, string team, int seconds, bool raises)
    {
        Rules(Rule() with { Teams = ["Sales"] });
        See(0, state, reason, team);
        At(seconds);
        Assert.Equal(raises ? ["Raised 1 600"] : [], Said());
    }

    [Theory]
    [InlineData("203", "203", true)]
    [InlineData("203", "204", false)]
    [InlineData("0", null, true)]
    [InlineData("0", "1", false)]
    public void TakeDue_Reasons_AnyOfThem(string wanted, string? reason, bool raises)
    {
        Rules(Rule() with { States = [AgentState.Busy], Reasons = ["99", wanted] });
        See(0, AgentState.Busy, reason);
        At(700);
        Assert.Equal(raises, Said().Count == 1);
    }

    [Fact]
    public void TakeDue_ReasonComesLate_CountsTheStateFromItsBeginningAndRaisesNotBeforeTheReason()
    {
        Rules(Rule() with { States = [AgentState.Busy], Reasons = ["203"] });
        See(0, AgentState.Busy, "1");
        At(650);
        See(0, AgentState.Busy, "203", seenAt: 660);
        At(660);
        Assert.Equal(["Raised 1 660"], Said());
    }

    [Fact]
    public void Observe_StateEndsBeforeItsTime_RaisesNothingAndWaitsForNothing()
    {
        Rules(Rule());
        See(0, AgentState.Rest);
        Assert.Equal(1, _watch.Waiting);
        See(599, AgentState.Idle);
        At(10_000);
        Assert.Empty(Said());
        Assert.Equal(0, _watch.Waiting);
    }

    [Fact]
    public void Observe_StateEnds_AlertEnds()
    {
        Rules(Rule());
        See(0, AgentState.Rest);
        At(600);
        See(751, AgentState.Idle);
        Assert.Equal(["Raised 1 600", "Ended 1 751"], Said());
    }

    [Fact]
    public void Observe_ShortGap_ResumesTheStayAndDoesNotRaiseItAgain()
    {
        Rules(Rule());
        See(0, AgentState.Rest);
        At(600);
        See(700, AgentState.Unknown, "100-006");
        See(760, AgentState.Rest);
        At(5_000);
        See(5_000, AgentState.Idle);
        Assert.Equal(["Raised 1 600", "Ended 1 700", "Resumed 1 760", "Ended 1 5000"], Said());
    }

    [Fact]
    public void Observe_ShortGapBeforeItsTime_CountsFromTheBeginningOfTheStay()
    {
        Rules(Rule());
        See(0, AgentState.Rest);
        See(300, AgentState.Unknown);
        See(330, AgentState.Rest);
        At(600);
        Assert.Equal(["Raised 1 600"], Said());
    }

    [Fact]
    public void Observe_LongGap_IsANewStay()
    {
        Rules(Rule());
        See(0, AgentState.Rest);
        At(600);
        See(700, AgentState.Unknown);
        See(821, AgentState.Rest);
        At(2_000);
        Assert.Equal(["Raised 1 600", "Ended 1 700", "Raised 1 1421"], Said());
    }

    [Fact]
    public void Observe_GapIntoAnotherState_IsANewStay()
    {
        Rules(Rule() with { States = [AgentState.Rest, AgentState.Busy] });
        See(0, AgentState.Rest);
        See(590, AgentState.Unknown);
        See(600, AgentState.Busy);
        At(1_199);
        Assert.Empty(Said());
        At(1_200);
        Assert.Equal(["Raised 1 1200"], Said());
    }

    [Fact]
    public void TakeDue_Unknown_IsAStateOfItsOwn()
    {
        Rules(Rule() with { States = [AgentState.Unknown], After = TimeSpan.FromSeconds(10) });
        See(0, AgentState.Idle);
        See(100, AgentState.Unknown, "100-006");
        At(110);
        See(130, AgentState.Idle);
        Assert.Equal(["Raised 1 110", "Ended 1 130"], Said());
    }

    [Fact]
    public void TakeDue_CoolDown_RaisesWhenItIsOverIfTheStayIsStillOn()
    {
        Rules(Rule() with { After = TimeSpan.FromSeconds(60), CoolDown = TimeSpan.FromSeconds(1_000) });
        See(0, AgentState.Rest);
        At(60);
        See(100, AgentState.Idle);
        See(200, AgentState.Rest);
        See(300, AgentState.Idle);
        See(900, AgentState.Rest);
        At(2_000);
        Assert.Equal(["Raised 1 60", "Ended 1 100", "Raised 1 1060"], Said());
    }

    [Fact]
    public void Restore_RaisedBeforeARestart_IsNotRaisedAgainAndEndsWithItsStay()
    {
        Rules(Rule());
        Tell(0, AgentState.Rest);
        Tell(900, AgentState.Unknown, "not-running");
        Tell(930, AgentState.Rest);
        Assert.Null(_watch.Restore(1, Ann, Noon, Noon.AddSeconds(600), Noon.AddSeconds(930)));
        At(5_000);
        See(6_000, AgentState.Idle);
        Assert.Equal(["Ended 1 6000"], Said());
    }

    [Fact]
    public void Restore_StayIsOver_TellsSinceWhen()
    {
        Rules(Rule());
        Tell(0, AgentState.Rest);
        Tell(900, AgentState.Unknown, "not-running");
        Assert.Equal(Noon.AddSeconds(900), _watch.Restore(1, Ann, Noon, Noon.AddSeconds(600), Noon.AddSeconds(900)));
        See(930, AgentState.Rest);
        Assert.Equal(["Resumed 1 930"], Said());
    }

    [Fact]
    public void SetRules_NewRule_CountsStaysFromTheirBeginning_AndAGoneRuleEndsItsAlerts()
    {
        Rules(Rule());
        See(0, AgentState.Rest);
        At(800);
        _watch.SetRules([Rule() with { Id = 2 }], Noon.AddSeconds(800), _changes);
        At(800);
        Assert.Equal(["Raised 1 600", "Ended 1 800", "Raised 2 800"], Said());
    }

    [Fact]
    public void Remove_AgentLeavesTheFloor_AlertEndsAndNothingWaits()
    {
        Rules(Rule(), Rule() with { Id = 2, After = TimeSpan.FromHours(5) });
        See(0, AgentState.Rest);
        At(600);
        _watch.Remove(Ann, Noon.AddSeconds(650), _changes);
        At(20_000);
        Assert.Equal(["Raised 1 600", "Ended 1 650"], Said());
        Assert.Equal(0, _watch.Waiting);
    }

    [Fact]
    public void TakeDue_HoursNotOpen_RaisesWhenTheyOpen()
    {
        Rules(Rule() with { Hours = new AlertHours(TimeZoneInfo.Utc, AlertHours.EveryDay, 14 * 60, 18 * 60) });
        See(0, AgentState.Rest);
        At(3 * 3_600);
        Assert.Equal(["Raised 1 7200"], Said());
    }

    [Theory]
    [InlineData(17, "Raised 1 18000")]
    [InlineData(22, "Raised 1 72000")] // it was due at 12:10, within the hours, and is raised the next morning at 8
    public void SetRules_NewRuleWithHours_RaisesWhatIsOverdueWithinThem(int madeAt, string said)
    {
        Rules();
        See(0, AgentState.Rest);
        var hours = madeAt - 12;
        At(hours * 3_600);
        _watch.SetRules([Rule() with { Hours = new AlertHours(TimeZoneInfo.Utc, AlertHours.EveryDay, 8 * 60, 18 * 60) }], Noon.AddHours(hours), _changes);
        At(hours * 3_600);
        At(24 * 3_600);
        Assert.Equal([said], Said());
    }

    /// <summary>However often agents change, what waits is bounded by agents and rules.</summary>
    [Fact]
    public void Observe_ManyChanges_WaitingStaysBounded()
    {
        Rules([.. Enumerable.Range(1, 50).Select(id => Rule() with { Id = id, States = [.. Enum.GetValues<AgentState>()], After = TimeSpan.FromHours(24) })]);
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
            _watch.Observe(new AgentId("demo", $"{random.Next(20)}"), "", random.Next(2) == 0 ? AgentState.Idle : AgentState.Rest, null, Noon.AddMilliseconds(i), Noon.AddMilliseconds(i), Noon.AddMilliseconds(i), _changes);
        Assert.Equal(20 * 50, _watch.Waiting);
    }

    private static AlertRule Rule() => new() { Id = 1, States = [AgentState.Rest], After = TimeSpan.FromSeconds(600) };

    private void Rules(params AlertRule[] rules) => _watch.SetRules(rules, Noon, _changes);

    private void See(int second, AgentState state, string? reason = null, string team = "", int? seenAt = null)
    {
        At(second - 1);
        Tell(second, state, reason, team, seenAt);
    }

    private void Tell(int second, AgentState state, string? reason = null, string team = "", int? seenAt = null) =>
        _watch.Observe(Ann, team, state, reason, Noon.AddSeconds(second), Noon.AddSeconds(seenAt ?? second), Noon.AddSeconds(seenAt ?? second), _changes);

    /// <summary>Time goes on to that second, stopping where something is due.</summary>
    private void At(int second)
    {
        while (_watch.NextDue is { } due && due <= Noon.AddSeconds(second)) _watch.TakeDue(due > _now ? due : _now, _changes);
        _now = Noon.AddSeconds(second);
    }

    private List<string> Said() => [.. _changes.Select(change => $"{change.Turn} {change.Rule} {(change.At - Noon).TotalSeconds}")];
}
