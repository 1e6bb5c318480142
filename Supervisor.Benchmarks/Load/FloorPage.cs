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
        var (scrolled, events, began) = (cable.ToBrowser, await EventsAsync(site), TimeProvider.System.GetTimestamp());
        var busy = await eyes.ScrollAsync(Scrolling);
        var scrolledBytes = (cable.ToBrowser - scrolled) / Scrolling.TotalSeconds;
        var rate = (await EventsAsync(site) - events) / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        Report.Line("| scrolling 2,400 pixels/s for 20 s | frames/s, median | longer than 20 ms | longest | without rows in the middle of the view |");
        Report.Line("|---|---|---|---|---|");
        Report.Line(quiet.Row("nobody does anything"));
        Report.Line(busy.Row(string.Create(CultureInfo.InvariantCulture, $"{agents} agents, {rate:0} events/s")));
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"| ratio | {busy.FramesPerSecond / quiet.FramesPerSecond:0.00} | | | |"));
        Report.Line("");
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"While it was scrolled, {scrolledBytes / 1000:0.0} KB/s came on the wire."));
        Report.Line("");
        Report.Line(FormattableString.Invariant($"| order of the list | events/s | KB/s on the wire (limit {MostBytesPerSecond / 1000:0}) | before compression | changes in view | to paint, p50 (limit {MostMedian:0}) | p95 (limit {MostP95:0}) | p99 | clocks read | behind (limit {MostClockError:0}) | ahead | processor of the app, of one core |"));
        Report.Line("|---|---|---|---|---|---|---|---|---|---|---|---|");
        // most urgent first, rows at the top seldom change, and the order does; by name, it is the other way round
        var good = await WatchAsync(site, cable, eyes, "most urgent first", "floor", measure);
        good &= await WatchAsync(site, cable, eyes, "by name", "floor?sort=agent", measure);
        Report.Line("");
        Report.Line("To paint: from the receipt of the gateway's answer until the frame with the new state was drawn. Behind: the furthest that a clock was behind the second that was due.");
        return good;
    }

    private static async Task<bool> WatchAsync(Site site, Cable cable, Eyes eyes, string order, string path, TimeSpan measure)
    {
        await eyes.GoAsync(new Uri(cable.Address, path));
        await Task.Delay(Settle, TimeProvider.System);
        await eyes.WatchAsync();
        var (wire, frames, events, processor, began) = (cable.ToBrowser, eyes.FrameBytes, await EventsAsync(site), site.Supervisor.ProcessorTime, TimeProvider.System.GetTimestamp());
        await Task.Delay(measure, TimeProvider.System);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var (bytes, plain, rate) = ((cable.ToBrowser - wire) / seconds, (eyes.FrameBytes - frames) / seconds, (await EventsAsync(site) - events) / seconds);
        var seen = await eyes.SeenAsync();
        var (median, p95) = (Quantile.At(seen.Painted, 0.5), Quantile.At(seen.Painted, 0.95));
        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"| {order}; the chip: {seen.Chip} | {rate:0} | {bytes / 1000:0.0} | {plain / 1000:0.0} | {seen.Painted.Count} | {median:0} ms | {p95:0} ms | {Quantile.At(seen.Painted, 0.99):0} ms | {seen.ClocksRead} | {seen.ClockBehind:0} ms | {seen.ClockAhead:0} ms | {(site.Supervisor.ProcessorTime - processor).TotalSeconds / seconds:0 %} |"));
        return bytes < MostBytesPerSecond && seen.ClockBehind < MostClockError && seen.ClockAhead < MostClockError && median < MostMedian && p95 < MostP95;
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
