using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Floor;
using Supervisor.Tests.Support;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class FloorPageTests(Chromium chromium) : IAsyncLifetime
{
    private readonly FakeFloorFeed _feed = new();
    private RunningApp _app = null!;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task InitializeAsync()
    {
        _app = RunningApp.Start(services: services => services.AddSingleton<IFloorFeed>(_feed).AddSingleton<ISessionPool>(new FakeSessionPool()));
        await _app.AddUserAsync("sue", "supervisor");
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Floor_AgentChanges_RowChangesWithoutReload()
    {
        _feed.Put(People.Crowd(60, Now));
        await using var visitor = await OpenAsync();
        await visitor.Page.EvaluateAsync("window.sameDocument = true");

        _feed.Put(People.Agent(9001, AgentState.Ringing, Now, "Newly Come"));
        var row = visitor.Page.Locator("[data-agent='9001']");
        await visitor.Page.GetByRole(AriaRole.Searchbox).FillAsync("newly");
        await Expect(row).ToContainTextAsync("Ringing");
        var timer = row.Locator(".timer");
        await Expect(timer).Not.ToHaveTextAsync(await timer.InnerTextAsync());
        _feed.Put(People.Agent(9001, AgentState.Talking, Now, "Newly Come"));
        await Expect(row).ToContainTextAsync("Talking");

        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.sameDocument"));
        await Expect(visitor.Page).ToHaveURLAsync(_app.Address + "/floor?q=newly");
        await visitor.AssertCleanAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Floor_EveryStateAndTheDrawer_AxeFindsNothingSerious(ColorScheme scheme)
    {
        _feed.Put(People.Crowd(60, Now));
        await using var visitor = await OpenAsync(scheme);
        await visitor.Page.Locator("[data-agent]").First.ClickAsync();
        await Expect(visitor.Page.Locator("#drawer-title")).ToBeVisibleAsync();
        await visitor.AssertCleanAsync();
    }

    [Fact]
    public async Task Keyboard_SearchTilesGridAndDrawer_WorkWithoutAPointer()
    {
        _feed.Put(People.Crowd(2000, Now));
        await using var visitor = await OpenAsync();
        var page = visitor.Page;
        var search = page.GetByRole(AriaRole.Searchbox);
        var grid = page.GetByRole(AriaRole.Grid);

        await page.Keyboard.PressAsync("/");
        await Expect(search).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("north");
        await Expect(page.Locator(".floor-count")).ToHaveTextAsync("400 of 2000 agents");
        await page.Keyboard.PressAsync("Escape");
        await Expect(search).ToHaveValueAsync("");
        await Expect(page.Locator(".floor-count")).ToHaveTextAsync("2000 agents");

        await grid.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator(".fr.active")).ToHaveAttributeAsync("aria-rowindex", "2001");
        await Expect(page.Locator(".fr.active")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("ArrowDown");
        var active = page.Locator(".fr.active");
        await Expect(active).ToHaveAttributeAsync("aria-rowindex", "3");
        await Expect(active).ToBeInViewportAsync();
        Assert.Equal(await active.GetAttributeAsync("id"), await grid.GetAttributeAsync("aria-activedescendant"));

        var name = await active.Locator(".name").InnerTextAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#drawer-title")).ToHaveTextAsync(name);
        await page.Keyboard.PressAsync("Escape");
        await Expect(grid).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("3");
        await Expect(page).ToHaveURLAsync(_app.Address + "/floor?state=talking");
        await visitor.AssertCleanAsync();
    }

    [Fact]
    public async Task Order_ChangesUnderThePointer_NothingMovesAway()
    {
        var since = Now;
        _feed.Put(People.Crowd(60, since));
        await using var visitor = await OpenAsync();
        var grid = visitor.Page.GetByRole(AriaRole.Grid);
        var before = await grid.BoundingBoxAsync();
        await grid.HoverAsync();
        _feed.Put(People.Agent(9001, AgentState.Ringing, since.AddMinutes(-5), "Newly Come"));
        await Expect(visitor.Page.Locator(".order-waits")).ToBeVisibleAsync();
        Assert.Equivalent(before, await grid.BoundingBoxAsync());
    }

    [Fact]
    public async Task Keyboard_RoomForTheGridShrinks_RowStaysInView()
    {
        _feed.Put(People.Crowd(200, Now));
        await using var visitor = await OpenAsync();
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Grid).FocusAsync();
        await page.Keyboard.PressAsync("End");
        var active = page.Locator(".fr.active");
        await Expect(active).ToHaveAttributeAsync("aria-rowindex", "201");
        await Expect(active).ToBeInViewportAsync(new() { Ratio = 0.9f });
        foreach (var height in (int[])[700, 760, 700])
        {
            await page.SetViewportSizeAsync(1280, height);
            await Expect(active).ToBeInViewportAsync(new() { Ratio = 0.9f });
        }
    }

    [Fact]
    public async Task Shortcuts_SwitchedOff_SingleKeysDoNothing()
    {
        _feed.Put(People.Crowd(60, Now));
        await using var visitor = await OpenAsync();
        var page = visitor.Page;
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await visitor.AssertCleanAsync();
        await page.GetByLabel("Use the single keys").UncheckAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("/");
        await Expect(page.GetByRole(AriaRole.Searchbox)).Not.ToBeFocusedAsync();
    }

    [Fact]
    public async Task Floor_MenuLinkClickedWithFilter_ShowsEverybodyAgain()
    {
        _feed.Put(People.Crowd(60, Now));
        await using var visitor = await OpenAsync();
        await visitor.Page.GetByRole(AriaRole.Searchbox).FillAsync("north");
        await Expect(visitor.Page.Locator(".floor-count")).ToHaveTextAsync("12 of 60 agents");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Floor" }).ClickAsync();
        await Expect(visitor.Page.Locator(".floor-count")).ToHaveTextAsync("60 agents");
        await Expect(visitor.Page.Locator("[data-agent]").First).ToBeVisibleAsync();
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Grid_RowHeight_IsWhatVirtualizeCountsWith()
    {
        _feed.Put(People.Crowd(200, Now));
        await using var visitor = await OpenAsync();
        var height = await visitor.Page.Locator("[data-agent]").First.EvaluateAsync<double>("row => row.getBoundingClientRect().height");
        Assert.Equal(Supervisor.Web.Features.Floor.FloorLayout.Default.RowHeight, height);
    }

    [Fact]
    public async Task Grid_FirstRows_BeginAtTheFirst()
    {
        _feed.Put(People.Crowd(200, Now));
        await using var visitor = await chromium.VisitAsync(_app);
        // what Virtualize ever left free above the rows
        await visitor.Page.AddInitScriptAsync("""
            window.gaps = [];
            new MutationObserver(() => {
              const above = document.querySelector('#floor-grid .body > :first-child');
              if (above && above.offsetHeight > 0 && !above.matches('[role=row]')) window.gaps.push(above.offsetHeight);
            }).observe(document, { subtree: true, childList: true, attributes: true });
            """);
        await visitor.SignInAsync("sue", "/floor");
        await visitor.LiveAsync();
        await Expect(visitor.Page.Locator("[aria-rowindex='2']")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("[aria-rowindex='20']")).ToBeAttachedAsync();
        Assert.Equal("", await visitor.Page.EvaluateAsync<string>("window.gaps.join()"));
        // and the list still goes on to its end
        await visitor.Page.Locator("#floor-grid").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("End");
        await Expect(visitor.Page.Locator("[aria-rowindex='201']")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(768)]
    [InlineData(1280)]
    public async Task Floor_AnyWidth_PageDoesNotScrollSideways(int width)
    {
        _feed.Put(People.Crowd(60, Now));
        await using var visitor = await OpenAsync(width: width);
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        // what does not fit scrolls inside the grid, while agent and state stay in sight
        await visitor.Page.EvaluateAsync("document.getElementById('floor-grid').scrollLeft = 5000");
        foreach (var cell in (string[])[".c-agent", ".c-state"])
            Assert.True(await visitor.Page.Locator("[data-agent] " + cell).First.EvaluateAsync<bool>("(c => { const r = c.getBoundingClientRect(), g = document.getElementById('floor-grid').getBoundingClientRect(); return r.left >= g.left - 1 && r.right <= g.right + 1; })"));
    }

    private async Task<Visitor> OpenAsync(ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var visitor = await chromium.VisitAsync(_app, scheme, width);
        await visitor.SignInAsync("sue", "/floor");
        await visitor.LiveAsync();
        await Expect(visitor.Page.Locator("[data-agent]").First).ToBeVisibleAsync();
        return visitor;
    }
}
