using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Floor;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Actions;

[Collection(FeatureBrowserTests.Name)]
public sealed class ActionsBrowserTests(Chromium chromium) : IAsyncLifetime
{
    private readonly FakeFloorFeed _feed = new();
    private FakeActionDesk _desk = null!;
    private RunningApp _app = null!;

    public async Task InitializeAsync()
    {
        _desk = new FakeActionDesk(_feed);
        _app = RunningApp.Start(services: services => services.AddSingleton<IFloorFeed>(_feed).AddSingleton<ISessionPool>(new FakeSessionPool()).AddSingleton<IActionDesk>(_desk));
        await _app.AddUserAsync("sue", "supervisor");
        await _app.AddUserAsync("vic", "viewer");
        var now = TimeProvider.System.GetUtcNow();
        _feed.Put(People.Agent(101, AgentState.Rest, now.AddMinutes(-40), "Long Rest"), People.Agent(102, AgentState.Rest, now.AddMinutes(-5), "Short Rest"), People.Agent(103, AgentState.Talking, now.AddMinutes(-1), "In Call"));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Keyboard_WhoIsInRestTooLong_IsSentBackInThreeKeys()
    {
        await using var visitor = await OpenAsync("sue");
        var dialog = visitor.Page.Locator("#action-dialog");
        await visitor.Page.Locator("#floor-grid").FocusAsync();
        await Expect(visitor.Page.Locator(".fr.active")).ToHaveAttributeAsync("data-agent", "101"); // over its limit, so it stands first
        await visitor.Page.Keyboard.PressAsync("a");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Back to idle" })).ToBeFocusedAsync();
        await visitor.AssertCleanAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(dialog).ToBeHiddenAsync();
        Assert.Equal(("101", CommandKind.Idle), Assert.Single(_desk.Asked) is var asked ? (asked.Agent.WorkNo, asked.Command.Kind) : default);
        await Expect(visitor.Page.Locator("[data-agent='101'] .act-mark")).ToContainTextAsync("Idle: asked");
        await Expect(visitor.Page.Locator("#floor-grid")).ToBeFocusedAsync();
        await visitor.AssertCleanAsync();
    }

    [Fact]
    public async Task Dialog_SignOutInACall_SaysWhatItDoesAndAsksWhy()
    {
        await using var visitor = await OpenAsync("sue");
        var dialog = visitor.Page.Locator("#action-dialog");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Actions for In Call" }).ClickAsync();
        var wrapUp = dialog.Locator("[data-action=endWrapUp]");
        await Expect(wrapUp).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(wrapUp).ToHaveAccessibleDescriptionAsync("The agent is not in wrap-up.");
        await dialog.Locator("[data-action=signOut]").ClickAsync();
        await Expect(dialog).ToContainTextAsync("The agent is signed out when it is over.");
        await dialog.GetByLabel("At once").CheckAsync();
        await Expect(dialog).ToContainTextAsync("the customer is cut off");
        await visitor.AssertCleanAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Sign agent out" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("Say why");
        Assert.Empty(_desk.Asked);
        await dialog.GetByLabel("Why").FillAsync("fire drill");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Sign agent out" }).ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();
        Assert.Equal((true, "fire drill"), Assert.Single(_desk.Asked) is var asked ? (asked.Command.CutsCall, asked.Why) : default);
    }

    [Fact]
    public async Task Selection_SomeLeftOut_SaysWhoAndWhyAndShowsTheResults()
    {
        await using var visitor = await OpenAsync("sue");
        var dialog = visitor.Page.Locator("#action-dialog");
        await visitor.Page.Locator("#floor-grid").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Control+a");
        await visitor.Page.Locator("[data-bulk=busy]").ClickAsync();
        await Expect(dialog).ToContainTextAsync("1 of 3 agents");
        await Expect(dialog).ToContainTextAsync("1 agents: The call goes on.");
        await Expect(dialog.Locator(".act-others li")).ToHaveCountAsync(2);
        await visitor.AssertCleanAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Busy" }).ClickAsync();
        await Expect(dialog.Locator("[data-result='103']")).ToContainTextAsync("asked");
        await Expect(dialog.Locator("[data-result='101']")).ToContainTextAsync("back to idle first");
        await visitor.AssertCleanAsync();
        Assert.Equal("103", Assert.Single(_desk.Asked).Agent.WorkNo);
    }

    [Fact]
    public async Task Viewer_SeesWhatIsDoneAndCanDoNothing()
    {
        await _desk.ActAsync(new AgentId("main", "101"), new AgentCommand(CommandKind.Idle), null, new("sue", false), default);
        await using var visitor = await OpenAsync("vic");
        await Expect(visitor.Page.Locator("[data-agent='101'] .act-mark")).ToHaveAttributeAsync("title", "Idle: asked, by sue");
        await Expect(visitor.Page.Locator("[data-actions], .c-pick")).ToHaveCountAsync(0);
        await visitor.Page.Locator("#floor-grid").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator(".drawer-acts")).ToContainTextAsync("by sue");
        await Expect(visitor.Page.Locator(".drawer-acts button")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Sessions_TroubleFirstFilterInTheAddressAndClean(ColorScheme scheme)
    {
        _feed.Put(People.Agent(104, AgentState.Unknown, TimeProvider.System.GetUtcNow(), "Lost"));
        await using var visitor = await chromium.VisitAsync(_app, scheme);
        await visitor.SignInAsync("sue", "/sessions");
        await visitor.LiveAsync();
        await Expect(visitor.Page.Locator("[data-session]").First).ToHaveAttributeAsync("data-session", "104");
        await visitor.AssertCleanAsync();
        await visitor.Page.Locator("[data-phase=Waiting]").ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(_app.Address + "/sessions?state=waiting");
        await Expect(visitor.Page.Locator("[data-session]")).ToHaveCountAsync(1);
        await visitor.AssertCleanAsync();
    }

    private async Task<Visitor> OpenAsync(string name)
    {
        var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync(name, "/floor");
        await visitor.LiveAsync();
        await Expect(visitor.Page.Locator("[data-agent]").First).ToBeVisibleAsync();
        return visitor;
    }
}
