using System.Globalization;
using Supervisor.Benchmarks.Circuits;

namespace Supervisor.Benchmarks.Load;

/// <summary>
/// Days of a floor's life at many times their speed, with faults at the gateway and people who come and go: is memory flat, is everything given back, and is the history
/// what the simulator delivered?
/// </summary>
internal static class Soak
{
    private const double MostGrowth = 0.1;

    // below that the line through a saw's teeth tells nothing: a heap of 20 MB moves by more between two collections
    private const double LeastMegabytes = 5;
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    public static async Task<bool> RunAsync(int agents, double speed, double days, double minutes, int seed, string? samples, bool keep)
    {
        var duration = minutes > 0 ? TimeSpan.FromMinutes(minutes) : TimeSpan.FromDays(days / speed);
        await using var diary = await SoakDiary.BeginAsync(samples, duration);
        await using var site = await Site.StartAsync(agents, speed, eventTime: true, plan: new SitePlan { KeepsData = keep });
        using var browser = new LeanBrowser(site.Address);
        await browser.SetUpAsync(site.SetupLink, Site.User, Site.Password);
        var account = new SoakAccount(site, [.. (await site.SimulatorAsync("simulator/agents")).EnumerateArray().Select(agent => agent.GetProperty("workno").GetString()!)]);
        using var mischief = new Mischief(site, seed, account.Agents);
        using var end = new CancellationTokenSource(duration);
        var (began, faults) = (TimeProvider.System.GetTimestamp(), mischief.RunAsync(end.Token));

        while (TimeProvider.System.GetElapsedTime(began) < duration)
        {
            await VisitAsync(browser);
            await CircuitEnds.ClosedAsync(site);
            await account.FollowIfThereAsync();
            await diary.AddAsync(await SoakSample.TakeAsync(site, TimeProvider.System.GetElapsedTime(began)), mischief.Done.Values.Sum(), account.Delivered);
            if (TimeProvider.System.GetElapsedTime(began) is var gone && gone < duration) await Task.Delay(Pace - TimeSpan.FromTicks(gone.Ticks % Pace.Ticks), TimeProvider.System);
        }

        await Task.WhenAny(faults);
        // what was queued during the last fault comes in
        await Task.Delay(TimeSpan.FromSeconds(60), TimeProvider.System);
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"{agents} agents, speed {speed}, {duration.TotalMinutes:0} minutes, which are {duration.TotalDays * speed:0.0} days of their life; seed {seed}; three floor pages opened and closed each minute"));
        Report.Line("");
        Report.Line($"* faults: {string.Join(", ", mischief.Done.Select(kind => $"{kind.Key} {kind.Value}"))}");
        var flat = Tell([.. diary.Samples.Where(sample => sample.At >= Math.Min(60, duration.TotalMinutes / 4))]);
        return flat & await account.TellAsync(mischief.Outages);
    }

    private static async Task VisitAsync(LeanBrowser browser)
    {
        var open = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => browser.OpenAsync("floor", default)));
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        foreach (var circuit in open) await circuit.DisposeAsync();
    }

    private static bool Tell(List<SoakSample> samples)
    {
        Report.Line("");
        Report.Line($"| after the first {samples[0].At.ToString("0", CultureInfo.InvariantCulture)} minutes, {samples.Count} samples | first | last | least | most | slope per hour |");
        Report.Line("|---|---|---|---|---|---|");
        Row("memory (resident), MB", sample => sample.Megabytes);
        Row("managed heap after the last collection, MB", sample => sample.Heap);
        Row("open files", sample => sample.Files);
        Row("sockets", sample => sample.Sockets);
        Row("threads", sample => sample.Threads);
        Row("circuits between the visits", sample => sample.Circuits);
        var limits = new Limits();
        Growth("growth of memory by that slope", sample => sample.Megabytes);
        Growth("growth of the managed heap by that slope", sample => sample.Heap);
        limits.None("visits after which a circuit was left", samples.Count(sample => sample.Circuits > 0));
        limits.Print();
        return limits.Held;

        void Growth(string what, Func<SoakSample, double> figure)
        {
            var first = samples.Take(5).Average(figure);
            var grown = SoakSample.PerHour(samples, figure) * (samples[^1].At - samples[0].At) / 60;
            limits.AtMost(what, Math.Max(0, grown), Math.Max(LeastMegabytes, MostGrowth * first), " MB");
        }

        void Row(string name, Func<SoakSample, double> figure) => Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {figure(samples[0]):0} | {figure(samples[^1]):0} | {samples.Min(figure):0} | {samples.Max(figure):0} | {SoakSample.PerHour(samples, figure):0.0} |"));
    }
}
