using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Floor;
using Supervisor.Web.Features.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class SessionBoardTests
{
    [Fact]
    public void Choose_FilterAndOrder_TroubleFirstAndCountsOfWhatIsAskedFor()
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

    [Fact]
    public void Accept_ChangesOnly_SameAsABoardThatBegins()
    {
        var (random, feed, board, drawn) = (new Random(5), new FakeFloorFeed(), new SessionBoard(), FloorSnapshot.Empty);
        board.Choose(SessionFilter.FromQuery("?q=agent"));
        for (var turn = 0; turn < 200; turn++)
        {
            var who = People.Agent(101 + random.Next(30), name: random.Next(4) == 0 ? "Somebody" : null);
            if (turn > 0 && feed.Current.Agents.TryGetValue(who.Id, out var known) && random.Next(3) == 0) feed.Put(known with { State = AgentState.Talking });
            else if (random.Next(8) == 0) feed.Remove(who.Id);
            else feed.Put(who with { Session = new SessionState { Phase = (SessionPhase)random.Next(7), LastCode = random.Next(2) == 0 ? "http-502" : null } });

            board.Accept(feed.Current, feed.ChangedBetween(drawn, feed.Current));
            drawn = feed.Current;
            var anew = new SessionBoard();
            anew.Choose(board.Filter);
            anew.Accept(drawn);
            Assert.Equal(anew.Shown.Select(row => (row.Snapshot, row.Index)), board.Shown.Select(row => (row.Snapshot, row.Index)));
            Assert.Equal(anew.Counts.ToArray(), board.Counts.ToArray());
            Assert.Equal(anew.Gateways.ToArray(), board.Gateways.ToArray());
        }
    }

    [Fact]
    public void Accept_HeldAndLetGo_TheOrderThatWaitedComesWithTheNextPicture()
    {
        var (feed, board) = (new FakeFloorFeed(), new SessionBoard());
        feed.Put(People.Agent(101), People.Agent(102));
        board.Accept(feed.Current);
        board.Held = true;
        feed.Put(People.Agent(102) with { Session = new SessionState { Phase = SessionPhase.Rejected } });
        board.Accept(feed.Current, new HashSet<AgentId> { People.Agent(102).Id });
        Assert.Equal(["101", "102"], board.Shown.Select(row => row.Id.WorkNo));

        board.Held = false;
        feed.Put(feed.Current.Agents[People.Agent(101).Id] with { State = AgentState.Talking });
        board.Accept(feed.Current, new HashSet<AgentId> { People.Agent(101).Id });
        Assert.Equal(["102", "101"], board.Shown.Select(row => row.Id.WorkNo));
    }
}
