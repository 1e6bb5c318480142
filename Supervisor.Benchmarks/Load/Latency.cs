using System.Globalization;
using Microsoft.Playwright;

namespace Supervisor.Benchmarks.Load;

/// <summary>From the gateway's answer in our hands to the change in the browser's document, on the rows that a supervisor sees.</summary>
internal static class Latency
{
    // Rows keep their places (sorted by name), so a row that changes its time of receipt shows a new event of the same agent.
    private const string Watch = """
        () => {
            const seen = new Map();
            window.latencies = [];
            const look = row => {
                const agent = row.dataset.agent, received = +row.dataset.receivedAt, last = seen.get(agent);
                if (last !== undefined && received > last) window.latencies.push(Date.now() - received);
                seen.set(agent, received);
            };
            document.querySelectorAll('[data-received-at]').forEach(look);
            new MutationObserver(changes => changes.forEach(change => look(change.target)))
                .observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-received-at'] });
        }
        """;

    public static async Task RunAsync(int agents, double speed, TimeSpan measure)
    {
        await using var site = await Site.StartAsync(agents, speed);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1920, Height = 1080 } });
        await SignInAsync(page, site);
        await page.GotoAsync(new Uri(site.Address, "floor?sort=agent").ToString());
        await page.Locator("[data-received-at]").First.WaitForAsync();
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        await page.EvaluateAsync(Watch);
        var before = (await site.SimulatorAsync("simulator/stats")).GetProperty("eventsDelivered").GetInt64();
        var processor = site.Supervisor.ProcessorTime;
        var began = TimeProvider.System.GetTimestamp();
        await Task.Delay(measure, TimeProvider.System);
        var latencies = (await page.EvaluateAsync<double[]>("() => window.latencies")).Order().ToArray();
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var rate = ((await site.SimulatorAsync("simulator/stats")).GetProperty("eventsDelivered").GetInt64() - before) / seconds;
        Report.Line("| agents | events/s on the floor | changes seen in the page | p50 | p95 | p99 | largest | processor, of one core |");
        Report.Line("|---|---|---|---|---|---|---|---|");
        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"| {agents} | {rate:0} | {latencies.Length} | {At(latencies, 0.5)} ms | {At(latencies, 0.95)} ms | {At(latencies, 0.99)} ms | {At(latencies, 1)} ms | {(site.Supervisor.ProcessorTime - processor).TotalSeconds / seconds:0 %} |"));
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];

    private static async Task SignInAsync(IPage page, Site site)
    {
        await page.GotoAsync(site.SetupLink);
        await page.FillAsync("#field-name", Site.User);
        await page.FillAsync("#field-password", Site.Password);
        await page.FillAsync("#field-repeated", Site.Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("/setup", StringComparison.Ordinal));
    }
}
