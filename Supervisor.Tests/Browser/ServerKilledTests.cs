using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using Supervisor.Simulator;
using Supervisor.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Browser;

/// <summary>The server is killed and started again while somebody looks at the floor.</summary>
[Collection(BrowserTests.Name)]
public sealed class ServerKilledTests(Chromium chromium)
{
    private const string Address = "/floor?q=site&sort=agent";
    private const double Down = 36 * 20;

    [Fact]
    public async Task Kill_AndStartAgain_PageComesBackWhereItStoodWithTheFloorOfTheApi()
    {
        await using var simulator = await SimulatorServer.StartAsync(new SimulatorOptions { Agents = 60, Scenario = false }, TimeProvider.System, NullLoggerFactory.Instance, default);
        await using var app = await AppProcess.StartAsync(simulator);
        await using var visitor = await chromium.VisitAsync(app.Address);
        var page = visitor.Page;
        await LinkWatch.InstallAsync(page);
        await SetUpAsync(page, await app.SetupLink);
        await page.GotoAsync(Address);
        await visitor.LiveAsync();
        await Eventually.IsTrueAsync(async () => (await FloorAsync(page)).Values.All(state => state == "idle"), "every agent idle");
        await page.Locator("#floor-grid").EvaluateAsync("(grid, top) => grid.scrollTop = top", Down);
        var row = page.Locator("[aria-rowindex='28']");
        await Expect(row.Locator(".chip")).ToHaveTextAsync("Idle");
        var agent = await row.GetAttributeAsync("data-agent") ?? throw new InvalidOperationException("a row without an agent");
        await LinkWatch.FollowAsync(page, agent);

        await app.KillAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-link", "stale");
        simulator.StartInboundCall(agent, "13800138000");
        app.Start();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-link", "live");
        await Expect(page.Locator($"[data-agent='{agent}'] .chip")).ToHaveTextAsync("Ringing");
        await Eventually.IsTrueAsync(async () => await page.Locator("#floor-grid").EvaluateAsync<double>("grid => grid.scrollTop") == Down, "the list where it stood");
        await Eventually.IsTrueAsync(async () => await SameAsync(page), "every row as the API has it");
        Assert.EndsWith(Address, page.Url, StringComparison.Ordinal);
        await LinkWatch.AssertNeverOldAsLiveAsync(page, "Idle");
    }

    private static async Task SetUpAsync(IPage page, string link)
    {
        await page.GotoAsync(link);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("ann");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(RunningApp.Password);
        await page.GetByLabel("Password again").FillAsync(RunningApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make administrator" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/setup", StringComparison.Ordinal));
    }

    /// <summary>States by agent, as the API tells them to the person who looks at the page.</summary>
    private static async Task<Dictionary<string, string>> FloorAsync(IPage page) => JsonSerializer.Deserialize<Dictionary<string, string>>(await page.EvaluateAsync<string>(
        "fetch('/api/v1/floor').then(answer => answer.json()).then(floor => JSON.stringify(Object.fromEntries(floor.agents.map(agent => [agent.agentId, agent.state]))))"))!;

    private static async Task<bool> SameAsync(IPage page)
    {
        var floor = await FloorAsync(page);
        var rows = await LinkWatch.DrawnAsync(page);
        return rows.Count > 15 && rows.All(row => floor[row.Key] == row.Value);
    }
}
