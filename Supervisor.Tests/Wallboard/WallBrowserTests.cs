using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Floor;
using Supervisor.Web.Features.Wallboard;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Wallboard;

[Collection(FeatureBrowserTests.Name)]
public sealed class WallBrowserTests(Chromium chromium)
{
    private static readonly Actor Sue = new("sue", false) { MayAlert = true };

    [Theory]
    [InlineData("dark", "en", 1280, 720)]
    [InlineData("light", "en", 1920, 1080)]
    [InlineData("dark", "zh-Hans", 3840, 2160)]
    public async Task Wall_WithoutASignIn_IsLiveCleanAndFitsTheScreen(string theme, string language, int width, int height)
    {
        var floor = new FakeFloorFeed();
        await using var app = RunningApp.Start(services: services => services.AddSingleton<IFloorFeed>(floor));
        floor.Put(People.Crowd(60, TimeProvider.System.GetUtcNow()));
        var address = await AddAsync(app, new WallForm { Name = "Hall", Theme = theme, Language = language });
        await using var visitor = await chromium.VisitAsync(app, width: width, height: height);
        var page = visitor.Page;
        await page.GotoAsync(address);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-link", "live");
        foreach (var shown in WallPages.All)
        {
            await Expect(page.Locator($"[data-page={shown}]")).ToBeVisibleAsync();
            Assert.True(await page.EvaluateAsync<bool>("() => { const shown = document.querySelector('.wall-page:not([hidden])'); return shown.scrollHeight <= shown.clientHeight + 1 && shown.scrollWidth <= shown.clientWidth + 1 && document.documentElement.scrollHeight <= innerHeight; }"), $"{shown} fits");
            if (Environment.GetEnvironmentVariable("SUPERVISOR_PICTURES") is { } directory) await page.ScreenshotAsync(new() { Path = Path.Combine(directory, $"wall-{theme}-{width}-{shown}.png") });
            await visitor.AssertCleanAsync();
            await page.Keyboard.PressAsync("ArrowRight");
        }

        Assert.Empty(await page.Context.CookiesAsync());
        Assert.DoesNotContain(address[(address.LastIndexOf('/') + 1)..], await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wall_FloorChanges_FollowsAndHidesNames()
    {
        var floor = new FakeFloorFeed();
        await using var app = RunningApp.Start(services: services => services.AddSingleton<IFloorFeed>(floor));
        floor.Put(People.Agent(291, AgentState.Idle, TimeProvider.System.GetUtcNow(), "Maria Keller"));
        var address = await AddAsync(app, new WallForm { Name = "Hall", Names = WallNames.Initials });
        await using var visitor = await chromium.VisitAsync(app);
        await visitor.Page.GotoAsync(address);
        await Expect(visitor.Page.Locator(".wall-tile.st-hold .wall-count")).ToHaveTextAsync("0");
        floor.Put(People.Agent(291, AgentState.Hold, TimeProvider.System.GetUtcNow().AddMinutes(-5), "Maria Keller"));
        await Expect(visitor.Page.Locator(".wall-tile.st-hold .wall-count")).ToHaveTextAsync("1");
        await Expect(visitor.Page.Locator(".wall-urgent")).ToContainTextAsync("M.K.");
        Assert.DoesNotContain("Keller", await visitor.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wall_ServerIsGone_VeilsTheWholeScreenAndComesBackByItself()
    {
        var floor = new FakeFloorFeed();
        await using var app = RunningApp.Start(services: services => services.AddSingleton<IFloorFeed>(floor));
        var address = await AddAsync(app, new WallForm { Name = "Hall" });
        await using var visitor = await chromium.VisitAsync(app);
        await visitor.Page.GotoAsync(address);
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-link", "live");
        await visitor.Page.Context.RouteAsync("**/stream", route => route.AbortAsync());
        await visitor.Page.ReloadAsync();
        await Expect(visitor.Page.Locator(".wall-veil")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".wall-veil-word")).ToContainTextAsync("NOT LIVE since ");
        await visitor.Page.Context.UnrouteAllAsync();
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-link", "live");
        await Expect(visitor.Page.Locator(".wall-veil")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Wall_Revoked_OpenScreenGoesBlankWithinSeconds()
    {
        await using var app = RunningApp.Start();
        var address = await AddAsync(app, new WallForm { Name = "Hall" });
        await using var visitor = await chromium.VisitAsync(app);
        await visitor.Page.GotoAsync(address);
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-link", "live");
        var commands = app.Services.GetRequiredService<WallCommands>();
        Assert.True((await commands.RevokeAsync((await commands.AllAsync(default))[0].Id, Sue, default)).IsDone);
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "This screen is not in use" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Wall_WrongTokens_AreRefusedCalmlyThenNotAnswered_WhileGoodOnesWork()
    {
        await using var app = RunningApp.Start();
        var address = await AddAsync(app, new WallForm { Name = "Hall" });
        using var client = new HttpClient { BaseAddress = new Uri(app.Address) };
        for (var guess = 0; guess < WallGate.MostGuesses; guess++) Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri($"/wall/guess{guess}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync(new Uri("/wall/guess", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync(new Uri("/wall/guess/stream", UriKind.Relative))).StatusCode);
        using var good = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal("no-referrer", good.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("noindex, nofollow", good.Headers.GetValues("X-Robots-Tag").Single());
        Assert.False(good.Headers.Contains("Set-Cookie"));
    }

    private static async Task<string> AddAsync(RunningApp app, WallForm form)
    {
        var (outcome, token) = await app.Services.GetRequiredService<WallCommands>().AddAsync(form, Sue, default);
        Assert.Empty(outcome.Errors);
        return "/wall/" + token;
    }
}
