using Microsoft.Playwright;
using Supervisor.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Storage;

[Collection(FeatureBrowserTests.Name)]
public sealed class StoragePageBrowserTests(Chromium chromium)
{
    // where somebody wants to look at the pages: a directory for the pictures
    private static string? Pictures => Environment.GetEnvironmentVariable("SUPERVISOR_PICTURES");

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task NearlyFull_EachTheme_BannerOnEveryAdminPageAndClean(ColorScheme scheme)
    {
        // no disk of a test machine has a terabyte free
        await using var app = RunningApp.Start(new Dictionary<string, string> { ["History:WarnFreeMegabytes"] = "1048576", ["Simulator:Enabled"] = "true", ["Simulator:Agents"] = "3" });
        await app.AddUserAsync("ann", "admin");
        await app.AddUserAsync("max", "manager");
        await using var visitor = await chromium.VisitAsync(app, scheme);
        await visitor.SignInAsync("ann", "/admin/storage");
        await Expect(visitor.Page.Locator(".notice-line")).ToContainTextAsync("has only");
        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("Events are kept for 760 days");
        await LookAsync(visitor, $"storage-{scheme}");
        await visitor.Page.GotoAsync("/admin/users");
        await Expect(visitor.Page.Locator(".notice-line a")).ToHaveAttributeAsync("href", "/admin/storage");
        using var client = new HttpClient { BaseAddress = new Uri(app.Address) };
        Assert.Contains("""{"check":"disk","level":"warning","says":"The disk of the data directory has only""", await client.GetStringAsync("/readyz"), StringComparison.Ordinal);

        await using var manager = await chromium.VisitAsync(app, scheme);
        await manager.SignInAsync("max", "/history");
        await manager.LiveAsync();
        await Expect(manager.Page.Locator(".notice-line")).ToHaveCountAsync(0);
    }

    private static async Task LookAsync(Visitor visitor, string name)
    {
        if (Pictures is { } directory)
        {
            foreach (var width in (int[])[1280, 1920])
            {
                await visitor.Page.SetViewportSizeAsync(width, 900);
                await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(directory, $"{name}-{width}.png"), FullPage = true });
            }
        }
        await visitor.AssertCleanAsync();
    }
}
