using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Simulator;
using Supervisor.Tests.MainJob;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Features.Limits;
using Supervisor.Web.Security;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Browser;

/// <summary>Somebody who has never seen the product wants to know who has been in rest too long, and to send them back.</summary>
[Collection(BrowserTests.Name)]
public sealed class FirstShiftTests(Chromium chromium)
{
    [Fact]
    public async Task RestTooLong_SentBackWithThreeClicks()
    {
        await using var site = await LiveSite.StartAsync(new SimulatorOptions { Agents = 4, Scenario = false });
        await site.ImportAsync();
        await site.App.AddUserAsync("sue", "supervisor");
        for (var agent = 0; agent < 4; agent++) await site.UntilAsync(agent, AgentState.Idle);
        var limits = site.App.Services.GetRequiredService<LimitCommands>();
        Assert.True((await limits.SetAsync(new LimitForm { State = AgentState.Rest, Warning = "0:01", Alarm = "0:02" }, Actor.CommandLine, default)).IsDone);
        foreach (var agent in (int[])[2, 1])
        {
            Assert.True((await site.App.Services.GetRequiredService<IActionDesk>().ActAsync(site.Id(agent), new AgentCommand(CommandKind.Rest), null, Actor.CommandLine, default)).IsDone);
            await site.UntilAsync(agent, AgentState.Rest);
        }

        await using var visitor = await chromium.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.SignInAsync("sue");
        await Expect(page).ToHaveURLAsync(site.App.Address + "/floor");
        await visitor.LiveAsync();
        // nothing needs to be read: the tile says how many rest, and one click leaves them, the longest on top and marked
        await Expect(page.Locator(".tile.st-rest .tile-count")).ToHaveTextAsync("2");
        await page.EvaluateAsync("window.clicks = 0; document.addEventListener('click', () => window.clicks++, true)");
        await page.Locator(".tile.st-rest").ClickAsync();
        await Expect(page.Locator("[data-agent]")).ToHaveCountAsync(2);
        var first = page.Locator("[data-agent]").First;
        await Expect(first).ToHaveAttributeAsync("data-agent", site.Id(2).WorkNo);
        await Expect(first).ToHaveAttributeAsync("data-over", "alarm");
        await Expect(first.Locator(".chip")).ToHaveTextAsync("Rest");

        await first.GetByRole(AriaRole.Button, new() { Name = "Actions for " }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Back to idle" }).ClickAsync();
        Assert.Equal(3, await page.EvaluateAsync<int>("window.clicks"));

        // the sent-back agent leaves the list of those at rest, at the latest when neither pointer nor keyboard is in it any more: the closed dialog gives the focus back to its row; among all it says how that went
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Locator("#floor-search").FocusAsync();
        await page.Locator(".tile.st-rest").HoverAsync();
        await Expect(page.Locator("[data-agent]")).ToHaveCountAsync(1);
        await page.Locator(".tile.st-rest").ClickAsync();
        var row = page.Locator($"[data-agent='{site.Id(2).WorkNo}']");
        await Expect(row.Locator(".chip")).ToHaveTextAsync("Idle");
        await Expect(row.Locator(".act-mark")).ToContainTextAsync("confirmed in");
        await visitor.AssertCleanAsync();
    }
}
