using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Events;
using Supervisor.Domain.Statistics;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Statistics;

[Collection(FeatureBrowserTests.Name)]
public sealed partial class StatisticsPageBrowserTests(Chromium chromium)
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public async Task LastWeek_SortedAndOpened_TheIntervalsAddUpToTheFigure()
    {
        await using var app = await StartAsync(agents: 3);
        await using var visitor = await chromium.VisitAsync(app, timeZone: "Europe/Berlin");
        var page = visitor.Page;
        await visitor.SignInAsync("mia", "/history/statistics");
        await page.GetByRole(AriaRole.Link, new() { Name = "Last week" }).ClickAsync();
        var rows = page.Locator("tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("from=.*&to="));

        // the first event came on Monday at nine
        await Assertions.Expect(rows.First.Locator(".missing")).ToHaveTextAsync("9:00:00 of 168:00:00 not known");
        await visitor.AssertCleanAsync();
        await page.GetByRole(AriaRole.Columnheader, new() { Name = "Busy" }).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("sort=-busy"));
        await Assertions.Expect(rows.First.Locator(".group")).ToContainTextAsync("1003");
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Busy" })).ToHaveAttributeAsync("aria-sort", "descending");

        await rows.First.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Busy ") }).ClickAsync();
        var panel = page.GetByRole(AriaRole.Dialog, new() { Name = "Busy: 1003" });
        await Assertions.Expect(panel.GetByText("Intervals: 70, together")).ToBeVisibleAsync();
        var figure = Milliseconds(await panel.Locator(".value").TextContentAsync());
        var sum = await LengthsAsync(panel, 50);
        await visitor.AssertCleanAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        Assert.Equal(figure, sum + await LengthsAsync(panel, 20));
        await Assertions.Expect(panel.GetByRole(AriaRole.Link).First).ToHaveAttributeAsync("href", new Regex(@"^history/agents/demo/1003\?at=.*Z&span=hour$"));

        await page.ReloadAsync();
        await Assertions.Expect(panel.Locator(".value")).ToBeVisibleAsync();
        // a page that was loaded anew shows the panel before it hears keys
        await Assertions.Expect(panel.GetByRole(AriaRole.Heading, new() { Name = "Busy: 1003" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(panel).ToBeHiddenAsync();
        await Assertions.Expect(rows.First.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Busy ") })).ToBeFocusedAsync();
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task ManyAgents_AreOnPagesAndTheTotalIsOfAll()
    {
        await using var app = await StartAsync(agents: 120);
        await using var visitor = await chromium.VisitAsync(app, timeZone: "Asia/Kolkata");
        var page = visitor.Page;
        var week = RangePreset.All[3].At(TimeProvider.System.GetUtcNow(), Berlin);
        await visitor.SignInAsync("mia", string.Create(CultureInfo.InvariantCulture, $"/history/statistics?from={week.From.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z&to={week.To.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z&per=week"));
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);
        // a Berlin week is not a week in India
        await Assertions.Expect(page.GetByText("Page 1 of 5")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Next", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Page 2 of 5")).ToBeVisibleAsync();
        // the table takes what the rest leaves: what is below it ends where the window does
        await page.SetViewportSizeAsync(1600, 800);
        Assert.InRange(await page.EvaluateAsync<double>("innerHeight - document.querySelector('.pager').getBoundingClientRect().bottom"), 0, 40);
        await Assertions.Expect(page.Locator("tfoot button[id$=-elapsed]")).ToHaveTextAsync(string.Create(CultureInfo.InvariantCulture, $"{week.Length.TotalHours * 120}:00:00"));
        await visitor.AssertCleanAsync();
    }

    private static async Task<long> LengthsAsync(ILocator panel, int rows)
    {
        await Assertions.Expect(panel.Locator("tbody tr")).ToHaveCountAsync(rows);
        return (await panel.Locator("tbody td.time").AllTextContentsAsync()).Sum(Milliseconds);
    }

    private static long Milliseconds(string? text)
    {
        var parts = Duration().Match(text!).Groups.Values.Skip(1).Select(group => long.Parse(group.Value, CultureInfo.InvariantCulture)).ToArray();
        return (((((parts[0] * 60) + parts[1]) * 60) + parts[2]) * 1000) + parts[3];
    }

    /// <summary>Agents that are idle and busy by turns last week, from Monday nine o'clock in Berlin on; a higher number is busy for longer.</summary>
    private static async Task<RunningApp> StartAsync(int agents)
    {
        var app = RunningApp.Start();
        await app.AddUserAsync("mia", Roles.Manager);
        var begin = RangePreset.All[3].At(TimeProvider.System.GetUtcNow(), Berlin).From.AddHours(9);
        List<(DateTimeOffset At, int Agent, bool Busy)> turns = [];
        for (var agent = 1; agent <= agents; agent++)
            for (var (turn, at) = (0, begin); turn < 140; turn++, at = at.AddMilliseconds(turn % 2 == 0 ? 3_000_001 : 600_123 + agent))
                turns.Add((at, agent, turn % 2 == 0));
        using var appender = new EventAppender(app.Services.GetRequiredService<DataDirectory>());
        var sequence = 0;
        appender.Append([.. turns.OrderBy(turn => turn.At).Select(turn => TempStore.Event(++sequence, (1_000 + turn.Agent).ToString(CultureInfo.InvariantCulture), turn.Busy ? "AgentState_SetNotReady_Success" : "AgentState_Ready", turn.Busy ? """{"reason":"200"}""" : null)
            with { ReceivedAt = turn.At, Origin = EventOrigin.Gateway })]);
        return app;
    }

    [GeneratedRegex(@"(\d+):(\d\d):(\d\d)\.(\d{3})")]
    private static partial Regex Duration();
}
