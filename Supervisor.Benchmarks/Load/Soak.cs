using System.Globalization;
using Supervisor.Benchmarks.Circuits;

namespace Supervisor.Benchmarks.Load;

/// <summary>
/// Simulated days with faults all the time: does anything grow, and does the history in the end say what the simulator says? A fault and some pages that come and go in every turn; the figures are taken at the end of a
/// turn, with no page open.
/// </summary>
internal static class Soak
{
    private const int Pages = 3;
    private const double MostGrowth = 0.05;
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1), Looked = TimeSpan.FromSeconds(15), Recovery = TimeSpan.FromMinutes(2), Edge = TimeSpan.FromSeconds(2);

    public static async Task<bool> RunAsync(int agents, double speed, TimeSpan duration, int seed)
    {
        await using var site = await Site.StartAsync(agents, speed, eventTime: true);
        using var browser = new LeanBrowser(site.Address);
        await browser.SetUpAsync(site.SetupLink, Site.User, Site.Password);
        using var mischief = new Mischief(site.SimulatorAddress, seed);
        var (memory, descriptors, sockets, threads, waiting) = (new Trend(), new Trend(), new Trend(), new Trend(), new Trend());
        var (left, began, from) = (0L, TimeProvider.System.GetTimestamp(), TimeProvider.System.GetUtcNow());
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"{agents} agents, speed {speed}, {duration.TotalMinutes:0.#} minutes, which are {duration.TotalDays * speed:0.##} days of the agents' life; seed {seed}"));
        Report.Line("");
        Report.Line("| minute | resident | descriptors | sockets | threads | circuits | readers of the floor | inputs and events that wait |");
        Report.Line("|---|---|---|---|---|---|---|---|");
        for (var turn = 1; TimeProvider.System.GetElapsedTime(began) < duration; turn++)
        {
            await mischief.NextAsync();
            await VisitAsync(browser);
            var rest = (turn * Turn) - TimeProvider.System.GetElapsedTime(began);
            if (rest > TimeSpan.Zero) await Task.Delay(rest, TimeProvider.System);
            if (!await Gauge.ClosedAsync(site)) left++;
            var (at, figures) = (TimeProvider.System.GetElapsedTime(began), ProcessFigures.Of(site.Supervisor));
            var queued = await Gauge.ReadAsync(site, "supervisor_floor_inputs_waiting") + await Gauge.ReadAsync(site, "supervisor_history_queued");
            memory.Add(at, figures.Megabytes);
            descriptors.Add(at, figures.Descriptors);
            sockets.Add(at, figures.Sockets);
            threads.Add(at, figures.Threads);
            waiting.Add(at, queued);
            var (circuits, readers) = (await Gauge.ReadAsync(site, "supervisor_circuits"), await Gauge.ReadAsync(site, "supervisor_floor_readers"));
            Report.Line(string.Create(CultureInfo.InvariantCulture,
                $"| {at.TotalMinutes:0} | {figures.Megabytes:0} MB | {figures.Descriptors} | {figures.Sockets} | {figures.Threads} | {circuits} | {readers} | {queued} |"));
        }

        await mischief.EndAsync();
        await Task.Delay(Recovery, TimeProvider.System);
        var warm = TimeSpan.FromHours(Math.Min(1, duration.TotalHours / 4));
        Report.Line("");
        Report.Line($"* faults: {mischief.Done}");
        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"* growth per hour after {warm.TotalMinutes:0} minutes: resident {memory.PerHour(warm):0.0} MB, descriptors {descriptors.PerHour(warm):0.0}, sockets {sockets.PerHour(warm):0.0}, threads {threads.PerHour(warm):0.0}"));
        var limits = new Limits();
        // the line of least squares over what is left of the run, of what there was: noise of a short one is not growth of a long one
        if (duration >= TimeSpan.FromMinutes(30))
        {
            var hours = (duration - warm).TotalHours;
            limits.AtMost("growth of the resident memory after that time, of what it was", Math.Max(0, memory.PerHour(warm) * hours) / memory.First, MostGrowth);
            limits.AtMost("sockets at the end, of those in the last two thirds", sockets.LastThird() / sockets.First, 0.1);
        }

        limits.None("turns after which circuits were left", left);
        await AgreeAsync(site, from - TimeSpan.FromMinutes(10), limits);
        limits.Print();
        return limits.Held;
    }

    /// <summary>Some people look at the floor and go.</summary>
    private static async Task VisitAsync(LeanBrowser browser)
    {
        var open = new List<LeanCircuit>();
        for (var page = 0; page < Pages; page++) open.Add(await browser.OpenAsync("floor", default));
        await Task.Delay(Looked, TimeProvider.System);
        foreach (var circuit in open) await circuit.DisposeAsync();
    }

    /// <summary>Everything that the simulator has delivered is in the history once and in order; what is not, was on a wire that was cut, and an interval says that nothing was known then.</summary>
    private static async Task AgreeAsync(Site site, DateTimeOffset from, Limits limits)
    {
        var (delivered, kept, missing, unexplained, wrong) = (0L, 0L, 0L, 0L, 0L);
        var accounts = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var agent in (await site.SimulatorAsync("simulator/agents")).EnumerateArray().Select(agent => agent.GetProperty("workno").GetString()!))
            accounts[agent] = await Account.DeliveredAsync(site, agent, timed: true);
        await Task.Delay(Edge, TimeProvider.System); // what was delivered last is on its way to the disk
        foreach (var (agent, theirs) in accounts)
        {
            var ours = await Account.KeptAsync(site, agent, timed: true);
            var unknown = await Account.UnknownAsync(site, agent, from, TimeProvider.System.GetUtcNow());
            var (until, latest) = (theirs.Count == 0 ? long.MinValue : Made(theirs[^1]), 0L);
            var left = theirs.GroupBy(told => told).ToDictionary(told => told.Key, told => told.Count());
            delivered += theirs.Count;
            foreach (var told in ours.Where(told => Made(told) <= until)) // the agents live on while we count
            {
                kept++;
                if (Made(told) < latest || left.GetValueOrDefault(told) == 0) wrong++;
                else left[told]--;
                latest = Math.Max(latest, Made(told));
            }

            foreach (var (told, count) in left.Where(told => told.Value > 0))
            {
                missing += count;
                var made = DateTimeOffset.FromUnixTimeMilliseconds(Made(told));
                if (!unknown.Any(interval => made >= interval.From - Edge && made <= interval.To + Edge)) unexplained += count;
            }
        }

        Report.Line($"* events that the simulator counts as delivered: {delivered}; in our history: {kept}; on a wire that was cut: {missing}");
        limits.None("events missing that no interval explains", unexplained);
        limits.None("events twice, out of order, or never sent", wrong);
    }

    private static long Made(string told) => long.Parse(told.AsSpan(0, told.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
}
