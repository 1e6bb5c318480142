using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Events;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Tests.History;

[Collection(FeatureBrowserTests.Name)]
public sealed class HistoryPageBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task Filter_ByAgent_AddressRowsAndExportAgree()
    {
        await using var app = await StartAsync(1_000);
        await using var visitor = await chromium.VisitAsync(app);
        var page = visitor.Page;
        await visitor.SignInAsync("mia", "/history");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(100);
        await visitor.AssertCleanAsync();

        await page.GetByLabel("Agents", new() { Exact = true }).FillAsync("105, 107");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(app.Address + "/history?agent=105&agent=107");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(33);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Remove filter agent 105" })).ToBeVisibleAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export events as CSV" }).ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync());
        var rows = CsvText.Parse(text.TrimStart('\uFEFF'));
        Assert.Equal(34, rows.Count);
        Assert.All(rows.Skip(1), row => Assert.Contains(row[4], (string[])["105", "107"]));
        await Assertions.Expect(page.GetByText("33 rows exported")).ToBeVisibleAsync();

        await page.GetByLabel("Format of the export").SelectOptionAsync("Excel");
        download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export events as Excel" }).ClickAsync());
        Assert.EndsWith(".xlsx", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.Equal(rows.Select(row => row[0]), Workbook.Read(await File.ReadAllBytesAsync(await download.PathAsync()))["Events"].Select(row => row[0]));
        await visitor.AssertCleanAsync();
    }

    [Fact]
    public async Task Filter_EndBeforeItsBeginning_IsNamedAsItsFieldAndNothingIsSearched()
    {
        await using var app = await StartAsync(10);
        await using var visitor = await chromium.VisitAsync(app);
        await visitor.SignInAsync("mia", "/history?from=2026-11-27T12:00:00Z&to=2026-11-27T11:00:00Z");
        await Assertions.Expect(visitor.Page.Locator(".notice-bad")).ToHaveTextAsync("To (not included): Must be later than from.");
        await Assertions.Expect(visitor.Page.GetByText("Nothing in the history matches")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Export_Long_ShowsHowFarAndIsCancelled()
    {
        await using var app = await StartAsync(10);
        await using var visitor = await chromium.VisitAsync(app);
        var page = visitor.Page;
        await visitor.SignInAsync("mia", "/history");
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Export events as CSV" });
        await Assertions.Expect(link).ToHaveAttributeAsync("href", new Regex("watch="));
        var key = QueryHelpers.ParseQuery(await link.GetAttributeAsync("href"))[ExportDesk.Parameter];

        // a download that takes as long as the test wants it to
        var watch = app.Services.GetRequiredService<ExportDesk>().Find(key, "mia")!;
        var running = watch.TryBegin(default)!.Token;
        watch.Report(new ExportProgress(500, 2_000));
        await Assertions.Expect(page.GetByText("500 of about 2,000 rows")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Progressbar, new() { Name = "Progress of the export" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the export" }).ClickAsync();
        await Eventually.IsTrueAsync(() => running.IsCancellationRequested, "the download is cancelled");

        watch.End(ExportPhase.Cancelled);
        await Assertions.Expect(page.GetByText("The export was cancelled")).ToBeVisibleAsync();
        await Assertions.Expect(link).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Pager_OlderAndNewer_EveryEventOnce()
    {
        await using var app = await StartAsync(250);
        await using var visitor = await chromium.VisitAsync(app);
        var page = visitor.Page;
        await visitor.SignInAsync("mia", "/history");
        await ExpectNumbersAsync(page, 250, 151);
        await page.GetByRole(AriaRole.Link, new() { Name = "Older" }).ClickAsync();
        await ExpectNumbersAsync(page, 150, 51);
        await page.GetByRole(AriaRole.Link, new() { Name = "Older" }).ClickAsync();
        await ExpectNumbersAsync(page, 50, 1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Newer" }).ClickAsync();
        await ExpectNumbersAsync(page, 150, 51);
        await page.GoBackAsync();
        await ExpectNumbersAsync(page, 50, 1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Newest" }).ClickAsync();
        await ExpectNumbersAsync(page, 250, 151);
    }

    [Fact]
    public async Task Filter_HitsNothing_SaysWhichAndClearsInAClick()
    {
        await using var app = await StartAsync(50);
        await using var visitor = await chromium.VisitAsync(app);
        var page = visitor.Page;
        await visitor.SignInAsync("mia", "/history?agent=999&gateway=demo");
        await Assertions.Expect(page.GetByText("Nothing in the history matches:")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".nothing li")).ToHaveTextAsync("agent 999 Remove");
        await visitor.AssertCleanAsync();
        await page.Locator(".nothing").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);
    }

    private static async Task ExpectNumbersAsync(IPage page, int first, int last)
    {
        await Assertions.Expect(page.Locator("tbody tr td.number").First).ToHaveTextAsync(first.ToString());
        await Assertions.Expect(page.Locator("tbody tr td.number").Last).ToHaveTextAsync(last.ToString());
    }

    private static async Task<RunningApp> StartAsync(int events)
    {
        var app = RunningApp.Start();
        await app.AddUserAsync("mia", Roles.Manager);
        using var appender = new EventAppender(app.Services.GetRequiredService<DataDirectory>());
        string[] types = ["AgentState_Ready", "AgentEvent_Talking", "AgentEvent_Call_Release", "AgentState_SetNotReady_Success", "Supervisor_Session"];
        string?[] contents = [null, """{"callid":"1606892101-3367","caller":"13800001111","called":"60291","feature":7}""", "\"1606892101-3367\"", """{"reason":"1"}""", "{\"state\":\"live\",\"padding\":\"" + new string('x', 300) + "\"}"];
        appender.Append([.. Enumerable.Range(1, events).Select(n => TempStore.Event(n, (100 + (n * 7 % 61)).ToString(), types[n % 5], contents[n % 5])
            with { Origin = n % 5 == 4 ? EventOrigin.Supervisor : EventOrigin.Gateway })]);
        return app;
    }
}
