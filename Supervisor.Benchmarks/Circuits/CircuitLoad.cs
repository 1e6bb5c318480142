using System.Globalization;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Circuits;

/// <summary>
/// Many people with the floor open, without their browsers: what a circuit costs the server and what it sends. Then opens and closes as many again and again:
/// whatever a circuit holds must be given back.
/// </summary>
internal static class CircuitLoad
{
    private const string Floor = "floor";
    private const int OpenedAtOnce = 10;
    private const double MostFrames = 4, LongestLag = 500, MostGrowth = 0.1;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10), LongestRest = TimeSpan.FromMinutes(3), Long = TimeSpan.FromMinutes(10);

    public static async Task<bool> RunAsync(int agents, double speed, int circuits, TimeSpan measure, int rounds)
    {
        await using var site = await Site.StartAsync(agents, speed);
        using var browser = new LeanBrowser(site.Address);
        await browser.SetUpAsync(site.SetupLink, Site.User, Site.Password);
        // one visit by itself: what is compiled and cached once is not the price of a circuit
        await using (await browser.OpenAsync(Floor, default)) await Task.Delay(Settle, TimeProvider.System);
        await CircuitEnds.ClosedAsync(site);
        var rest = await Sample.TakeAsync(site, [], measure < LongestRest ? measure : LongestRest);
        var empty = site.Supervisor.Megabytes;

        var open = await OpenAsync(browser, circuits);
        await Task.Delay(Settle, TimeProvider.System);
        var busy = await Sample.TakeAsync(site, open, measure);
        var full = site.Supervisor.Megabytes;
        var faults = open.Select(circuit => circuit.Fault).OfType<string>().ToList();
        var skipped = open.Sum(circuit => circuit.Counts.Skipped);
        await CloseAsync(open);

        Report.Line(string.Create(CultureInfo.InvariantCulture, $"{agents} agents, {busy.Events:0} events/s on the floor ({rest.Events:0} while nobody watched); {circuits} circuits of the floor page, each with {busy.RowsInView:0} live rows; no browser draws anything"));
        Report.Line("");
        Report.Line("| circuits | processor, of one core | memory (resident) | batches/s, each | wire bytes/s, each | before compression | changes of rows/s, each | lag p50 | p95 | p99 |");
        Report.Line("|---|---|---|---|---|---|---|---|---|---|");
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"| 0 | {rest.Processor:0 %} | {empty:0} MB | | | | | | | |"));
        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"| {circuits} | {busy.Processor:0 %} | {full:0} MB | {busy.Batches:0.0} | {busy.WireBytes:0} | {busy.BatchBytes:0} | {busy.RowChanges:0.0} | {Quantile.At(busy.Lags, 0.5):0} ms | {Quantile.At(busy.Lags, 0.95):0} ms | {Quantile.At(busy.Lags, 0.99):0} ms |"));
        Report.Line("");
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"* memory per circuit: {(full - empty) / circuits:0.00} MB; batches that were missing: {skipped}; circuits that broke: {faults.Count}{(faults.Count > 0 ? $" ({faults[0]})" : "")}"));
        Report.Line("* lag: from the receipt of the gateway's answer to the batch in the driver's hands, of rows in view");
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"* batches with nothing but a beat, each: {busy.BeatsAlone:0.00}/s; processor per circuit: {(busy.Processor - rest.Processor) / circuits:0.00 %} of one core"));
        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"* resident memory while all were open: {busy.Memory.First:0} -> {busy.Memory.Last:0} MB in {measure.TotalMinutes:0.#} min; slope after the first quarter {busy.Memory.PerHour(measure / 4):0} MB/h; last third against the one before {busy.Memory.LastThird():+0.0;-0.0} MB"));
        var back = await RoundsAsync(site, browser, circuits, rounds);
        var limits = new Limits();
        limits.AtMost("frames per second of the circuit that got most", busy.MostBatches, MostFrames);
        limits.AtMost("event to browser, p95", Quantile.At(busy.Lags, 0.95), LongestLag, " ms");
        // a shorter run has not even filled its caches
        if (measure >= Long) limits.AtMost("growth of the memory in the last third, of what the circuits take", Math.Max(0, busy.Memory.LastThird()) / (full - empty), MostGrowth);
        limits.None("batches missing, circuits broken", skipped + faults.Count);
        limits.Print();
        return limits.Held && busy.RowChanges > 0 && back;
    }

    /// <summary>Opens and closes all of them again and again. True when every circuit was gone each time.</summary>
    private static async Task<bool> RoundsAsync(Site site, LeanBrowser browser, int circuits, int rounds)
    {
        List<string> memory = [];
        for (var round = 0; round < rounds; round++)
        {
            var open = await OpenAsync(browser, circuits);
            await Task.Delay(Settle, TimeProvider.System);
            var at = site.Supervisor.Megabytes;
            await CloseAsync(open);
            if (!await CircuitEnds.ClosedAsync(site))
            {
                Report.Line($"* round {round + 1}: circuits were still there after they had been closed");
                return false;
            }

            memory.Add(string.Create(CultureInfo.InvariantCulture, $"{at:0} -> {site.Supervisor.Megabytes:0} MB"));
        }

        if (rounds > 0) Report.Line($"* {circuits} opened and closed {rounds} times, resident memory with them -> after them: {string.Join(", ", memory)}; every circuit and every reader of the floor was given back each time");
        return true;
    }

    private static async Task<List<LeanCircuit>> OpenAsync(LeanBrowser browser, int circuits)
    {
        List<LeanCircuit> open = [];
        foreach (var group in Enumerable.Range(0, circuits).Chunk(OpenedAtOnce))
            open.AddRange(await Task.WhenAll(group.Select(_ => browser.OpenAsync(Floor, default))));
        return open;
    }

    private static async Task CloseAsync(List<LeanCircuit> open)
    {
        foreach (var circuit in open) await circuit.DisposeAsync();
    }
}
