using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Support;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Floor;

/// <summary>Groups, selection, menus, views and limits in front of a browser.</summary>
[Collection(FeatureBrowserTests.Name)]
public sealed class FloorBrowserTests(Chromium chromium) : IAsyncLifetime
{
    private readonly FakeFloorFeed _feed = new();
    private RunningApp _app = null!;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task InitializeAsync()
    {
        _app = RunningApp.Start(services: services => services.AddSingleton<IFloorFeed>(_feed).AddSingleton<ISessionPool>(new FakeSessionPool()));
        await _app.AddUserAsync("sue", "supervisor");
        _feed.Put(People.Crowd(60, Now));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Floor_GroupsChipsSelectionAndMenus_AxeFindsNothing(ColorScheme scheme)
    {
        await using var visitor = await OpenAsync("/floor?group=team&team=Sales&team=Service", scheme);
        var page = visitor.Page;
        await Expect(page.GetByRole(AriaRole.Treegrid)).ToBeVisibleAsync();
        await page.Locator("[data-agent] .c-pick").First.ClickAsync();
        await Expect(page.Locator(".selection-count")).ToHaveTextAsync("1 selected");
        await visitor.AssertCleanAsync();
        foreach (var menu in (string[])["Views", "Add filter", "Columns", "Export"])
        {
            await page.GetByRole(AriaRole.Button, new() { Name = menu, Exact = true }).ClickAsync();
            await Expect(page.Locator(".menu-panel:popover-open")).ToBeVisibleAsync();
            await visitor.AssertCleanAsync();
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.Locator(".menu-panel:popover-open")).ToHaveCountAsync(0);
        }

        // closing a menu has left the selection alone
        await Expect(page.Locator(".selection-count")).ToHaveTextAsync("1 selected");
    }

    [Fact]
    public async Task Cell_TooNarrow_TellsTheRestToWhoPointsAtIt()
    {
        var agent = People.Agent(7, AgentState.Talking, Now.AddHours(-9));
        _feed.Put(agent with { Profile = agent.Profile with { Name = "Maximiliana Featherstonehaugh-Cholmondeley" } });
        await using var visitor = await OpenAsync("/floor");
        var cell = visitor.Page.Locator("[data-agent='7'] .c-agent");
        await cell.HoverAsync();
        await Expect(cell).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("^Maximiliana Featherstonehaugh-Cholmondeley"));
        var other = visitor.Page.Locator("[data-agent]:not([data-agent='7']) .c-agent").First;
        await other.HoverAsync();
        await Expect(other).Not.ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("."));
    }

    [Fact]
    public async Task Cell_TooNarrow_TellsTheRestWhereTheKeyboardStands()
    {
        var agent = People.Agent(7, AgentState.Talking, Now.AddHours(-9));
        _feed.Put(agent with { Profile = agent.Profile with { Name = "Maximiliana Featherstonehaugh-Cholmondeley" } }, People.Agent(8, AgentState.Talking, Now.AddHours(-8)));
        await using var visitor = await OpenAsync("/floor");
        var tip = visitor.Page.Locator(".cell-tip");
        await visitor.Page.Locator("#floor-search").FocusAsync();
        await visitor.Page.Locator("#floor-grid").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Home");
        await Expect(visitor.Page.Locator(".fr.active")).ToHaveAttributeAsync("data-agent", "7");
        await Expect(tip).ToHaveTextAsync("Maximiliana Featherstonehaugh-Cholmondeley 7");
        await visitor.AssertCleanAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(tip).ToHaveCountAsync(0);
        await visitor.Page.Keyboard.PressAsync("Home");
        await Expect(tip).ToHaveCountAsync(1);
        await visitor.Page.Locator("#floor-search").FocusAsync();
        await Expect(tip).ToHaveCountAsync(0);
    }

    /// <summary>1280 pixels at 200 %.</summary>
    [Fact]
    public async Task LastRow_ReasonsTooLongForTheirCells_IsWholeAlsoBesideTheSelection()
    {
        _feed.Put([.. People.Crowd(60, Now).Select(agent => agent with { State = AgentState.Unknown, Reason = "connect" })]);
        await using var visitor = await OpenAsync("/floor");
        var (page, last) = (visitor.Page, visitor.Page.Locator(".fr.active"));
        await page.Locator("#floor-search").FocusAsync();
        await page.Locator("#floor-grid").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(last).ToHaveAttributeAsync("aria-rowindex", "61");
        await Expect(last).ToBeInViewportAsync(new() { Ratio = 0.95f });
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator(".selection-count")).ToHaveTextAsync("1 selected");
        await Eventually.IsTrueAsync(async () => await BottomAsync(last) <= (await page.Locator(".selection-bar").BoundingBoxAsync())!.Y);

        static async Task<float> BottomAsync(ILocator row) => (await row.BoundingBoxAsync())! is var box ? box.Y + box.Height : 0;
    }

    [Fact]
    public async Task Row_HalfTheWidth_SaysWhyAndOffersItsActions()
    {
        var busy = People.Agent(7, AgentState.Busy, Now.AddHours(-9)) with { Reason = "205" };
        _feed.Put(busy);
        await using var visitor = await OpenAsync("/floor");
        await visitor.Page.SetViewportSizeAsync(640, 400);
        var row = visitor.Page.Locator("[data-agent='7']");
        await Expect(row.GetByText("no. 205")).ToBeVisibleAsync();
        await row.Locator("[data-actions]").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Selection_ByKeyboard_SpaceShiftArrowsAllAndEscape()
    {
        await using var visitor = await OpenAsync("/floor");
        var page = visitor.Page;
        var count = page.Locator(".selection-count");
        await page.GetByRole(AriaRole.Grid).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(count).ToHaveTextAsync("1 selected");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await Expect(count).ToHaveTextAsync("3 selected");
        await page.Keyboard.PressAsync("Control+a");
        await Expect(count).ToHaveTextAsync("60 selected");
        Assert.Equal("", await page.EvaluateAsync<string>("String(getSelection())"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(count).ToHaveCountAsync(0);
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task View_SavedAsDefault_OpensTheFloorNextTime()
    {
        await using var visitor = await OpenAsync("/floor");
        var page = visitor.Page;
        await page.Locator("#floor-group").SelectOptionAsync("State");
        await page.GetByRole(AriaRole.Button, new() { Name = "Columns" }).ClickAsync();
        await page.Locator("#columns-menu").GetByLabel("Compact rows").CheckAsync();
        await Expect(page.Locator(".grid.compact")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Views" }).ClickAsync();
        await page.Locator("#views-menu").GetByLabel("Save as a view").FillAsync("Morning");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as new view" }).ClickAsync();
        await page.Locator("#views-menu").GetByLabel("My floor opens with it").CheckAsync();
        await Expect(page.Locator("#views-menu")).ToContainTextAsync("my default");

        await page.GotoAsync("/floor");
        await visitor.LiveAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Morning", Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator(".fg").First).ToBeVisibleAsync();
        await Expect(page.Locator(".grid.compact")).ToBeVisibleAsync();
        var height = await page.Locator("[data-agent]").First.EvaluateAsync<double>("row => row.getBoundingClientRect().height");
        Assert.Equal(28, height);
        Assert.Empty(visitor.Errors);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Limits_SetForATeam_OpenFloorShowsTheAlarmWithoutReload(ColorScheme scheme)
    {
        _feed.Put(People.Agent(9001, AgentState.Rest, Now.AddMinutes(-2), "Newly Come", "Claims"));
        await using var visitor = await OpenAsync("/floor?team=Claims");
        var row = visitor.Page.Locator("[data-agent='9001']");
        await Expect(row).Not.ToHaveAttributeAsync("data-over", "alarm");

        await using var other = await chromium.VisitAsync(_app, scheme);
        var page = other.Page;
        await other.SignInAsync("sue", "/floor/limits");
        await other.LiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add limit" }).ClickAsync();
        await page.GetByLabel("Team").SelectOptionAsync("Claims");
        await page.GetByLabel("Warning after").FillAsync("2:00");
        await page.GetByLabel("Alarm after").FillAsync("1:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("The alarm must come after the warning.")).ToBeVisibleAsync();
        await other.AssertCleanAsync();
        await page.GetByLabel("Warning after").FillAsync("0:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("[data-exception]")).ToContainTextAsync("Claims");
        await other.AssertCleanAsync();

        await Expect(row).ToHaveAttributeAsync("data-over", "alarm");
        Assert.Equal("1", await row.Locator(".used").GetAttributeAsync("data-part"));
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Export_Grid_IsCsvOfWhatIsShown()
    {
        await using var visitor = await OpenAsync("/floor?team=Sales");
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        var link = page.Locator("#export-menu a").First;
        await Expect(link).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("team=Sales"));
        var file = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        var lines = await File.ReadAllLinesAsync(await file.PathAsync());
        var shown = await page.Locator(".floor-count").InnerTextAsync();
        Assert.StartsWith("name,agentId,state,reason,since,secondsInState,level,team", lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.StartsWith($"{lines.Length - 1} of", shown, StringComparison.Ordinal);
    }

    private async Task<Visitor> OpenAsync(string address, ColorScheme scheme = ColorScheme.Light)
    {
        var visitor = await chromium.VisitAsync(_app, scheme);
        await visitor.SignInAsync("sue", address);
        await visitor.LiveAsync();
        await Expect(visitor.Page.Locator("[data-agent]").First).ToBeVisibleAsync();
        return visitor;
    }
}
