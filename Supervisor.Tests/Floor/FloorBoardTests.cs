using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Web.Features.Floor;

namespace Supervisor.Tests.Floor;

public sealed class FloorBoardTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeFloorFeed _feed = new();
    private readonly FloorBoard _board = new();

    private void Put(params AgentSnapshot[] agents)
    {
        _feed.Put(agents);
        _board.Accept(_feed.Current, Now);
    }

    private string Order => string.Join(' ', _board.Shown.Select(row => row.Id.WorkNo));

    private static AgentSnapshot Agent(int number, AgentState state, int seconds, string? name = null, string team = "Sales") =>
        People.Agent(number, state, Now.AddSeconds(-seconds), name, team);

    [Fact]
    public void Accept_DefaultOrder_OverLimitFirstThenLongest()
    {
        Put(Agent(101, AgentState.SignedOut, 9000), Agent(102, AgentState.Idle, 50), Agent(103, AgentState.Idle, 500),
            Agent(104, AgentState.Ringing, 26), Agent(105, AgentState.Talking, 400), Agent(106, AgentState.Hold, 130));
        Assert.Equal("106 104 105 103 102 101", Order);
    }

    [Fact]
    public void Arrange_LimitPassedWithoutEvent_OrderChanges()
    {
        Put(Agent(101, AgentState.Idle, 60), Agent(102, AgentState.Ringing, 10));
        Assert.Equal("101 102", Order);
        Assert.True(_board.Arrange(Now.AddSeconds(5)));
        Assert.Equal("102 101", Order);
    }

    [Fact]
    public void Arrange_Held_KeepsOrderAndSaysSo()
    {
        Put(Agent(101, AgentState.Idle, 60), Agent(102, AgentState.Idle, 50));
        _board.Hold(true);
        Put(Agent(102, AgentState.Ringing, 30));

        Assert.Equal("101 102", Order);
        Assert.True(_board.OrderWaits);
        Assert.Equal(AgentState.Ringing, _board.Shown[1].Snapshot.State);

        _board.Hold(false);
        Assert.True(_board.Arrange(Now));
        Assert.Equal("102 101", Order);
        Assert.False(_board.OrderWaits);
    }

    [Fact]
    public void Accept_HeldAndAgentRemoved_RowGoesAtOnce()
    {
        Put(Agent(101, AgentState.Idle, 60), Agent(102, AgentState.Idle, 50), Agent(103, AgentState.Idle, 40));
        _board.Hold(true);
        _feed.Remove(new AgentId("main", "102"));
        _board.Accept(_feed.Current, Now);
        Assert.Equal("101 103", Order);
        Assert.Equal([0, 1], _board.Shown.Select(row => row.Index));
    }

    [Fact]
    public void Accept_NothingChanged_ListIsTheSame()
    {
        Put(Agent(101, AgentState.Idle, 60), Agent(102, AgentState.Idle, 50));
        var shown = _board.Shown;
        Assert.False(_board.Accept(_feed.Current, Now));
        Assert.Same(shown, _board.Shown);
    }

    [Fact]
    public void Counts_Always_CoverEverybodyWithTheEarliestStart()
    {
        Put(Agent(101, AgentState.Idle, 60), Agent(102, AgentState.Idle, 90), Agent(103, AgentState.Unknown, 5));
        _board.Choose(FloorChoice.Plain with { Filter = FloorFilter.None.Click(AgentState.Unknown, add: false) }, Now);
        Assert.Equal("103", Order);
        Assert.Contains(new StateCount(AgentState.Idle, 2, Now.AddSeconds(-90), null), _board.Counts);
        Assert.Equal(9, _board.Counts.Length);
    }

    [Theory]
    [InlineData("wang", "101")]
    [InlineData("102", "102")]
    [InlineData("billing MAIN", "102")]
    [InlineData("555", "103")]
    [InlineData("wang billing", "")]
    public void Choose_Search_FindsInNameNumberTeamGatewayAndCall(string search, string expected)
    {
        Put(Agent(101, AgentState.Idle, 60, "Wang Wei"), Agent(102, AgentState.Idle, 50, "Li Na", "Billing"),
            Agent(103, AgentState.Talking, 40, "Jo") with { Call = new(null, default, "5550199", null, default, Now) });
        _board.Choose(FloorChoice.Plain with { Filter = FloorFilter.None.With(search) }, Now);
        Assert.Equal(expected, Order);
    }

    [Theory]
    [InlineData("agent", "103 101 102")]
    [InlineData("agent.desc", "102 101 103")]
    [InlineData("team,time.desc", "102 101 103")]
    [InlineData("team.desc,time", "103 101 102")]
    [InlineData("nonsense", "101 103 102")]
    [InlineData("3", "101 103 102")]
    public void Choose_Sort_TwoLevels(string sort, string expected)
    {
        Put(Agent(101, AgentState.Idle, 60, "Mo", "B"), Agent(102, AgentState.Idle, 40, "Zoe", "A"), Agent(103, AgentState.Idle, 50, "Al", "B"));
        _board.Choose(FloorChoice.Plain with { Sort = FloorSort.Parse(sort) }, Now);
        Assert.Equal(expected, Order);
    }

    [Fact]
    public void Query_WrittenAndRead_IsTheSame()
    {
        var filter = FloorFilter.None.Click(AgentState.WrapUp, add: false).Click(AgentState.Idle, add: true).With("a&b c");
        var sort = FloorSort.Default.Click(FloorColumn.Team).ShiftClick(FloorColumn.Time);
        var query = new FloorChoice(filter, sort, FloorGrouping.Team).ToQuery();
        Assert.Equal("?state=idle&state=wrapUp&q=a&b c&group=team&sort=team,time.desc", Uri.UnescapeDataString(query));
        var again = FloorChoice.FromQuery(query);
        Assert.Equal(filter.States.Order(), again.Filter.States.Order());
        Assert.Equal("a&b c", again.Filter.Search);
        Assert.Equal((sort, FloorGrouping.Team), (again.Sort, again.Grouping));
        Assert.Equal("", FloorChoice.Plain.ToQuery());
    }

    [Fact]
    public void Click_SameColumnThreeTimes_EndsAtTheDefault()
    {
        var once = FloorSort.Default.Click(FloorColumn.Agent);
        var twice = once.Click(FloorColumn.Agent);
        Assert.Equal(new SortLevel(FloorColumn.Agent, false), once.First);
        Assert.Equal(new SortLevel(FloorColumn.Agent, true), twice.First);
        Assert.Equal(FloorSort.Default, twice.Click(FloorColumn.Agent));
    }

    [Fact]
    public void Speak_TwoOffersInTenSeconds_SaysTheLatestOnceLater()
    {
        var announcer = new Announcer();
        announcer.Offer("1");
        Assert.True(announcer.Speak(Now));
        announcer.Offer("2");
        announcer.Offer("3");
        Assert.False(announcer.Speak(Now.AddSeconds(9)));
        Assert.True(announcer.Speak(Now.AddSeconds(10)));
        Assert.Equal("3", announcer.Said);
    }

    [Fact]
    public void Accept_TwoThousandRows_SameOrderAsAPlainSort()
    {
        _feed.Put(People.Crowd(2000, Now));
        _board.Accept(_feed.Current, Now);
        var expected = _board.Shown.OrderByDescending(row => row.Urgency(Now)).ThenBy(row => row.Snapshot.Since).ThenBy(row => row.Id).Select(row => row.ElementId);
        Assert.Equal(expected, _board.Shown.Select(row => row.ElementId));
        Assert.Equal(2000, _board.Total);
    }

    [Theory]
    [InlineData("", "over=1")]
    [InlineData("", "")]
    [InlineData("?group=team", "sort=agent")]
    [InlineData("?group=state&sort=team,time.desc", "state=idle&state=talking")]
    [InlineData("?sort=talk.desc", "sort=calls")]
    public void Accept_ChangesOnly_SameOrderAsABoardThatBegins(string before, string after)
    {
        var (random, now, drawn) = (new Random(11), Now, FloorSnapshot.Empty);
        _feed.Put(People.Crowd(150, now));
        _board.Choose(FloorChoice.FromQuery(before), now);
        for (var turn = 0; turn < 120; turn++)
        {
            now = now.AddSeconds(random.Next(20));
            foreach (var agent in _feed.Current.Agents.Values.OrderBy(_ => random.Next()).Take(random.Next(6)).ToList())
            {
                if (turn % 10 == 9) _feed.Remove(agent.Id);
                else _feed.Put(agent with { State = StateLook.All[random.Next(StateLook.All.Count)].State, Since = now.AddSeconds(-random.Next(400)) });
            }

            if (turn % 12 == 11) _feed.Put(Agent(5000 + turn, AgentState.Idle, random.Next(900)));
            if (turn == 60) _board.Choose(FloorChoice.FromQuery("?" + after), now);
            _board.Accept(_feed.Current, now, _feed.ChangedBetween(drawn, _feed.Current));
            drawn = _feed.Current;

            var anew = new FloorBoard();
            anew.Choose(_board.Choice, now);
            anew.Accept(drawn, now);
            Assert.Equal(anew.Shown.Select(row => row.Snapshot), _board.Shown.Select(row => row.Snapshot));
            Assert.Equal(anew.Counts.ToArray(), _board.Counts.ToArray());
        }
    }
}
