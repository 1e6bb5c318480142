using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Events;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Features.Replay;
using Supervisor.Web.Persistence;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Replay;

[Collection(FeatureBrowserTests.Name)]
public sealed class TimeTravelBrowserTests(Chromium chromium) : IAsyncLifetime
{
    /// <summary>An hour ago, at a whole second.</summary>
    private readonly DateTimeOffset _at = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 3_600);
    private RunningApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = RunningApp.Start();
        await _app.AddUserAsync("sue", "supervisor");
        await _app.AddUserAsync("mia", "supervisor", "manager");
        await _app.AddUserAsync("max", "manager");
        using var appender = new EventAppender(_app.Services.GetRequiredService<DataDirectory>());
        appender.Append(
        [
            Event(1, -600, "101", "AgentState_Ready"), Event(2, -500, "102", "AgentState_Work"), Event(3, -400, "103", "AgentState_Ready"),
            Event(4, 20, "101", "AgentEvent_Ringing", """{"callid":"1-1","caller":"0755123","feature":"7"}"""),
            Event(5, 30, "101", "AgentEvent_Talking", """{"callid":"1-1","caller":"0755123","feature":"7"}"""),
            Event(6, 3_000, "101", "AgentState_Ready"),
        ]);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Past_PlayedAndPaused_AddressFollowsAndReloadShowsTheSame(ColorScheme scheme)
    {
        await using var visitor = await OpenAsync("mia", scheme);
        var page = visitor.Page;
        await Expect(Tile(page, "idle")).ToHaveTextAsync("2");
        await Expect(Tile(page, "wrapUp")).ToHaveTextAsync("1");
        await Expect(page).ToHaveTitleAsync("Past floor - Supervisor");
        await Expect(page.Locator("[data-agent='103'] .timer")).ToHaveTextAsync("6:40"); // by the clock of the replay
        await visitor.AssertCleanAsync();

        await page.GetByLabel("Speed").SelectOptionAsync("10");
        await page.GetByRole(AriaRole.Grid).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(Tile(page, "talking")).ToHaveTextAsync("1");
        await Expect(page.Locator("[data-agent='101'] .party")).ToHaveTextAsync("0755123");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByText("not live, paused")).ToBeVisibleAsync();
        await Expect(page).Not.ToHaveURLAsync(_app.Address + ReplayAddress.Of(_at));

        var (address, moment) = (page.Url, await page.Locator(".past-moment").InnerTextAsync());
        Assert.True(ReplayAddress.Read(address) >= _at.AddSeconds(30));
        await page.ReloadAsync();
        await Expect(Tile(page, "talking")).ToHaveTextAsync("1");
        await Expect(page.Locator(".past-moment")).ToHaveTextAsync(moment);
        Assert.Equal(address, page.Url);

        await page.Keyboard.PressAsync(",");
        await Expect(page).ToHaveURLAsync(_app.Address + ReplayAddress.Of(_at.AddSeconds(30)));
        await page.Keyboard.PressAsync(",");
        await Expect(page).ToHaveURLAsync(_app.Address + ReplayAddress.Of(_at.AddSeconds(20)));
        await Expect(Tile(page, "ringing")).ToHaveTextAsync("1");
        await page.Keyboard.PressAsync(".");
        await Expect(Tile(page, "talking")).ToHaveTextAsync("1");
        await visitor.AssertCleanAsync();
    }

    [Fact]
    public async Task Live_FromThePast_AndBack_LoadsAnotherPage()
    {
        await using var visitor = await OpenAsync("mia");
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Live", Exact = true }).ClickAsync();
        await visitor.LiveAsync();
        await Expect(page).ToHaveURLAsync(_app.Address + "/floor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look back" }).ClickAsync();
        await PastAsync(page);
        await Expect(page).ToHaveURLAsync(new Regex(@"/floor\?at=20"));
        // the menu leads to the live floor too
        await page.GetByRole(AriaRole.Link, new() { Name = "Floor", Exact = true }).ClickAsync();
        await visitor.LiveAsync();
        await Expect(page.Locator(".past-band")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Past_SupervisorWithoutTheManagerRole_IsToldWhichRoleIsNeeded()
    {
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("sue", ReplayAddress.Of(_at));
        await Expect(visitor.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "needs the role manager" })).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("[data-agent]")).ToHaveCountAsync(0);
        await visitor.AssertCleanAsync();
    }

    [Fact]
    public async Task Past_ManagerWhoDoesNotSeeTheFloor_IsToldWhichRoleIsNeeded()
    {
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("max", ReplayAddress.Of(_at));
        await Expect(visitor.Page.GetByText("one of the roles supervisor, viewer or admin")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Asia/Kolkata")]
    public async Task Box_OfDateAndTime_IsInTheZoneOfTheBrowser(string zone)
    {
        await using var visitor = await OpenAsync("mia", timeZone: zone);
        var page = visitor.Page;
        var local = TimeZoneInfo.ConvertTime(_at, TimeZoneInfo.FindSystemTimeZoneById(zone));
        Assert.StartsWith(local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture), await page.Locator("#past-date").InputValueAsync(), StringComparison.Ordinal);
        var later = local.AddSeconds(25);
        // as the browser writes it: it leaves out seconds that are zero
        await page.Locator("#past-date").FillAsync(later.ToString(later.Second == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        await page.GetByRole(AriaRole.Button, new() { Name = "Go", Exact = true }).ClickAsync();
        await Expect(Tile(page, "ringing")).ToHaveTextAsync("1");
        Assert.Equal(_at.AddSeconds(25), ReplayAddress.Read(page.Url));
    }

    private async Task<Visitor> OpenAsync(string user, ColorScheme scheme = ColorScheme.Light, string? timeZone = null)
    {
        var visitor = await chromium.VisitAsync(_app, scheme, timeZone: timeZone);
        await visitor.SignInAsync(user, ReplayAddress.Of(_at));
        await PastAsync(visitor.Page);
        return visitor;
    }

    private static async Task PastAsync(IPage page)
    {
        await Expect(page.Locator("#link-chip")).ToHaveTextAsync("PAST");
        await Expect(page.Locator("#past-date")).ToBeVisibleAsync();
    }

    private static ILocator Tile(IPage page, string state) => page.Locator($".tile.st-{state} .tile-count");

    private ObservedEvent Event(long sequence, int seconds, string agent, string type, string? content = null) => TempStore.Event(sequence, agent, type, content) with { ReceivedAt = _at.AddSeconds(seconds) };
}
