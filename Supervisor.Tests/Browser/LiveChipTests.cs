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
public sealed class LiveChipTests(Chromium chromium) : IAsyncLifetime
{
    private readonly FakeFloorFeed _feed = new();
    private RunningApp _app = null!;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task InitializeAsync()
    {
        _app = RunningApp.Start(services: services => services.AddSingleton<IFloorFeed>(_feed).AddSingleton<ISessionPool>(new FakeSessionPool()));
        await _app.AddUserAsync("sue", "supervisor");
        // the first is the longest in its state and stays on top
        _feed.Put(Enumerable.Range(101, 400).Select(number => People.Agent(number, AgentState.Talking, Now.AddMinutes(-600 + number))));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Live_IsSaidWhenThePageStands_AndNotReadOut()
    {
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.Page.AddInitScriptAsync("""
            addEventListener('DOMContentLoaded', () => new MutationObserver((_, watch) => {
              if (!document.getElementById('link-beat')) return;
              watch.disconnect();
              window.stoodAtTheFirstBeat = document.querySelector('.floor') !== null;
            }).observe(document, { subtree: true, childList: true }));
            """);
        await visitor.SignInAsync("sue", "/floor");
        await visitor.LiveAsync();
        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.stoodAtTheFirstBeat"));
        await Expect(visitor.Page.Locator("#link-chip")).ToHaveTextAsync("LIVE");
        await Expect(visitor.Page.Locator("#link-said")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task Latency_RowChangesInPlace_IsMeasuredOnce()
    {
        await using var visitor = await OpenAsync();
        var page = visitor.Page;
        await Expect(page.Locator("#link-chip")).ToHaveTextAsync("LIVE");
        var bell = (await page.Locator("#alert-bell").BoundingBoxAsync())!.X;

        // heard 400 ms ago by the server's clock: what the browser measures can be longer, never shorter
        var agent = _feed.Current.Agents.Values.MinBy(one => one.Since)!;
        _feed.Put(agent with { Reason = "1", LastReceivedAt = Now.AddMilliseconds(-400) });
        await Expect(page.Locator("#link-panel [data-figure=count]")).ToHaveTextAsync("1");
        var figures = await FiguresAsync(page);
        Assert.InRange(figures.P50, 400 - figures.Within - 1, 10_000);
        Assert.Equal(figures.P50, figures.P95);
        await Expect(page.Locator("#link-chip")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"LIVE \d+\.\d s"));
        Assert.Equal(bell, (await page.Locator("#alert-bell").BoundingBoxAsync())!.X);
        await page.Locator("#link-chip").ClickAsync();
        await Expect(page.Locator("#link-panel [data-figure=count]")).ToHaveTextAsync("1");
        await visitor.AssertCleanAsync();
    }

    [Fact]
    public async Task Latency_RowsThatScrollIntoView_DoNotCount()
    {
        await using var visitor = await OpenAsync();
        var page = visitor.Page;
        await page.Locator("#floor-grid").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator("[data-agent='500']")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator("[data-agent='101']")).ToBeVisibleAsync();
        Assert.Equal(0, (await FiguresAsync(page)).Count);
    }

    [Fact]
    public async Task Clocks_BrowserIsAnHourWrong_TimersAndLatencyAreRight()
    {
        await using var visitor = await chromium.VisitAsync(_app);
        var page = visitor.Page;
        await page.AddInitScriptAsync("{ const now = Date.now; Date.now = () => now() + 3600000; }");
        await visitor.SignInAsync("sue", "/floor");
        await visitor.LiveAsync();
        await Expect(page.Locator("[data-agent='101']")).ToBeVisibleAsync();
        // before the clocks are compared nothing is measured
        await Expect(page.Locator("#link-panel [data-figure=within]")).ToContainTextAsync("ms");
        var agent = _feed.Current.Agents.Values.MinBy(one => one.Since)!;
        _feed.Put(agent with { Reason = "1", LastReceivedAt = Now }, People.Agent(9001, AgentState.Busy, Now));
        await Expect(page.Locator("#link-panel [data-figure=count]")).ToHaveTextAsync("1");
        Assert.InRange((await FiguresAsync(page)).P50, 0, 20_000);
        await Expect(page.Locator("[data-tile='6'] .tile-time")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^0:\d\d$"));
    }

    [Fact]
    public async Task Timers_Watched_AreWithinASecondOfTheTruth()
    {
        await using var visitor = await OpenAsync();
        // every 50 ms for three seconds: how far the text of the first timer is behind the server's clock as the page knows it
        var worst = await visitor.Page.EvaluateAsync<double>("""
            () => new Promise(resolve => {
              const timer = document.querySelector('.timer'), since = Number(timer.dataset.since);
              let worst = 0, left = 60;
              const look = setInterval(() => {
                const parts = timer.textContent.split(':').map(Number), shown = parts.reduce((sum, part) => sum * 60 + part, 0);
                worst = Math.max(worst, Math.abs((Date.now() - since) / 1000 - shown - .5) - .5);
                if (--left === 0) { clearInterval(look); resolve(worst); }
              }, 50);
            })
            """);
        Assert.InRange(worst, 0, 1);
    }

    private async Task<Visitor> OpenAsync()
    {
        var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("sue", "/floor");
        await visitor.LiveAsync();
        await Expect(visitor.Page.Locator("[data-agent]").First).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("#link-panel [data-figure=within]")).ToContainTextAsync("ms");
        return visitor;
    }

    private static async Task<Figures> FiguresAsync(IPage page) =>
        await page.EvaluateAsync<Figures>("(({ p50, p95, count, within }) => ({ p50: p50 ?? 0, p95: p95 ?? 0, count, within: within ?? 0 }))(supervisor.latency())");

    private sealed record Figures
    {
        public double P50 { get; init; }

        public double P95 { get; init; }

        public int Count { get; init; }

        public double Within { get; init; }
    }
}
