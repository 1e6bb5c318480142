using Supervisor.Domain.Agents;
using Supervisor.Domain.Limits;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Features.Today;

namespace Supervisor.Tests.Floor;

public sealed class FloorGroupsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeFloorFeed _feed = new();
    private readonly FloorBoard _board = new();

    private string Lines => string.Join(' ', _board.Lines.Select(line => line is FloorRow row ? row.Id.WorkNo : $"[{((FloorGroup)line).Key}]"));

    private void Put(params AgentSnapshot[] agents)
    {
        _feed.Put(agents);
        _board.Accept(_feed.Current, Now);
    }

    private static AgentSnapshot Agent(int number, AgentState state, int seconds, string team = "Sales") => People.Agent(number, state, Now.AddSeconds(-seconds), team: team);

    private void GroupBy(FloorGrouping grouping) => _board.Choose(_board.Choice with { Grouping = grouping }, Now);

    [Fact]
    public void Choose_ByTeam_HeadsInOrderWithoutTeamLastAndRowsSorted()
    {
        Put(Agent(101, AgentState.Idle, 10, "b"), Agent(102, AgentState.Ringing, 30, "b"), Agent(103, AgentState.Idle, 50, ""), Agent(104, AgentState.Idle, 50, "A"));
        GroupBy(FloorGrouping.Team);
        Assert.Equal("[A] 104 [b] 102 101 [] 103", Lines);
        Assert.Equal(Enumerable.Range(0, 7), _board.Lines.Select(line => line.Index));
        Assert.Equal(4, _board.Shown.Count);
    }

    [Fact]
    public void Fold_Group_HidesAndDropsFromTheSelection()
    {
        Put(Agent(101, AgentState.Idle, 10, "A"), Agent(102, AgentState.Idle, 20, "B"));
        GroupBy(FloorGrouping.Team);
        _board.SelectAll();
        Assert.Equal(2, _board.Selected.Count);
        _board.Fold((FloorGroup)_board.Lines[0], true);
        Assert.Equal("[A] [B] 102", Lines);
        Assert.Equal("102", Assert.Single(_board.Selected).Id.WorkNo);
        Put(Agent(101, AgentState.Talking, 5, "A"));
        Assert.Equal("[A] [B] 102", Lines);
        _board.Fold((FloorGroup)_board.Lines[0], false);
        Assert.Equal("[A] 101 [B] 102", Lines);
    }

    [Fact]
    public void Accept_HeldByStateAndSomebodyMovesAndSomebodyLeaves_NobodyElseMoves()
    {
        Put(Agent(101, AgentState.Idle, 30), Agent(102, AgentState.Idle, 20), Agent(103, AgentState.Idle, 10));
        GroupBy(FloorGrouping.State);
        _board.Hold(true);
        Put(Agent(102, AgentState.Talking, 1));
        Assert.Equal("[idle] 101 102 103", Lines);
        Assert.True(_board.OrderWaits);
        _feed.Remove(new AgentId("main", "101"));
        _board.Accept(_feed.Current, Now);
        Assert.Equal("[idle] 102 103", Lines);
        var counts = ((FloorGroup)_board.Lines[0]).Facts.Counts;
        Assert.Equal([1, 1], counts.Where(count => count.Agents > 0).Select(count => count.Agents));
        _board.Hold(false);
        _board.Arrange(Now);
        Assert.Equal("[idle] 103 [talking] 102", Lines);
    }

    [Fact]
    public void Facts_TimeAloneAndNothingElse_AreTheSameObject()
    {
        Put(Agent(101, AgentState.Idle, 30), Agent(102, AgentState.Talking, 20));
        GroupBy(FloorGrouping.Team);
        var facts = ((FloorGroup)_board.Lines[0]).Facts;
        _board.Arrange(Now.AddSeconds(1));
        Assert.Same(facts, ((FloorGroup)_board.Lines[0]).Facts);
        Assert.Equal("101", facts.Longest!.Id.WorkNo);
    }

    [Fact]
    public void Facts_Today_AreSumsOfThoseOfWhomAnythingIsKnown()
    {
        Put(Agent(101, AgentState.Idle, 30), Agent(102, AgentState.Talking, 20), Agent(103, AgentState.Idle, 5));
        GroupBy(FloorGrouping.Team);
        Assert.Null(((FloorGroup)_board.Lines[0]).Facts.Today);
        var known = new TodayFigures(new TodaySums().With(AgentState.Talking, TimeSpan.TicksPerHour) with { Calls = 4 }, AgentState.Idle, Now.AddMinutes(-30), 66, 12);
        _board.Take(FloorLimits.Default, new TodayPicture(Now.AddHours(-12), Now, TodayPicture.Nothing.Agents.Add(new AgentId("main", "101"), known).Add(new AgentId("main", "102"), known)));
        _board.Arrange(Now);
        var today = ((FloorGroup)_board.Lines[0]).Facts.Today!;
        Assert.Equal((2, 8, TimeSpan.FromHours(2), TimeSpan.FromHours(1), 66), (today.Agents, today.Sums.Calls, new TimeSpan(today.Sums.Talking), new TimeSpan(today.Sums.Idle), today.OccupancyPercent));
    }

    [Fact]
    public void Take_OtherLimits_OrderFollows()
    {
        Put(Agent(101, AgentState.Idle, 300), Agent(102, AgentState.Rest, 60, "Claims"));
        Assert.Equal("101 102", Lines);
        _board.Take(new FloorLimits([new(new LimitScope(AgentState.Rest, "Claims", ""), StateLimit.Seconds(30, 90))]), TodayPicture.Nothing);
        _board.Arrange(Now);
        Assert.Equal("102 101", Lines);
        Assert.Equal(1, _board.Shown[0].Level);
    }

    [Theory]
    [InlineData("calls.desc", "102 101 103")]
    [InlineData("talk", "103 101 102")]
    public void Choose_SortByToday_UnknownIsBelowZero(string sort, string expected)
    {
        Put(Agent(101, AgentState.Idle, 30), Agent(102, AgentState.Talking, 600), Agent(103, AgentState.Idle, 5));
        TodayFigures Figures(AgentState state, int calls) => new(new TodaySums() with { Calls = calls }, state, Now.AddMinutes(-10), null, 10);
        _board.Take(FloorLimits.Default, new TodayPicture(Now.AddHours(-12), Now, TodayPicture.Nothing.Agents.Add(new AgentId("main", "101"), Figures(AgentState.Idle, 0)).Add(new AgentId("main", "102"), Figures(AgentState.Talking, 3))));
        _board.Choose(FloorChoice.Plain with { Sort = FloorSort.Parse(sort) }, Now);
        Assert.Equal(expected, Lines);
    }
}
