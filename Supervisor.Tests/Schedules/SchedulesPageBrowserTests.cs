using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Tests.Browser;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Schedules;

[Collection(FeatureBrowserTests.Name)]
public sealed class SchedulesPageBrowserTests(Chromium chromium)
{
    // where somebody wants to look at the pages: a directory for the pictures
    private static string? Pictures => Environment.GetEnvironmentVariable("SUPERVISOR_PICTURES");

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Schedule_MadeAndRun_PageShowsTheFileAndIsClean(ColorScheme scheme)
    {
        await using var app = RunningApp.Start();
        await app.AddUserAsync("mia", "manager");
        await using var visitor = await chromium.VisitAsync(app, scheme, timeZone: "Europe/Berlin");
        var page = visitor.Page;
        await visitor.SignInAsync("mia", "/history");
        await page.GetByRole(AriaRole.Link, new() { Name = "Scheduled exports" }).ClickAsync();
        await Expect(page.GetByText("There are no scheduled exports.")).ToBeVisibleAsync();
        await visitor.LiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add schedule" }).ClickAsync();
        await Expect(page.GetByLabel("Time zone")).ToHaveValueAsync("Europe/Berlin");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("../up");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("A name begins with a letter or digit")).ToBeVisibleAsync();
        await LookAsync(visitor, $"schedule-add-{scheme}");

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Team A");
        await page.GetByLabel("Agents").FillAsync("291, 292");
        await page.GetByLabel("Period").SelectOptionAsync("LastWeek");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("[data-schedule='Team A']")).ToContainTextAsync("agent 291, agent 292");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run now: Team A" }).ClickAsync();
        await Expect(page.Locator("[data-schedule='Team A']")).ToContainTextAsync("csv: 0 events");
        await LookAsync(visitor, $"schedules-{scheme}");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Download team-a_.*csv$") }).ClickAsync());
        Assert.Equal([0xEF, 0xBB, 0xBF], (await File.ReadAllBytesAsync(await download.PathAsync()))[..3]);
        var about = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Download team-a_.*about.txt$") }).ClickAsync());
        Assert.Contains("Events: 0", await File.ReadAllTextAsync(await about.PathAsync()), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Team A" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Expect(page.GetByText("There are no scheduled exports.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Failure_UntilRead_BannerOnThePagesOfManagers()
    {
        var blocked = Path.GetTempFileName(); // a file cannot be a directory
        try
        {
            await using var app = RunningApp.Start(new Dictionary<string, string> { ["History:ExportDirectory"] = blocked });
            await app.AddUserAsync("mia", "manager");
            await using (var db = await app.Services.GetRequiredService<IDbContextFactory<SupervisorDb>>().CreateDbContextAsync())
            {
                var now = TimeProvider.System.GetUtcNow(); // the fourth try is due
                db.Schedules.Add(new() { Name = "Night", Zone = "UTC", Format = "csv", Weekdays = 127, State = ScheduleState.Retrying, Attempts = 3, DueAt = now, NextTryAt = now });
                await db.SaveChangesAsync();
            }
            await using var visitor = await chromium.VisitAsync(app);
            await visitor.SignInAsync("mia", "/history/schedules");
            await Expect(visitor.Page.Locator(".notice-line")).ToContainTextAsync("The scheduled export Night has failed:");
            await LookAsync(visitor, "schedule-failed");
            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "I have read it: Night" }).ClickAsync();
            await Expect(visitor.Page.Locator(".notice-line")).ToHaveCountAsync(0);
        }
        finally
        {
            File.Delete(blocked);
        }
    }

    private static async Task LookAsync(Visitor visitor, string name)
    {
        if (Pictures is { } directory)
        {
            foreach (var width in (int[])[1280, 1920])
            {
                await visitor.Page.SetViewportSizeAsync(width, 900);
                await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(directory, $"{name}-{width}.png") });
            }
        }
        await visitor.AssertCleanAsync();
    }
}
