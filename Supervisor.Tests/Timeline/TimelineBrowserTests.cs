using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Tests.Browser;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Timeline;

[Collection(FeatureBrowserTests.Name)]
public sealed class TimelineBrowserTests(Chromium chromium)
{
    private static readonly string[] Names = ["Wang Wei", "Li Na", "Maria Keller", "John Okafor", "Aiko Tanaka", "Zhang Min", "Priya Nair", "Lars Holm"];
    private static readonly string[] Teams = ["Sales", "Service", "Billing"];

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>The first moment of the day before yesterday (UTC).</summary>
    private static DateTimeOffset Start => new(Now.UtcDateTime.Date.AddDays(-2), TimeSpan.Zero);

    [Fact]
    public async Task Timelines_ByKeyboard_AddressCarriesTheMomentAndReloadShowsTheSame()
    {
        await using var app = await StartAsync(60, Start, 2);
        await using var visitor = await chromium.VisitAsync(app, timeZone: "Asia/Kolkata");
        var page = visitor.Page;
        var at = Start.AddHours(11).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await visitor.SignInAsync("mia", $"/history/floor?at={at}&span=4hours");
        var grid = page.GetByRole(AriaRole.Grid);
        await Expect(grid).ToHaveAttributeAsync("aria-rowcount", "61");
        await Expect(page.Locator(".tl-fr path").First).ToBeVisibleAsync();
        await Expect(page.Locator(".tl-fr").First).ToHaveCSSAsync("height", $"{Supervisor.Web.Features.Timeline.FloorTracks.RowHeight}px");
        await visitor.AssertCleanAsync();

        await grid.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator(".tl-fr.active")).ToHaveAttributeAsync("aria-rowindex", "61");
        await Expect(page.Locator(".tl-fr.active")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page).ToHaveURLAsync(new Regex("span=4hours"));
        await Expect(page).Not.ToHaveURLAsync(new Regex(Regex.Escape(Uri.EscapeDataString(at))));
        await page.Keyboard.PressAsync("-");
        await Expect(page).ToHaveURLAsync(new Regex("span=day"));
        var name = await page.Locator(".tl-fr.active .name").InnerTextAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Timeline of " + name);
        await Expect(page).ToHaveURLAsync(new Regex(@"/history/agents/demo/\d+\?at=.*&span=day"));

        var chart = page.GetByRole(AriaRole.Listbox);
        await Expect(page.Locator("#timeline-chart [role=option]").Nth(50)).ToBeAttachedAsync();
        await visitor.AssertCleanAsync();
        await chart.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page).ToHaveURLAsync(new Regex("T18%3A30%3A00Z")); // midnight in Kolkata
        for (var i = 0; i < 5; i++) await page.Keyboard.PressAsync("ArrowRight");
        await Expect(chart).ToHaveAttributeAsync("aria-activedescendant", "tl-p4");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#interval-rows [aria-current=true]")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("+");
        await Expect(page).ToHaveURLAsync(new Regex("span=4hours"));
        await page.Keyboard.PressAsync("+");
        await Expect(page).ToHaveURLAsync(new Regex("span=hour"));
        await Expect(page.Locator(".tl-tick")).ToHaveCountAsync(12); // four hours have sixteen
        var (address, readout, picture) = (page.Url, await page.Locator(".tl-readout").InnerTextAsync(), await PictureAsync(page));
        Assert.Contains("to", readout, StringComparison.Ordinal);
        await visitor.AssertCleanAsync();

        await page.ReloadAsync();
        await Expect(page.Locator(".tl-readout")).ToHaveTextAsync(readout);
        await Expect(page.Locator("#interval-rows [aria-current=true]")).ToHaveCountAsync(1);
        Assert.Equal((address, picture), (page.Url, await PictureAsync(page)));
    }

    [Fact]
    public async Task Agent_ChosenByNameOrByAClickOnTheFloor_IsShownAtThatMoment()
    {
        await using var app = await StartAsync(12, Start, 1);
        await using var visitor = await chromium.VisitAsync(app);
        var page = visitor.Page;
        await visitor.SignInAsync("mia", $"/history/agents/demo/101?at={Start.AddHours(12):yyyy-MM-dd'T'HH:mm:ss'Z'}&span=hour");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Timeline of Wang Wei 0");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Another agent" }).PressSequentiallyAsync("keller");
        await Expect(page.Locator("#timeline-agents option")).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Maria Keller");
        await Expect(page).ToHaveURLAsync(new Regex("T12%3A00%3A00Z&span=hour"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Day", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("span=day"));
        await Expect(page.Locator("#interval-rows tbody tr").First).ToBeVisibleAsync();
        await Expect(page.Locator(".tl-events tbody tr")).ToHaveCountAsync(50);
        await page.GetByRole(AriaRole.Link, new() { Name = "All agents at this time" }).ClickAsync();
        var track = page.Locator(".tl-cell a").Nth(2);
        var width = (await track.BoundingBoxAsync())!.Width;
        await track.ClickAsync(new() { Position = new() { X = width * .75f, Y = 10 } });
        await Expect(page).ToHaveURLAsync(new Regex("/history/agents/demo/\\d+\\?at=[0-9-]+T(17|18)%3A")); // where it was clicked, to a pixel
        await Expect(page.Locator(".tl-events tbody tr")).ToHaveCountAsync(50);
        await page.GetByRole(AriaRole.Link, new() { Name = "Show in the history" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/history\\?gateway=demo&agent=\\d+&from="));
        await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        Assert.Empty(visitor.Errors);
    }

    private static Task<string> PictureAsync(IPage page) =>
        page.EvaluateAsync<string>("[...document.querySelectorAll('#timeline-chart [role=option]')].map(p => [p.getAttribute('x'), p.getAttribute('width'), p.getAttribute('aria-label')].join()).join('|')");

    internal static async Task<RunningApp> StartAsync(int agents, DateTimeOffset from, int days, DateTimeOffset? until = null)
    {
        var app = RunningApp.Start();
        await app.AddUserAsync("mia", Roles.Manager);
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<SupervisorDb>>().CreateDbContextAsync())
        {
            var gateway = new ConfiguredGateway { Name = "demo", BaseUrl = "http://127.0.0.1:9/agentgateway/resource/" };
            db.Agents.AddRange(Enumerable.Range(0, agents).Select(i =>
                new AgentCredential { Gateway = gateway, AgentId = (101 + i).ToString(CultureInfo.InvariantCulture), PhoneNumber = "60", Name = $"{Names[i % 8]} {i / 8}", Team = Teams[i % 3], Enabled = false }));
            await db.SaveChangesAsync();
        }

        using var appender = new EventAppender(app.Services.GetRequiredService<DataDirectory>());
        foreach (var batch in WorkingDays.Of(agents, from, days, until).Chunk(10_000)) appender.Append(batch);
        return app;
    }
}
