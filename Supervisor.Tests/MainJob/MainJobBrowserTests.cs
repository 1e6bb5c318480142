using Microsoft.Playwright;
using Supervisor.Simulator;
using Supervisor.Tests.Browser;
using Supervisor.Tests.History;
using Supervisor.Web.Security;

namespace Supervisor.Tests.MainJob;

/// <summary>The main job from end to end in a browser: import, watch live, look back, take home.</summary>
[Collection(FeatureBrowserTests.Name)]
public sealed class MainJobBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task ImportWatchSearchExport_InOneSitting_Works()
    {
        await using var site = await LiveSite.StartAsync(new SimulatorOptions { Agents = 5, Scenario = false });
        await site.App.AddUserAsync("ann", Roles.Admin, Roles.Supervisor, Roles.Manager);
        await using var visitor = await chromium.VisitAsync(site.App);
        var page = visitor.Page;
        var agent = site.Simulator.Agents[2];

        // import the agents: the preview first, then all of them
        await visitor.SignInAsync("ann", "/admin/agents");
        await visitor.LiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import CSV" }).ClickAsync();
        await visitor.ChooseFileAsync(site.Simulator.AgentsCsv());
        await Assertions.Expect(page.GetByText("5 agents to add, 0 to update, 0 unchanged.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator($"[data-session='{site.Id(2)}']")).ToContainTextAsync("Live");
        await visitor.AssertCleanAsync();

        // watch: the row follows the call without a reload
        await page.GotoAsync("/floor");
        await visitor.LiveAsync();
        var row = page.Locator($"[data-agent='{agent.Id}']");
        await Assertions.Expect(row).ToContainTextAsync("Idle");
        site.Simulator.StartInboundCall(agent.Id, "13800138000");
        await Assertions.Expect(row).ToContainTextAsync("Ringing");
        Assert.True(site.Simulator.Answer(agent.Id));
        await Assertions.Expect(row).ToContainTextAsync("Talking");
        await Assertions.Expect(row).ToContainTextAsync("13800138000");
        await visitor.AssertCleanAsync();

        // look back
        await page.GotoAsync($"/history?agent={agent.Id}&type=AgentEvent_Talking");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("AgentEvent_Talking");
        await visitor.AssertCleanAsync();

        // take home
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export events as CSV" }).ClickAsync());
        var rows = CsvText.Parse((await File.ReadAllTextAsync(await download.PathAsync())).TrimStart('\uFEFF'));
        Assert.Equal(2, rows.Count);
        Assert.Contains(agent.Id, rows[1]);
        Assert.Empty(visitor.Errors);
    }
}
