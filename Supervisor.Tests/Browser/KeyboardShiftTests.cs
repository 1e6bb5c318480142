using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Agents;
using Supervisor.Simulator;
using Supervisor.Tests.MainJob;
using Supervisor.Web.Alerts;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Browser;

/// <summary>A supervisor's shift without a pointer: nothing here clicks, and nothing gets the focus but by keys.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeyboardShiftTests(Chromium chromium)
{
    private const int MostTabs = 80;

    private IPage _page = null!;
    private bool _began;

    private ILocator Grid => _page.Locator("#floor-grid");

    private ILocator Dialog => _page.Locator("#action-dialog");

    [Fact]
    public async Task Shift_FromSignInToSignOut_NeedsNoPointer()
    {
        await using var site = await LiveSite.StartAsync(new SimulatorOptions { Agents = 4, Scenario = false });
        await KeepRuleAsync(site);
        await site.ImportAsync();
        await site.App.AddUserAsync("sue", "supervisor");
        for (var agent = 0; agent < 4; agent++) await site.UntilAsync(agent, AgentState.Idle);
        await using var visitor = await chromium.VisitAsync(site.App);
        _page = visitor.Page;

        await SignInAsync(visitor);
        var number = site.Id(0).WorkNo;
        await SearchAndBackAsync(number);
        await RestAsync(number);
        await SendBackFromDrawerAsync(number);
        await BusyFromTheMenuAsync(number);
        await AcknowledgeAsync();
        await GoAsync("Floor", "/floor");
        await EverybodyIdleAsync();
        await GroupAndFilterAsync();
        await GoAsync("Limits", "/floor/limits", underSetUp: true);
        await GoAsync("Sessions", "/sessions");
        await PressOnAsync(_page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }), "Enter");
        await Expect(_page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/sign-in"));
        Assert.Empty(visitor.Errors);
    }

    private async Task SignInAsync(Visitor visitor)
    {
        await _page.GotoAsync("/account/sign-in");
        await TypeIntoAsync(_page.GetByLabel("User name"), "sue");
        await _page.Keyboard.PressAsync("Tab");
        await _page.Keyboard.TypeAsync(RunningApp.Password);
        await _page.Keyboard.PressAsync("Enter");
        await visitor.LiveAsync();
        await Expect(_page.Locator("[data-agent]")).ToHaveCountAsync(4);
    }

    private async Task SearchAndBackAsync(string number)
    {
        await _page.Keyboard.PressAsync("/");
        await _page.Keyboard.TypeAsync(number);
        await Expect(_page.Locator(".floor-count")).ToHaveTextAsync("1 of 4 agents");
        await _page.Keyboard.PressAsync("Escape");
        await Expect(_page.Locator(".floor-count")).ToHaveTextAsync("4 agents");
        await TabToAsync(Grid);
        await _page.Keyboard.PressAsync("End");
        await Expect(_page.Locator(".fr.active")).ToHaveAttributeAsync("aria-rowindex", "5");
        await StandOnAsync(number);
    }

    private async Task RestAsync(string number)
    {
        await _page.Keyboard.PressAsync("a");
        await ChooseAsync("rest");
        await PressOnAsync(Dialog.GetByRole(AriaRole.Button, new() { Name = "Rest" }), "Enter");
        await StandsInGridAsync(number);
        await Expect(Row(number).Locator(".chip")).ToHaveTextAsync("Rest");
        await Expect(Row(number).Locator(".act-mark")).ToContainTextAsync("confirmed");
    }

    private async Task SendBackFromDrawerAsync(string number)
    {
        await _page.Keyboard.PressAsync("7");
        await Expect(_page.Locator("[data-agent]")).ToHaveCountAsync(1);
        await Expect(_page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("state=rest"));
        await _page.Keyboard.PressAsync("Home");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.Locator(".drawer-close")).ToBeFocusedAsync();
        await _page.Keyboard.PressAsync("7");
        await Expect(_page.Locator("[data-agent]")).ToHaveCountAsync(4);
        await PressOnAsync(_page.Locator(".drawer-acts [data-action=idle]"), "Enter");
        await Expect(_page.Locator(".drawer-acts")).ToContainTextAsync("confirmed");
        await _page.Keyboard.PressAsync("Escape");
        await StandsInGridAsync(number);
        await Expect(Row(number).Locator(".chip")).ToHaveTextAsync("Idle");
    }

    private async Task BusyFromTheMenuAsync(string number)
    {
        await _page.Keyboard.PressAsync("a");
        await ChooseAsync("busy");
        await _page.Keyboard.TypeAsync("205");
        await _page.Keyboard.PressAsync("Enter");
        await StandsInGridAsync(number);
        await Expect(Row(number).Locator(".c-state")).ToHaveTextAsync("Busyno. 205");
    }

    private async Task EverybodyIdleAsync()
    {
        await TabToAsync(Grid);
        await _page.Keyboard.PressAsync("Home");
        await _page.Keyboard.PressAsync("Space");
        for (var more = 0; more < 3; more++) await _page.Keyboard.PressAsync("Shift+ArrowDown");
        await Expect(_page.Locator(".selection-count")).ToHaveTextAsync("4 selected");
        await PressOnAsync(_page.Locator("[data-bulk=idle]"), "Enter");
        await Expect(Dialog).ToContainTextAsync("1 of 4 agents");
        await PressOnAsync(Dialog.Locator("button.primary"), "Enter");
        await Expect(Dialog.Locator("[data-result]").First).ToBeVisibleAsync();
        await PressOnAsync(Dialog.Locator("button.primary"), "Enter");
        await Expect(_page.Locator(".chip.st-idle")).ToHaveCountAsync(4);
        await PressOnAsync(_page.Locator("[data-clear-selection]"), "Enter");
        await Expect(Grid).ToBeFocusedAsync();
    }

    private async Task GroupAndFilterAsync()
    {
        await TabToAsync(_page.Locator("#floor-group"), "Shift+Tab");
        await _page.Keyboard.PressAsync("ArrowDown");
        await Expect(Grid).ToHaveAttributeAsync("role", "treegrid");
        await TabToAsync(Grid);
        await _page.Keyboard.PressAsync("Home");
        await _page.Keyboard.PressAsync("ArrowLeft");
        await Expect(_page.Locator(".active[aria-expanded=false]")).ToHaveCountAsync(1);
        await _page.Keyboard.PressAsync("ArrowRight");
        await Expect(_page.Locator("[data-agent]")).ToHaveCountAsync(4);

        await PressOnAsync(_page.GetByRole(AriaRole.Button, new() { Name = "Add filter" }), "Enter", "Shift+Tab");
        await PressOnAsync(_page.Locator(".menu-panel:popover-open input").First, "Space");
        await _page.Keyboard.PressAsync("Escape");
        await PressOnAsync(_page.Locator(".filter-chip").First, "Enter");
        await Expect(_page.Locator(".filter-chip")).ToHaveCountAsync(0);
        await Expect(Grid).ToBeFocusedAsync();
    }

    private async Task AcknowledgeAsync()
    {
        await GoAsync("Alerts", "/alerts");
        await PressOnAsync(_page.Locator("table.alerts").GetByRole(AriaRole.Button, new() { NameRegex = new("^Acknowledge ") }), "Enter");
        await PressOnAsync(_page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }), "Enter");
        await Expect(_page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(_page.GetByRole(AriaRole.Button, new() { Name = "Acknowledged (1)" })).ToBeVisibleAsync();
        await Expect(_page.Locator("main :focus")).ToHaveCountAsync(1);
    }

    private async Task GoAsync(string title, string address, bool underSetUp = false)
    {
        if (underSetUp) await PressOnAsync(_page.GetByRole(AriaRole.Button, new() { Name = "Set up" }), "Enter");
        await PressOnAsync(_page.Locator(".bar nav").GetByRole(AriaRole.Link, new() { Name = title, Exact = true }), "Enter");
        await Expect(_page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(address + "$"));
        await Expect(_page.Locator("html")).ToHaveAttributeAsync("data-link", "live");
        await Expect(_page.Locator("h1")).ToBeVisibleAsync();
    }

    private async Task ChooseAsync(string action)
    {
        await Expect(Dialog.Locator("[data-action-menu] button:focus")).ToHaveCountAsync(1);
        var wanted = Dialog.Locator($"[data-action={action}]");
        for (var i = 0; i < MostTabs && !await IsFocusedAsync(wanted); i++) await _page.Keyboard.PressAsync("ArrowDown");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(Dialog.Locator("form input:focus")).ToHaveCountAsync(1);
    }

    private async Task StandOnAsync(string number)
    {
        await _page.Keyboard.PressAsync("Home");
        await Expect(_page.Locator(".fr.active")).ToHaveAttributeAsync("aria-rowindex", "2");
        for (var row = 3; await _page.Locator(".fr.active").GetAttributeAsync("data-agent") != number; row++)
        {
            await _page.Keyboard.PressAsync("ArrowDown");
            await Expect(_page.Locator(".fr.active")).ToHaveAttributeAsync("aria-rowindex", row.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private async Task StandsInGridAsync(string number)
    {
        await Expect(Grid).ToBeFocusedAsync();
        await Expect(_page.Locator(".fr.active")).ToHaveAttributeAsync("data-agent", number);
    }

    private ILocator Row(string number) => _page.Locator($".fr[data-agent='{number}']");

    private async Task TypeIntoAsync(ILocator box, string text)
    {
        await TabToAsync(box);
        await _page.Keyboard.TypeAsync(text);
    }

    private async Task PressOnAsync(ILocator target, string key, string by = "Tab")
    {
        await TabToAsync(target, by);
        await _page.Keyboard.PressAsync(key);
    }

    private async Task TabToAsync(ILocator target, string by = "Tab")
    {
        await Expect(target).ToBeVisibleAsync();
        // a way that begins at the top of the document was lost by a dialog or a list that closed
        if (_began) await Expect(_page.Locator(":focus")).ToHaveCountAsync(1);
        _began = true;
        for (var i = 0; i < MostTabs; i++)
        {
            if (await IsFocusedAsync(target)) return;
            await _page.Keyboard.PressAsync(by);
        }

        Assert.Fail($"{target} is not reached by {by}");
    }

    private static Task<bool> IsFocusedAsync(ILocator target) => target.EvaluateAsync<bool>("element => element === document.activeElement");

    private static async Task KeepRuleAsync(LiveSite site)
    {
        await using var db = await site.App.Services.GetRequiredService<IDbContextFactory<SupervisorDb>>().CreateDbContextAsync();
        db.AlertRules.Add(new AlertRuleEntry { Name = "Any busy", States = "busy", Zone = "UTC", Weekdays = 127, Enabled = true });
        await db.SaveChangesAsync();
        site.App.Services.GetRequiredService<AlertStore>().RulesChanged.Raise();
    }
}
