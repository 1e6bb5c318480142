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
    public async Task RestTooLong_SeenAtOnceAndSentBackWithTwoClicks()
    {
        await using var site = await LiveSite.StartAsync(new SimulatorOptions { Agents = 4, Scenario = false });
        await site.ImportAsync();
        await site.App.AddUserAsync("sue", "supervisor");
        for (var agent = 0; agent < 4; agent++) await site.UntilAsync(agent, AgentState.Idle);
        var limits = site.App.Services.GetRequiredService<LimitCommands>();
        Assert.True((await limits.SetAsync(new LimitForm { State = AgentState.Rest, Warning = "0:01", Alarm = "0:02" }, Actor.CommandLine, default)).IsDone);
        Assert.True((await site.App.Services.GetRequiredService<IActionDesk>().ActAsync(site.Id(2), new AgentCommand(CommandKind.Rest), null, Actor.CommandLine, default)).IsDone);
        await site.UntilAsync(2, AgentState.Rest);

        await using var visitor = await chromium.VisitAsync(site.App);
        var page = visitor.Page;
        await visitor.SignInAsync("sue");
        await Expect(page).ToHaveURLAsync(site.App.Address + "/floor");
        await visitor.LiveAsync();
        // on top, marked, with its time
        var first = page.Locator("[data-agent]").First;
        await Expect(first).ToHaveAttributeAsync("data-agent", site.Id(2).WorkNo);
        await Expect(first).ToHaveAttributeAsync("data-over", "alarm");
        await Expect(first.Locator(".chip")).ToHaveTextAsync("Rest");

        await first.GetByRole(AriaRole.Button, new() { Name = "Actions for " }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Back to idle" }).ClickAsync();
        var row = page.Locator($"[data-agent='{site.Id(2).WorkNo}']");
        await Expect(row.Locator(".chip")).ToHaveTextAsync("Idle");
        await Expect(row.Locator(".act-mark")).ToContainTextAsync("confirmed in");
        await visitor.AssertCleanAsync();
    }
}
