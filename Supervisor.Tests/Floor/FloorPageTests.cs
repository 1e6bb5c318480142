using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Limits;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Features.Today;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Floor;

/// <summary>What the floor shows, and what makes it draw.</summary>
public sealed class FloorPageTests : FloorPageContext
{
    [Fact]
    public void Render_Agents_TilesCountThem()
    {
        var page = RenderWith(Agent(101), Agent(102), Agent(103, AgentState.Unknown));
        Assert.Equal("2", Tile(page, "idle").QuerySelector(".tile-count")!.TextContent);
        Assert.Equal("1", Tile(page, "unknown").QuerySelector(".tile-count")!.TextContent);
        Assert.Equal("4", page.Find("[role=grid]").GetAttribute("aria-rowcount"));
        Assert.Equal(["2", "3", "4"], page.FindAll("[data-agent]").Select(row => row.GetAttribute("aria-rowindex")));
        Assert.Equal(Start.AddSeconds(-60).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), page.Find("[data-agent='101']").GetAttribute("data-received-at"));
    }

    [Fact]
    public void Limits_Changed_OpenFloorFollows()
    {
        var page = RenderWith(Agent(101, AgentState.Idle, 300), Agent(102, AgentState.Rest, 60));
        Assert.Equal("101 102", Order(page));
        Surroundings.Limits = new([new(new(AgentState.Rest, "", ""), StateLimit.Seconds(30, 50))]);
        page.WaitForAssertion(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("102 101", Order(page));
        });
        Assert.Equal("50000", page.Find("[data-agent='102'] .timer").GetAttribute("data-alarm"));
    }

    [Fact]
    public void Today_Figures_TickInTheStateAndStandElsewhere()
    {
        var page = RenderWith(Agent(101, AgentState.Talking, 30), Agent(102));
        Assert.Equal("–", page.Find("[data-agent='101'] .c-sum").TextContent);
        var rows = page.FindComponents<FloorRowView>().ToDictionary(row => row.Instance.Row.Id.WorkNo);
        var before = rows["102"].RenderCount;
        var figures = new TodayFigures(new TodaySums().With(AgentState.Idle, TimeSpan.TicksPerHour) with { Calls = 3 }, AgentState.Talking, Start.AddSeconds(-30), 12, 50);
        Surroundings.Today = TodayPicture.Nothing with { AsOf = Start, Agents = TodayPicture.Nothing.Agents.Add(new AgentId("main", "101"), figures) };
        page.WaitForAssertion(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(["3", "", "0:00", "0:00", "1:00:00", "12 %"], page.FindAll("[data-agent='101'] .c-sum").Select(cell => cell.TextContent));
        });
        Assert.Equal(Start.AddSeconds(-30).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), page.Find("[data-agent='101'] .c-sum[data-since]").GetAttribute("data-since"));
        Assert.Equal(before, rows["102"].RenderCount);
    }

    [Fact]
    public void Feed_OneAgentChanges_OnlyThatRowRendersAgain()
    {
        var page = RenderWith(Agent(101), Agent(102), Agent(103));
        var rows = page.FindComponents<FloorRowView>().ToDictionary(row => row.Instance.Row.Id.WorkNo);
        var before = rows.ToDictionary(row => row.Key, row => row.Value.RenderCount);

        Feed.Put(Agent(102) with { Reason = "x", State = AgentState.Idle, LastSequence = 7 });
        page.WaitForAssertion(() => Assert.Equal(before["102"] + 1, rows["102"].RenderCount));
        Assert.Equal(before["101"], rows["101"].RenderCount);
        Assert.Equal(before["103"], rows["103"].RenderCount);
        Assert.Contains("flash-a", page.Find("[data-agent='102']").ClassList);
        Assert.DoesNotContain("flash-a", page.Find("[data-agent='101']").ClassList);
    }

    [Fact]
    public void Feed_ManyPicturesWithinThePace_OneRender()
    {
        var page = RenderWith(Agent(101), Agent(102));
        var row = page.FindComponents<FloorRowView>().Single(view => view.Instance.Row.Id.WorkNo == "101");
        var before = row.RenderCount;
        Feed.Put(Agent(101) with { LastSequence = 1 });
        page.WaitForAssertion(() => Assert.Equal(before + 1, row.RenderCount));

        for (var i = 2; i <= 50; i++) Feed.Put(Agent(101) with { LastSequence = i });
        Assert.Equal(before + 1, row.RenderCount);
        // the loop may not have come to its pause yet when the clock is first put forward
        page.WaitForAssertion(() =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(250));
            Assert.Equal(50, row.Instance.Row.Snapshot.LastSequence);
        });
        Assert.InRange(row.RenderCount, before + 2, before + 3);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Drawer_NoCtiServer_SaysThatNoCallsCanBeHandled(bool cti, int warnings)
    {
        Sessions.States[Agent(101).Id] = Agent(101).Session;
        Sessions.Media[Agent(101).Id] = new(cti, true, false);
        var page = RenderWith(Agent(101));
        page.Find("[data-agent='101']").Click();
        page.WaitForAssertion(() => Assert.Equal(warnings, page.FindAll(".drawer dd.bad").Count(fact => fact.TextContent.Contains("no calls", StringComparison.Ordinal))));
    }

    [Fact]
    public void Drawer_OpenAgentRemoved_Closes()
    {
        var page = RenderWith(Agent(101), Agent(102));
        page.Find("[data-agent='102']").Click();
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".drawer")));
        Feed.Remove(new AgentId("main", "102"));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".drawer")));
    }

    [Fact]
    public void Empty_NoAgents_AdminMayAddOthersAsk()
    {
        var page = RenderWith();
        Assert.Contains("Ask your administrator", page.Find(".floor-empty").TextContent, StringComparison.Ordinal);
        User.SetPolicies(Policies.Floor, Policies.Administration);
        var adminPage = Render<FloorPage>();
        Assert.Equal("/admin/agents", adminPage.Find(".floor-empty a").GetAttribute("href"));
    }

    [Fact]
    public void Empty_FirstAgentComes_GridAppears()
    {
        var page = RenderWith();
        Feed.Put(Agent(101));
        page.WaitForAssertion(() => Assert.Equal("101", Order(page)));
    }

    [Fact]
    public async Task Act_RoleTakenAwayWhileThePageIsOpen_IsAskedWithoutRights()
    {
        User.SetRoles(Roles.Supervisor);
        var agent = Agent(101);
        var actions = RenderWith(agent).FindComponent<ActionScope>();
        var desk = (FakeActionDesk)Services.GetRequiredService<IActionDesk>();
        async Task<bool?> ActAsync()
        {
            await actions.InvokeAsync(() => actions.Instance.ActAsync(agent.Profile.Id, new AgentCommand(CommandKind.Busy), null));
            return desk.Asker?.MayAct;
        }

        Assert.True(await ActAsync());
        Surroundings.Rights.Hold = false;

        Assert.False(await ActAsync());
    }

    [Fact]
    public async Task Dispose_Page_EndsTheSubscription()
    {
        RenderWith(Agent(101));
        Assert.Equal(1, Feed.Readers);
        await DisposeComponentsAsync();
        Assert.Equal(0, Feed.Readers);
    }
}
