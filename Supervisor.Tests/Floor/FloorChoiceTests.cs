using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Agents;
using Supervisor.Web.Features.Floor;

namespace Supervisor.Tests.Floor;

/// <summary>What a person chooses to see of the floor: tiles, search, filters, order, columns, views.</summary>
public sealed class FloorChoiceTests : FloorPageContext
{
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
    public void Columns_Hidden_AreKeptForThePersonAndGone()
    {
        var page = RenderWith(Agent(101));
        page.Find("[data-column=team] input").Change(false);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#fh-team")));
        Assert.Empty(page.FindAll("[data-agent] .c-team"));
        Assert.DoesNotContain(Surroundings.Views.Habits.Layout!.Columns, column => column.Id == "team");
        page.FindAll("#columns-menu button").Single(button => button.TextContent == "Reset to default").Click();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("#fh-team")));
        Assert.Null(Surroundings.Views.Habits.Layout);
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
}
