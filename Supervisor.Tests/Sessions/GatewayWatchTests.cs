using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Floor;
using Supervisor.Web.Features.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class GatewayWatchTests
{
    [Theory]
    [InlineData("connect", 3, 4, true)]
    [InlineData("http-502", 2, 4, true)]
    [InlineData("connect", 1, 4, false)] // one cut connection is that row's
    [InlineData("100-003", 4, 4, false)] // it answers: the platform behind it is away
    public void Away_SessionsThatWait_CountTogether(string code, int waiting, int all, bool away)
    {
        var feed = new FakeFloorFeed();
        feed.Put([.. Enumerable.Range(0, all).Select(i => People.Agent(101 + i) with { Session = i < waiting ? new SessionState { Phase = SessionPhase.Waiting, LastCode = code } : new SessionState { Phase = SessionPhase.Live } })]);
        Assert.Equal(away ? (waiting, all) : default, GatewayWatch.Away(feed.Current).GetValueOrDefault("main"));
    }

    [Fact]
    public void Board_FilterAndOrder_TroubleFirstAndCountsOfWhatIsAskedFor()
    {
        var feed = new FakeFloorFeed();
        feed.Put(People.Agent(101), People.Agent(102) with { Session = new SessionState { Phase = SessionPhase.Rejected, LastCode = "100-004" } }, People.Agent(103, AgentState.Unknown));
        var board = new SessionBoard();
        board.Accept(feed.Current);
        Assert.Equal(["102", "103", "101"], board.Shown.Select(row => row.Id.WorkNo));
        board.Choose(SessionFilter.FromQuery("?state=waiting&q=103"));
        Assert.Equal("103", Assert.Single(board.Shown).Id.WorkNo);
        Assert.Equal((0, 1), (board.Counts[(int)SessionPhase.Live], board.Counts[(int)SessionPhase.Waiting]));
        Assert.Equal("?state=waiting&q=103", board.Filter.ToQuery());
        Assert.False(SessionRetries.WaitsWithOthers(feed.Current.Agents[People.Agent(102).Id].Session));
        Assert.True(SessionRetries.Waits(feed.Current.Agents[People.Agent(102).Id].Session));
    }
}
