using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Floor;
using Supervisor.Web.Realtime;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Alerts;

[Collection(FeatureBrowserTests.Name)]
public sealed class AlertPagesBrowserTests(Chromium chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Alert_RuleToInbox_IsRaisedSeenPutOffAndTakenCareOf(ColorScheme scheme)
    {
        var floor = new FakeFloorFeed();
        await using var app = RunningApp.Start(services: services => services.AddSingleton<IFloorFeed>(floor));
        await app.AddUserAsync("sue", "supervisor");
        var now = TimeProvider.System.GetUtcNow();
        floor.Put(People.Agent(291, AgentState.Rest, now.AddMinutes(-30), "Li Na"), People.Agent(292, AgentState.Rest, now.AddMinutes(-40), "Wang Wei"), People.Agent(293, AgentState.Idle, now, "John Okafor"));
        await using var visitor = await chromium.VisitAsync(app, scheme);
        var page = visitor.Page;
        await visitor.SignInAsync("sue", "/alerts/rules");
        await visitor.LiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add rule" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Choose at least one state.")).ToBeVisibleAsync();
        await Expect(page.GetByText("A name has 1 to 60 characters")).ToBeVisibleAsync();
        await visitor.AssertCleanAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Long rest");
        await page.GetByLabel("Rest", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Last 7 days" }).ClickAsync();
        await Expect(page.GetByText("It would have fired 0 times")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("[data-rule='Long rest']")).ToContainTextAsync("after 15:00");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Alerts: 2 unread" })).ToBeVisibleAsync();
        await visitor.AssertCleanAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Alerts: 2 unread" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Newest alerts" })).ToContainTextAsync("Li Na");
        await visitor.AssertCleanAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Alerts: none unread" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See all" }).ClickAsync();
        await visitor.LiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge Li Na, Long rest" }).ClickAsync();
        await page.GetByLabel("Note (not needed)").FillAsync("Spoke to her");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await Expect(page.Locator("[data-alert='291']")).ToHaveCountAsync(0);
        await page.GetByLabel("Put off Wang Wei, Long rest").SelectOptionAsync("15");
        await Expect(page.GetByText("Nothing asks for attention.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledged (1)" }).ClickAsync();
        await Expect(page.Locator("[data-alert='291']")).ToContainTextAsync("Spoke to her");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put off (1)" }).ClickAsync();
        await Expect(page.Locator("[data-alert='292']")).ToContainTextAsync("put off by sue until");

        floor.Put(People.Agent(291, AgentState.Idle, now, "Li Na"));
        await page.GetByRole(AriaRole.Button, new() { Name = "All", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-alert='291']")).ToContainTextAsync("lasted 30:00");
        await visitor.AssertCleanAsync();
    }

    [Fact]
    public async Task Sound_AskedFor_IsKeptInThisBrowserAndSoundsOnceForANewAlert()
    {
        var floor = new FakeFloorFeed();
        await using var app = RunningApp.Start(services: services => services.AddSingleton<IFloorFeed>(floor));
        await app.AddUserAsync("sue", "supervisor");
        await AddRuleAsync(app);
        await using var visitor = await chromium.VisitAsync(app);
        // what a person would hear
        await visitor.Page.AddInitScriptAsync("window.heard = 0; const start = OscillatorNode.prototype.start; OscillatorNode.prototype.start = function (at) { window.heard++; start.call(this, at); };");
        await visitor.SignInAsync("sue", "/alerts");
        await visitor.LiveAsync();
        var sound = visitor.Page.GetByLabel("Sound");
        await Expect(sound).Not.ToBeCheckedAsync();
        await sound.CheckAsync();
        await visitor.Page.ReloadAsync();
        await visitor.LiveAsync();
        await Expect(sound).ToBeCheckedAsync();
        floor.Put(People.Agent(291, AgentState.Rest, TimeProvider.System.GetUtcNow(), "Li Na"));
        await Expect(visitor.Page.Locator("[data-alert='291']")).ToBeVisibleAsync();
        await visitor.Page.WaitForFunctionAsync("() => window.heard === 2");
    }

    [Fact]
    public async Task Past_HasNoBell_AndViewersOnlyLook()
    {
        var floor = new FakeFloorFeed();
        await using var app = RunningApp.Start(services: services => services.AddSingleton<IFloorFeed>(floor));
        await app.AddUserAsync("vic", "viewer", "manager");
        await AddRuleAsync(app);
        floor.Put(People.Agent(291, AgentState.Rest, TimeProvider.System.GetUtcNow(), "Li Na"));
        await using var visitor = await chromium.VisitAsync(app);
        await visitor.SignInAsync("vic", "/alerts");
        await Expect(visitor.Page.Locator("[data-alert='291']")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("#alert-bell")).ToHaveCountAsync(1);
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge Li Na, Long rest" })).ToHaveCountAsync(0);
        await visitor.Page.GotoAsync("/floor?at=2026-11-20T10:00:00Z");
        await Expect(visitor.Page.Locator("#link-chip")).ToHaveTextAsync("PAST");
        await Expect(visitor.Page.Locator("#alert-bell")).ToHaveCountAsync(0);
    }

    private static async Task AddRuleAsync(RunningApp app)
    {
        var store = app.Services.GetRequiredService<Web.Alerts.AlertStore>();
        await using var db = await app.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<Web.Persistence.SupervisorDb>>().CreateDbContextAsync();
        db.AlertRules.Add(AlertSite.Rule(after: 0));
        await db.SaveChangesAsync();
        store.RulesChanged.Raise();
    }
}
