using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Limits;
using Supervisor.Tests.Floor;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Features.Wallboard;
using Supervisor.Web.Persistence.Entities;
using Wall = Supervisor.Web.Persistence.Entities.Wallboard;

namespace Supervisor.Tests.Wallboard;

public sealed class WallPictureTests
{
    private static readonly DateTimeOffset Now = TempStore.Noon;

    [Theory]
    [InlineData(WallNames.Full, "Maria Keller")]
    [InlineData(WallNames.Initials, "M.K.")]
    [InlineData(WallNames.Number, "291")]
    [InlineData(WallNames.None, "")]
    public void Of_Names_AsTheWallCallsThem(WallNames names, string shown)
    {
        var wall = Wall();
        wall.Names = names;
        Assert.Equal(shown, Assert.Single(Of(wall, People.Agent(291, AgentState.Hold, Now.AddMinutes(-5), "Maria Keller")).Urgent).Name);
    }

    [Fact]
    public void Of_TeamsAndGateways_CountsOnlyThem()
    {
        var wall = Wall();
        wall.Teams = "Sales\nBilling";
        wall.Gateways = "main";
        var other = People.Agent(5, AgentState.Idle, Now);
        var picture = Of(wall, People.Agent(1, AgentState.Idle, Now), People.Agent(2, AgentState.Idle, Now, team: "Billing"), People.Agent(3, AgentState.Idle, Now, team: "Service"),
            other with { Profile = other.Profile with { Id = new AgentId("north", "5") } });
        Assert.Equal(2, picture.States.Single(state => state.State == AgentState.Idle).Count);
        Assert.Equal(["Billing", "Sales"], picture.Teams.Select(team => team.Name).Order());
    }

    [Fact]
    public void Of_OverLimits_TheWorstFirstAndTheRestAsACount()
    {
        var agents = Enumerable.Range(1, 12).Select(number => People.Agent(number, AgentState.Hold, Now.AddSeconds(-60 - number))).Append(People.Agent(99, AgentState.Ringing, Now.AddSeconds(-26)));
        var picture = Of(Wall(), [.. agents, People.Agent(100, AgentState.Idle, Now.AddHours(-9))]);
        Assert.Equal((AgentState.Ringing, WallPicture.MostAgents, 5), (picture.Urgent[0].State, picture.Urgent.Length, picture.MoreUrgent));
    }

    private static WallPicture Of(Wall wall, params AgentSnapshot[] agents)
    {
        var feed = new FakeFloorFeed();
        feed.Put(agents);
        FloorSnapshot floor = feed.Current;
        return WallPicture.Of(floor, wall, FloorLimits.Default, Now);
    }

    private static Wall Wall() => new() { Name = "Hall", Hash = [], Pages = "states", Theme = "dark", Language = "en", Zone = "UTC", CreatedBy = "sue", Names = WallNames.Full };
}
