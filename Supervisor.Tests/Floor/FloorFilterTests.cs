using Supervisor.Domain.Agents;
using Supervisor.Web.Features.Floor;

namespace Supervisor.Tests.Floor;

public sealed class FloorFilterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("?team=Sales&team=Service", "101 102 104")]
    [InlineData("?team=", "103")]
    [InlineData("?gateway=north", "104")]
    [InlineData("?reason=busy:203", "102")]
    [InlineData("?over=1", "101 103")]
    [InlineData("?over=1&team=Sales", "101")]
    [InlineData("?state=nonsense&over=2", "101 102 103 104")]
    [InlineData("?team=Sales&q=102", "102")]
    public void Wants_Query_LetsThrough(string query, string expected)
    {
        var feed = new FakeFloorFeed();
        var north = People.Agent(104, AgentState.Idle, Now.AddSeconds(-5), team: "Service");
        feed.Put(People.Agent(101, AgentState.Ringing, Now.AddSeconds(-20)), People.Agent(102, AgentState.Busy, Now.AddSeconds(-20)) with { Reason = "203" },
            People.Agent(103, AgentState.Unknown, Now.AddSeconds(-11), team: ""), north with { Profile = north.Profile with { Id = new AgentId("north", "104") } });
        var board = new FloorBoard();
        board.Accept(feed.Current, Now);
        board.Choose(FloorChoice.FromQuery(query), Now);
        Assert.Equal(expected, string.Join(' ', board.Shown.Select(row => row.Id.WorkNo).Order()));
        Assert.Equal(["main", "north"], board.Gateways.AsEnumerable());
    }

    [Fact]
    public void Query_EveryKind_IsReadAsWritten()
    {
        const string Query = "?state=rest&team=&team=Sales&gateway=g&reason=busy%3A203&over=1&q=x&group=state&sort=calls.desc";
        Assert.Equal(Query, FloorChoice.FromQuery(Query).ToQuery());
        Assert.Equal(7, FloorChoice.FromQuery(Query).Filter.Chips().Count());
    }

    [Fact]
    public void Toggle_EveryChip_EndsWithNone()
    {
        var filter = FloorChoice.FromQuery("?state=rest&team=&gateway=g&reason=busy%3A203&over=1&q=x").Filter;
        foreach (var chip in filter.Chips().ToList()) filter = filter.Toggle(chip);
        Assert.True(filter.IsNone);
    }

    [Fact]
    public void Address_PlainUnderAView_SaysSo()
    {
        Assert.Equal("?all=1&view=4", FloorAddress.Write(FloorChoice.Plain, 4, hasOther: true));
        Assert.False(FloorAddress.Read("http://h/floor?all=1&view=4").IsBare);
        Assert.Equal((true, 4), (FloorAddress.Read("http://h/floor?view=4").IsBare, FloorAddress.Read("http://h/floor?view=4").ViewId));
        Assert.Equal("", FloorAddress.Write(FloorChoice.Plain, null, hasOther: false));
    }
}
