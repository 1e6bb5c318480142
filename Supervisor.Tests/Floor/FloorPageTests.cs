using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Limits;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Features.Today;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Floor;

public sealed class FloorPageTests : BunitContext
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeFloorFeed _feed = new();
    private readonly FakeSessionPool _sessions = new();
    private readonly FloorServices _services = new();
    private readonly ManualTimeProvider _time = new(Start);
    private readonly Bunit.TestDoubles.BunitAuthorizationContext _user;

    public FloorPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.Setup<int>("supervisor.reveal", _ => true).SetResult(10);
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(_time).AddSingleton<IFloorFeed>(_feed).AddSingleton<ISessionPool>(_sessions).AddSingleton<IActionDesk>(new FakeActionDesk(_feed));
        _services.AddTo(Services);
        _user = AddAuthorization();
        _user.SetAuthorized("sue").SetPolicies(Policies.Floor);
    }

    private static AgentSnapshot Agent(int number, AgentState state = AgentState.Idle, int seconds = 60) => People.Agent(number, state, Start.AddSeconds(-seconds));

    private IRenderedComponent<FloorPage> RenderWith(params AgentSnapshot[] agents)
    {
        _feed.Put(agents);
        return Render<FloorPage>();
    }

    private static string Order(IRenderedComponent<FloorPage> page) => string.Join(' ', page.FindAll("[data-agent]").Select(row => row.GetAttribute("data-agent")));

    private static IElement Tile(IRenderedComponent<FloorPage> page, string state) => page.Find(".tile.st-" + state);

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
    public void Tile_ClickedTwice_FiltersAndShowsAllAgain()
    {
        var page = RenderWith(Agent(101), Agent(102, AgentState.Talking));
        Tile(page, "talking").Click();
        page.WaitForAssertion(() => Assert.Equal("102", Order(page)));
        page.WaitForAssertion(() => Assert.Equal("true", Tile(page, "talking").GetAttribute("aria-pressed")));
        page.WaitForAssertion(() => Assert.Equal("?state=talking", JSInterop.Invocations["supervisor.replaceQuery"][^1].Arguments[0]));
        Tile(page, "talking").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-agent]").Count));
        page.WaitForAssertion(() => Assert.Equal("", JSInterop.Invocations["supervisor.replaceQuery"][^1].Arguments[0]));
    }

    [Fact]
    public void Select_MouseAndKeys_BarCountsAndRowsSaySo()
    {
        var page = RenderWith(Agent(101, seconds: 90), Agent(102, seconds: 80), Agent(103, seconds: 70));
        Assert.Equal("true", page.Find("[role=grid]").GetAttribute("aria-multiselectable"));
        page.Find("[data-agent='101'] .c-pick").Click();
        page.Find("[data-agent='103']").Click(new MouseEventArgs { CtrlKey = true });
        page.WaitForAssertion(() => Assert.Equal("2 selected", page.Find(".selection-count").TextContent));
        Assert.Equal(["true", "false", "true"], page.FindAll("[data-agent]").Select(row => row.GetAttribute("aria-selected")));
        Assert.Empty(page.FindAll(".drawer"));

        page.Find("[data-clear-selection]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".selection-bar")));
        page.Find("[role=grid]").KeyDown(new KeyboardEventArgs { Key = "Home" });
        page.Find("[role=grid]").KeyDown(new KeyboardEventArgs { Key = "ArrowDown", ShiftKey = true });
        page.WaitForAssertion(() => Assert.Equal("2 selected", page.Find(".selection-count").TextContent));
        page.Find("[role=grid]").KeyDown(new KeyboardEventArgs { Key = " " });
        page.WaitForAssertion(() => Assert.Equal("1 selected", page.Find(".selection-count").TextContent));
        page.Find("[role=grid]").KeyDown(new KeyboardEventArgs { Key = "a", CtrlKey = true });
        page.WaitForAssertion(() => Assert.Equal("3 selected", page.Find(".selection-count").TextContent));
    }

    [Fact]
    public void Groups_Keyboard_FoldsAndGoesToTheHead()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/floor?group=team");
        var page = RenderWith(Agent(101), Agent(102, AgentState.Talking));
        void Press(string key) => page.Find("[role=treegrid]").KeyDown(key);
        Assert.Equal(("1", "true"), (page.Find(".fg").GetAttribute("aria-level"), page.Find(".fg").GetAttribute("aria-expanded")));
        Assert.All(page.FindAll("[data-agent]"), row => Assert.Equal("2", row.GetAttribute("aria-level")));
        Assert.Contains("2 agents", page.Find(".fg").TextContent, StringComparison.Ordinal);
        Press("End");
        Press("ArrowLeft");
        Assert.Equal(page.Find(".fg").Id, page.Find("[role=treegrid]").GetAttribute("aria-activedescendant"));
        Press(" ");
        page.WaitForAssertion(() => Assert.Equal("2 selected", page.Find(".selection-count").TextContent));
        Press("ArrowLeft");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-agent]")));
        Assert.Empty(page.FindAll(".selection-bar"));
        Press("ArrowRight");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-agent]").Count));
    }

    [Fact]
    public void Filters_MenuAndChips_AreInTheAddressAndGoOneByOne()
    {
        var page = RenderWith(Agent(101), Agent(102) with { Profile = new AgentProfile(new AgentId("main", "102"), "Bo", "Billing") });
        page.FindAll("[popovertarget=filter-menu]")[0].Click();
        page.FindAll("#filter-menu label").Single(label => label.TextContent.Contains("Billing", StringComparison.Ordinal)).QuerySelector("input")!.Change(true);
        page.WaitForAssertion(() => Assert.Equal("102", Order(page)));
        page.WaitForAssertion(() => Assert.Equal("?team=Billing", JSInterop.Invocations["supervisor.replaceQuery"][^1].Arguments[0]));
        page.Find("[data-chip=Team]").Click();
        page.WaitForAssertion(() => Assert.Equal("101 102", Order(page)));
    }

    [Fact]
    public void Columns_Hidden_AreKeptForThePersonAndGone()
    {
        var page = RenderWith(Agent(101));
        page.Find("[data-column=team] input").Change(false);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#fh-team")));
        Assert.Empty(page.FindAll("[data-agent] .c-team"));
        Assert.DoesNotContain(_services.Views.Habits.Layout!.Columns, column => column.Id == "team");
        page.FindAll("#columns-menu button").Single(button => button.TextContent == "Reset to default").Click();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("#fh-team")));
        Assert.Null(_services.Views.Habits.Layout);
    }

    [Fact]
    public void View_SavedAndDefault_OpensTheFloorAndSaysWhenItDiffers()
    {
        var page = RenderWith(Agent(101), Agent(102, AgentState.Talking));
        Tile(page, "talking").Click();
        page.Find("#views-menu input[maxlength]").Change("Calls");
        page.Find("#views-menu form").Submit();
        page.WaitForAssertion(() => Assert.Equal("Calls", page.Find("[popovertarget=views-menu]").TextContent));
        page.WaitForAssertion(() => Assert.Equal("?state=talking&view=1", JSInterop.Invocations["supervisor.replaceQuery"][^1].Arguments[0]));
        page.FindAll("#views-menu label").Single(label => label.TextContent.Contains("My floor opens", StringComparison.Ordinal)).QuerySelector("input")!.Change(true);

        var again = Render<FloorPage>();
        Assert.Equal("102", Order(again));
        Tile(again, "idle").Click();
        again.WaitForAssertion(() => Assert.Equal("Calls (changed)", again.Find("[popovertarget=views-menu]").TextContent));
        again.FindAll("#views-menu button").Single(button => button.TextContent == "Discard changes").Click();
        again.WaitForAssertion(() => Assert.Equal("102", Order(again)));
    }

    [Fact]
    public void Limits_Changed_OpenFloorFollows()
    {
        var page = RenderWith(Agent(101, AgentState.Idle, 300), Agent(102, AgentState.Rest, 60));
        Assert.Equal("101 102", Order(page));
        _services.Limits = new([new(new(AgentState.Rest, "", ""), StateLimit.Seconds(30, 50))]);
        page.WaitForAssertion(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
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
        _services.Today = TodayPicture.Nothing with { AsOf = Start, Agents = TodayPicture.Nothing.Agents.Add(new AgentId("main", "101"), figures) };
        page.WaitForAssertion(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(["3", "", "0:00", "0:00", "1:00:00", "12 %"], page.FindAll("[data-agent='101'] .c-sum").Select(cell => cell.TextContent));
        });
        Assert.Equal(Start.AddSeconds(-30).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), page.Find("[data-agent='101'] .c-sum[data-since]").GetAttribute("data-since"));
        Assert.Equal(before, rows["102"].RenderCount);
    }

    [Fact]
    public void Search_Typed_ShowsMatchesAndClears()
    {
        var page = RenderWith(Agent(101), Agent(102), Agent(112));
        page.Find("#floor-search").Input("12");
        page.WaitForAssertion(() => Assert.Equal("112", Order(page)));
        page.WaitForAssertion(() => Assert.Contains("1 of 3 agents", page.Find(".floor-tools").TextContent, StringComparison.Ordinal));
        page.Find(".filter-chip").Click();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-agent]").Count));
    }

    [Fact]
    public void Address_WithFilter_IsApplied()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/floor?state=talking&q=102");
        var page = RenderWith(Agent(101, AgentState.Talking), Agent(102, AgentState.Talking), Agent(1020));
        Assert.Equal("102", Order(page));
    }

    [Fact]
    public void Header_ClickedAndShiftClicked_SortsOnTwoLevels()
    {
        var page = RenderWith(Agent(101, AgentState.Talking, 10), Agent(102, AgentState.Idle, 20), Agent(103, AgentState.Idle, 30));
        page.Find("#fh-state").Click();
        page.Find("#fh-agent").Click(new MouseEventArgs { ShiftKey = true });
        page.WaitForAssertion(() => Assert.Equal("102 103 101", Order(page)));
        page.WaitForAssertion(() => Assert.Equal("ascending", page.Find("#fh-state").GetAttribute("aria-sort")));
        page.WaitForAssertion(() => Assert.Equal("none", page.Find("#fh-agent").GetAttribute("aria-sort")));
    }

    [Fact]
    public void Feed_OneAgentChanges_OnlyThatRowRendersAgain()
    {
        var page = RenderWith(Agent(101), Agent(102), Agent(103));
        var rows = page.FindComponents<FloorRowView>().ToDictionary(row => row.Instance.Row.Id.WorkNo);
        var before = rows.ToDictionary(row => row.Key, row => row.Value.RenderCount);

        _feed.Put(Agent(102) with { Reason = "x", State = AgentState.Idle, LastSequence = 7 });
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
        _feed.Put(Agent(101) with { LastSequence = 1 });
        page.WaitForAssertion(() => Assert.Equal(before + 1, row.RenderCount));

        for (var i = 2; i <= 50; i++) _feed.Put(Agent(101) with { LastSequence = i });
        Assert.Equal(before + 1, row.RenderCount);
        // the loop may not have come to its pause yet when the clock is first put forward
        page.WaitForAssertion(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            Assert.Equal(50, row.Instance.Row.Snapshot.LastSequence);
        });
        Assert.InRange(row.RenderCount, before + 2, before + 3);
    }

    [Fact]
    public void Order_ChangesUnderThePointer_IsHeldAndOffered()
    {
        var page = RenderWith(Agent(101, AgentState.Idle, 60), Agent(102, AgentState.Idle, 50));
        page.Find("[role=grid]").MouseEnter();
        _feed.Put(Agent(102, AgentState.Ringing, 30));
        page.WaitForAssertion(() => Assert.Contains("Order changed", page.Find(".order-waits:enabled").TextContent, StringComparison.Ordinal));
        Assert.Equal("101 102", Order(page));
        page.Find(".order-waits").Click();
        page.WaitForAssertion(() => Assert.Equal("102 101", Order(page)));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".order-waits:disabled")));
    }

    [Fact]
    public void Order_ChangesUnderFocus_IsHeldUntilFocusLeaves()
    {
        var page = RenderWith(Agent(101, AgentState.Idle, 60), Agent(102, AgentState.Idle, 50));
        page.Find("[role=grid]").FocusIn();
        _feed.Put(Agent(102, AgentState.Ringing, 30));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".order-waits:enabled")));
        Assert.Equal("101 102", Order(page));
        page.Find("[role=grid]").FocusOut();
        page.WaitForAssertion(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("102 101", Order(page));
        });
    }

    [Fact]
    public void Keyboard_ArrowsHomeEndEnter_MoveAndOpenTheDrawer()
    {
        var page = RenderWith(Agent(101, AgentState.Idle, 60), Agent(102, AgentState.Idle, 50), Agent(103, AgentState.Idle, 40));
        var grid = page.Find("[role=grid]");
        void Press(string key) => page.Find("[role=grid]").KeyDown(key);
        string Active() => page.Find("#" + page.Find("[role=grid]").GetAttribute("aria-activedescendant")).GetAttribute("data-agent") ?? "head";
        grid.FocusIn();
        page.WaitForAssertion(() => Assert.Equal("101", Active()));
        Press("ArrowDown");
        Assert.Equal("102", Active());
        Press("End");
        Assert.Equal("103", Active());
        Press("ArrowDown");
        Assert.Equal("103", Active());
        Press("Home");
        Assert.Equal("101", Active());
        Press("ArrowUp");
        Assert.Equal("head", Active());
        Press("ArrowDown");
        Assert.Equal("101", Active());
        Press("PageDown");
        Press("Enter");
        Assert.Equal("Agent 103", page.Find("#drawer-title").TextContent);
        page.Find(".drawer").KeyDown("Escape");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".drawer")));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Drawer_NoCtiServer_SaysThatNoCallsCanBeHandled(bool cti, int warnings)
    {
        _sessions.States[Agent(101).Id] = Agent(101).Session;
        _sessions.Media[Agent(101).Id] = new(cti, true, false);
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
        _feed.Remove(new AgentId("main", "102"));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".drawer")));
    }

    [Fact]
    public void Empty_NoAgents_AdminMayAddOthersAsk()
    {
        var page = RenderWith();
        Assert.Contains("Ask your administrator", page.Find(".floor-empty").TextContent, StringComparison.Ordinal);
        _user.SetPolicies(Policies.Floor, Policies.Administration);
        var adminPage = Render<FloorPage>();
        Assert.Equal("/admin/agents", adminPage.Find(".floor-empty a").GetAttribute("href"));
    }

    [Fact]
    public void Empty_FirstAgentComes_GridAppears()
    {
        var page = RenderWith();
        _feed.Put(Agent(101));
        page.WaitForAssertion(() => Assert.Equal("101", Order(page)));
    }

    [Fact]
    public void Empty_FilterHitsNothing_SaysWhichAndClears()
    {
        var page = RenderWith(Agent(101));
        Tile(page, "hold").Click();
        page.Find("#floor-search").Input("zz");
        page.WaitForAssertion(() => Assert.Contains("Hold", page.Find(".floor-empty").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("zz", page.Find(".floor-empty").TextContent, StringComparison.Ordinal));
        page.Find(".floor-empty button.primary").Click();
        page.WaitForAssertion(() => Assert.Equal("101", Order(page)));
    }

    [Fact]
    public async Task Dispose_Page_EndsTheSubscription()
    {
        RenderWith(Agent(101));
        Assert.Equal(1, _feed.Readers);
        await DisposeComponentsAsync();
        Assert.Equal(0, _feed.Readers);
    }
}
