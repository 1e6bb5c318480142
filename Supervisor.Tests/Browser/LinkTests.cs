using System.Text.Json;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Floor;
using Supervisor.Tests.Support;
using Supervisor.Web.Components;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Browser;

/// <summary>A page that somebody keeps open all day: it never shows an old state as live, and it comes back by itself.</summary>
[Collection(BrowserTests.Name)]
public sealed class LinkTests(Chromium chromium) : IAsyncLifetime
{
    private const string Address = "/floor?q=main&sort=agent";
    private const double Down = 36 * 60;

    private readonly FakeFloorFeed _feed = new();
    private RunningApp _app = null!;
    private Cable _cable = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _cable.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task CablePulled_ForLongerThanTheBeat_StaleUntilTheNewStateIsThere()
    {
        await using var visitor = await OpenAsync();
        var (agent, old) = await FollowAsync(visitor.Page);

        await PullUntilStaleAsync(visitor.Page);
        Change(agent);
        await AssertStandingAsync(visitor.Page);
        // a beat that has waited in the cable is no news, though younger than what is allowed without a break
        Assert.Equal("stale", await visitor.Page.EvaluateAsync<string>("""
            new Promise(done => {
              document.getElementById('link-beat').dataset.now = Date.now() - 3000;
              setTimeout(() => done(document.documentElement.dataset.link));
            })
            """));
        _cable.Plug();

        await BackAsync(visitor.Page, old);
        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.sameDocument"), "nothing was lost that a reload were needed for");
    }

    [Fact]
    public async Task CablePulled_UntilBothSidesGaveUp_SamePageGoesOn()
    {
        await using var visitor = await OpenAsync();
        var (agent, old) = await FollowAsync(visitor.Page);

        _cable.Pull();
        await Expect(visitor.Page.GetByText("What you see is no longer live.")).ToBeVisibleAsync();
        await UntilDisconnectedAsync();
        Change(agent);
        await AssertStandingAsync(visitor.Page);
        _cable.Plug();

        await BackAsync(visitor.Page, old);
        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.sameDocument"), "the circuit was still there");
    }

    [Fact]
    public async Task LidClosed_UntilTheCircuitIsGone_PageComesBackWhereItStood()
    {
        await using var visitor = await OpenAsync(retention: TimeSpan.FromSeconds(1));
        var (agent, old) = await FollowAsync(visitor.Page);
        await visitor.Page.EvaluateAsync("window.fallAsleep()");
        await using (await Sleep.BeginAsync(visitor.Page.Context.Browser!))
        {
            _cable.Pull();
            await Eventually.IsTrueAsync(() => _app.Services.GetRequiredService<CircuitCount>().Kept == 0, "the circuit given up");
            Change(agent);
        }

        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-link", "stale");
        _cable.Plug();

        await BackAsync(visitor.Page, old);
    }

    [Fact]
    public async Task PageFrozen_NewsStillYoung_StaleUntilAFreshBeat()
    {
        await using var visitor = await OpenAsync();
        await FollowAsync(visitor.Page);
        Assert.Equal("stale", await visitor.Page.EvaluateAsync<string>("document.dispatchEvent(new Event('freeze')), document.documentElement.dataset.link"));
        Assert.Equal("stale", await visitor.Page.EvaluateAsync<string>("document.dispatchEvent(new Event('resume')), document.documentElement.dataset.link"));
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-link", "live");
    }

    [Fact]
    public async Task MachineSlept_ClockOfThePageStoodStill_StaleBeforeAnythingElse()
    {
        await using var visitor = await OpenAsync();
        var (agent, old) = await FollowAsync(visitor.Page);

        // no 'freeze' is told where the whole machine sleeps
        await visitor.Page.EvaluateAsync("window.fallAsleep()");
        await PullUntilStaleAsync(visitor.Page);
        Change(agent);
        await AssertStandingAsync(visitor.Page);
        _cable.Plug();

        await visitor.Page.EvaluateAsync("document.dispatchEvent(new Event('resume'))");
        await BackAsync(visitor.Page, old);
    }

    [Fact]
    public async Task CircuitFault_WithTheLinkStanding_PageComesBackByItself()
    {
        await using var visitor = await OpenAsync();
        var (agent, old) = await FollowAsync(visitor.Page);
        var good = _feed.Current.Agents[agent];

        _feed.Put(good with { State = (AgentState)99 });
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-link", "stale");
        _feed.Put(good);
        Change(agent);
        // ten times as fast, so that nobody waits for the page's patience
        await visitor.Page.EvaluateAsync("((now, since) => { Date.now = () => since + (now() - since) * 10; })(Date.now.bind(Date), Date.now())");

        await BackAsync(visitor.Page, old);
    }

    /// <param name="retention">How long the server keeps a circuit without a link.</param>
    private async Task<Visitor> OpenAsync(TimeSpan? retention = null)
    {
        _app = RunningApp.Start(services: services =>
        {
            services.AddSingleton<IFloorFeed>(_feed).AddSingleton<ISessionPool>(new FakeSessionPool());
            // shorter than in life, so that nobody waits for it
            services.AddServerSideBlazor().AddHubOptions(options => options.ClientTimeoutInterval = TimeSpan.FromSeconds(6));
            if (retention is { } kept) services.Configure<CircuitOptions>(options => options.DisconnectedCircuitRetentionPeriod = kept);
        });
        await _app.AddUserAsync("sue", "supervisor");
        _cable = Cable.To(new Uri(_app.Address));
        _feed.Put(People.Crowd(200, TimeProvider.System.GetUtcNow()));
        var visitor = await chromium.VisitAsync(_cable.Address);
        await LinkWatch.InstallAsync(visitor.Page);
        await visitor.SignInAsync("sue", Address);
        await visitor.LiveAsync();
        var grid = visitor.Page.Locator("#floor-grid");
        await Expect(visitor.Page.Locator("[data-agent]").First).ToBeVisibleAsync();
        await grid.EvaluateAsync("(grid, top) => { grid.scrollTop = top; window.sameDocument = true; }", Down);
        await Expect(visitor.Page.Locator("[aria-rowindex='68']")).ToBeVisibleAsync();
        return visitor;
    }

    /// <summary>Looks at the agent in the middle of the view. Returns it and the word for its state.</summary>
    private async Task<(AgentId Agent, string State)> FollowAsync(IPage page)
    {
        var row = page.Locator("[aria-rowindex='68']");
        var number = await row.GetAttributeAsync("data-agent") ?? throw new InvalidOperationException("a row without an agent");
        await LinkWatch.FollowAsync(page, number);
        return (_feed.Current.Agents.Keys.Single(id => id.WorkNo == number), await row.Locator(".chip").InnerTextAsync());
    }

    /// <summary>Long before either side gives the connection up.</summary>
    private async Task PullUntilStaleAsync(IPage page)
    {
        _cable.Pull();
        var pulled = TimeProvider.System.GetTimestamp();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-link", "stale");
        Assert.InRange(TimeProvider.System.GetElapsedTime(pulled).TotalSeconds, 2, 10);
        await Expect(page.Locator(".link-word")).ToContainTextAsync("STALE");
        // the banner does not wait for Blazor, which notices after 15 s
        Assert.True(await page.GetByText("What you see is no longer live.").IsVisibleAsync());
    }

    private void Change(AgentId id)
    {
        var (agent, now) = (_feed.Current.Agents[id], TimeProvider.System.GetUtcNow());
        _feed.Put(agent with { State = agent.State == AgentState.Busy ? AgentState.Idle : AgentState.Busy, Reason = null, Call = null, Since = now, LastReceivedAt = now });
    }

    /// <summary>Clocks stand still, and grey.</summary>
    private static async Task AssertStandingAsync(IPage page)
    {
        const string Clocks = "[...document.querySelectorAll('#floor-grid .timer')].map(timer => timer.textContent).join()";
        var before = await page.EvaluateAsync<string>(Clocks);
        // the age of the chip goes on: two more of its seconds have passed
        var age = await page.Locator(".link-word").InnerTextAsync();
        await Expect(page.Locator(".link-word")).Not.ToHaveTextAsync(age);
        age = await page.Locator(".link-word").InnerTextAsync();
        await Expect(page.Locator(".link-word")).Not.ToHaveTextAsync(age);
        Assert.Equal(before, await page.EvaluateAsync<string>(Clocks));
        Assert.Equal("italic", await page.Locator("#floor-grid .timer").First.EvaluateAsync<string>("timer => getComputedStyle(timer).fontStyle"));
    }

    private Task UntilDisconnectedAsync() => Eventually.IsTrueAsync(() => _app.Services.GetRequiredService<CircuitCount>().Connected == 0, "the server has noticed");

    /// <summary>Live again without a click, with the rows of the floor, filter and place as before; the old state was never shown as live.</summary>
    private async Task BackAsync(IPage page, string old)
    {
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-link", "live");
        await Expect(page.Locator("[aria-rowindex='68'] .chip")).Not.ToHaveTextAsync(old);
        await Eventually.IsTrueAsync(async () => await page.Locator("#floor-grid").EvaluateAsync<double>("grid => grid.scrollTop") == Down, "the list where it stood");
        await Eventually.IsTrueAsync(async () => await LinkWatch.DrawnAsync(page) is { Count: > 15 } rows && rows.All(row => row.Value == Spelt(row.Key)), "every row as on the floor");
        Assert.EndsWith(Address, page.Url, StringComparison.Ordinal);
        await LinkWatch.AssertNeverOldAsLiveAsync(page, old);
    }

    private string Spelt(string agent) => JsonNamingPolicy.CamelCase.ConvertName(_feed.Current.Agents.Values.Single(snapshot => snapshot.Id.WorkNo == agent).State.ToString());
}
