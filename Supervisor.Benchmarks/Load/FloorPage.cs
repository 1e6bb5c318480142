using System.Globalization;
using Microsoft.Playwright;
using Supervisor.Tests.Support;

namespace Supervisor.Benchmarks.Load;

/// <summary>
/// One supervisor's page of the floor in a real Chromium: how smoothly it scrolls, against the same floor with nobody doing anything; what it receives; whether its clocks are right;
/// how long after the gateway's answer a change is painted. All of it is measured by scripts of its own, so that it checks what the page says of itself.
/// </summary>
internal static class FloorPage
{
    private const double MostBytesPerSecond = 60_000, MostMedian = 150, MostP95 = 300, MostClockError = 1000;
    private static readonly TimeSpan Scrolling = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    public static async Task<bool> RunAsync(int agents, double speed, TimeSpan measure)
    {
        Report.Line($"Chromium without a screen or a graphics card: every frame is drawn by the processor, which app, simulator and browser share. Load of the machine at the start: {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]}");
        Report.Line("");
        var quiet = await ScrollQuietAsync(agents);

        await using var site = await Site.StartAsync(agents, speed);
        await using var cable = Cable.To(site.Address);
        await using var eyes = await Eyes.OpenAsync(site, cable.Address);
        await Task.Delay(Settle, TimeProvider.System);
        var scrolled = cable.ToBrowser;
        var busy = await eyes.ScrollAsync(Scrolling);
        var scrolledBytes = (cable.ToBrowser - scrolled) / Scrolling.TotalSeconds;
        await eyes.StandStillAsync();

        await Task.Delay(Settle, TimeProvider.System);
        await eyes.WatchAsync();
        var (wire, frames, events, processor, began) = (cable.ToBrowser, eyes.FrameBytes, await EventsAsync(site), site.Supervisor.ProcessorTime, TimeProvider.System.GetTimestamp());
        await Task.Delay(measure, TimeProvider.System);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var bytes = (cable.ToBrowser - wire) / seconds;
        var seen = await eyes.SeenAsync();
        var rate = (await EventsAsync(site) - events) / seconds;

        Report.Line(string.Create(CultureInfo.InvariantCulture, $"{agents} agents, {rate:0} events/s on the floor, {seconds:0} s; the app took {(site.Supervisor.ProcessorTime - processor).TotalSeconds / seconds:0 %} of one core"));
        Report.Line("");
        Report.Line("| scrolling 2,400 pixels/s for 20 s | frames/s, median | longer than 20 ms | longest | without rows in the middle of the view |");
        Report.Line("|---|---|---|---|---|");
        Report.Line(quiet.Row("nobody does anything"));
        Report.Line(busy.Row(string.Create(CultureInfo.InvariantCulture, $"{rate:0} events/s")));
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"| ratio | {busy.FramesPerSecond / quiet.FramesPerSecond:0.00} | | | |"));
        Report.Line("");
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"* to the browser: {bytes / 1000:0.0} KB/s on the wire, {(eyes.FrameBytes - frames) / seconds / 1000:0.0} KB/s before compression (limit {MostBytesPerSecond / 1000:0}); while it was scrolled, {scrolledBytes / 1000:0.0} KB/s on the wire"));
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"* clocks: {seen.ClocksRead} read; furthest behind the second that is due {seen.ClockBehind:0} ms, furthest ahead {seen.ClockAhead:0} ms (limit {MostClockError:0})"));
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"* gateway's answer to paint: {seen.Painted.Count} changes, p50 {Quantile.At(seen.Painted, 0.5):0} ms, p95 {Quantile.At(seen.Painted, 0.95):0} ms, p99 {Quantile.At(seen.Painted, 0.99):0} ms, longest {Quantile.At(seen.Painted, 1):0} ms (limits {MostMedian:0} and {MostP95:0})"));
        Report.Line($"* the page says of itself: \"{seen.Chip}\"");
        return bytes < MostBytesPerSecond && seen.ClockBehind < MostClockError && seen.ClockAhead < MostClockError
            && Quantile.At(seen.Painted, 0.5) < MostMedian && Quantile.At(seen.Painted, 0.95) < MostP95;
    }

    private static async Task<Smoothness> ScrollQuietAsync(int agents)
    {
        await using var site = await Site.StartAsync(agents, speed: 1, scenario: false);
        await using var eyes = await Eyes.OpenAsync(site, site.Address);
        await Task.Delay(Settle, TimeProvider.System);
        return await eyes.ScrollAsync(Scrolling);
    }

    private static async Task<long> EventsAsync(Site site) => (await site.SimulatorAsync("simulator/stats")).GetProperty("eventsDelivered").GetInt64();
}
