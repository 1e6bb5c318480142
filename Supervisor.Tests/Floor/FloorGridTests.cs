using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Floor;

/// <summary>The floor's grid under pointer and keyboard: order, selection, groups.</summary>
public sealed class FloorGridTests : FloorPageContext
{
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
    public void Order_ChangesUnderThePointer_IsHeldAndOffered()
    {
        var page = RenderWith(Agent(101, AgentState.Idle, 60), Agent(102, AgentState.Idle, 50));
        page.Find("[role=grid]").MouseEnter();
        Feed.Put(Agent(102, AgentState.Ringing, 30));
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
        Feed.Put(Agent(102, AgentState.Ringing, 30));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".order-waits:enabled")));
        Assert.Equal("101 102", Order(page));
        page.Find("[role=grid]").FocusOut();
        page.WaitForAssertion(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("102 101", Order(page));
        });
    }

    [Fact]
    public void GroupHead_OfATeam_TellsItsStatesWhereTheColumnsAreEmpty()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/floor?group=team");
        var page = RenderWith(Agent(101), Agent(102, AgentState.Talking));
        Assert.Empty(page.FindAll(".fg .c-group .group-state"));
        var states = page.Find(".fg .c-states");
        Assert.Equal(("3", 2), (states.GetAttribute("aria-colspan"), states.QuerySelectorAll(".group-state").Length));
        // team, call and login are one cell; nothing else is missing
        Assert.Equal(FloorLayout.Default.Columns.Length, page.FindAll(".fg > [role=gridcell]").Sum(cell => int.Parse(cell.GetAttribute("aria-colspan") ?? "1", System.Globalization.CultureInfo.InvariantCulture)) - 1);
    }

    [Theory]
    [InlineData("", "▾", "descending")]
    [InlineData("?sort=agent,time.desc", "▾²", "none")]
    public void Head_SortOnTwoLevels_MarksASecondOnlyBesideAFirst(string query, string mark, string order)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/floor" + query);
        var page = RenderWith(Agent(101));
        // beside the words, not in them: they are cut off where there is no room
        Assert.Equal(mark, page.Find(".fh .c-time .heading > .sort-mark").TextContent);
        Assert.Equal(order, page.Find(".fh .c-time").GetAttribute("aria-sort"));
    }

    [Theory]
    [InlineData(AgentState.Busy, "205", "no. 205")]
    [InlineData(AgentState.Rest, "2", "no. 2")]
    [InlineData(AgentState.Busy, "2", "did not answer")]
    [InlineData(AgentState.Busy, "0", "")]
    public void Row_ReasonOfAState_IsToldInShort(AgentState state, string reason, string words)
    {
        var page = RenderWith(Agent(101, state) with { Reason = reason });
        Assert.Equal(words, page.Find(".why").TextContent);
    }

    [Fact]
    public void Row_OfWhomSomebodyListensTo_SaysWhoListens()
    {
        ((FakeActionDesk)Services.GetRequiredService<IActionDesk>()).Running = new Inspection(Agent(102).Id, Agent(101).Id, InspectionMode.Listen, "ada", Start);
        var page = RenderWith(Agent(101), Agent(102));
        Assert.Equal("inspector 102 listens, asked by ada", page.Find("[data-agent='101'] .act-mark").TextContent);
        Assert.Equal("at agent 101, by ada", page.Find("[data-agent='102'] .act-mark").TextContent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Order_ChangesBehindTheDialogOfARow_IsHeldUntilFocusHasComeBackAndGone(bool comesBack)
    {
        User.SetRoles(Roles.Supervisor);
        var page = RenderWith(Agent(101, AgentState.Idle, 60), Agent(102, AgentState.Idle, 50));
        page.Find("[role=grid]").MouseEnter();
        page.Find("[data-agent='101'] [data-actions]").Click();
        page.WaitForAssertion(() => Assert.Contains("Agent 101", page.Find("#action-title").TextContent, StringComparison.Ordinal));
        page.Find("[role=grid]").FocusOut();
        page.Find("[role=grid]").MouseLeave();
        Feed.Put(Agent(102, AgentState.Ringing, 30));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".order-waits:enabled")));
        Assert.Equal("101 102", Order(page));

        // the browser gives the focus back, and then says that the dialog is closed
        if (comesBack) page.Find("[role=grid]").FocusIn();
        page.Find("#action-dialog").TriggerEvent("onclose", EventArgs.Empty);
        if (comesBack)
        {
            Feed.Put(Agent(102, AgentState.Hold, 130));
            page.WaitForAssertion(() =>
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                Assert.Equal("Hold", page.Find("[data-agent='102'] .chip").TextContent);
            });
            Assert.Equal("101 102", Order(page));
            page.Find("[role=grid]").FocusOut();
        }

        page.WaitForAssertion(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
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
}
