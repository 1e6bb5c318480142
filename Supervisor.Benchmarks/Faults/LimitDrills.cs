using System.Globalization;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Faults;

/// <summary>Too little of what an operating system gives out.</summary>
internal static class LimitDrills
{
    private const string HeapLimit = "DOTNET_GCHeapHardLimit";

    /// <summary>The limit is set to a few more than are open, then everybody has to connect anew.</summary>
    public static async Task<(bool, string)> FilesAsync(int agents)
    {
        await using var site = await Site.StartAsync(agents, speed: 5);
        var open = await Probe.FigureAsync(site, "process_open_fds");
        var (limit, before) = ((int)open - (agents / 2), await Probe.FigureAsync(site, "process_max_fds"));
        await Shell.RunAsync("prlimit", "--pid", $"{site.Supervisor.Id}", $"--nofile={limit}:");
        using (var simulator = new HttpClient { BaseAddress = site.SimulatorAddress }) (await simulator.PostAsync(new Uri("simulator/outage?seconds=2", UriKind.Relative), null)).EnsureSuccessStatusCode();
        var told = await Probe.UntilAsync(async () => (await Probe.CheckAsync(site, "connections")).Level == "warning", TimeSpan.FromSeconds(60));
        var (_, says) = told ? await Probe.CheckAsync(site, "connections") : ("", "nothing");
        var live = await Probe.SessionsAsync(site, "live");
        await Shell.RunAsync("prlimit", "--pid", $"{site.Supervisor.Id}", string.Create(CultureInfo.InvariantCulture, $"--nofile={before:0}:"));
        var back = await Probe.UntilAsync(async () => await Probe.SessionsAsync(site, "live") == agents, TimeSpan.FromSeconds(120));
        return (told && live > 0 && back, string.Create(CultureInfo.InvariantCulture,
            $"{open:0} open, limit set to {limit} and every connection cut: {live} of {agents} live; /readyz: \"{says}\"; limit raised again: {(back ? "all live" : "not all live after 2 minutes")}"));
    }

    /// <summary>A start with a heap that does not suffice, then one with enough.</summary>
    public static async Task<(bool, string)> MemoryAsync(int agents)
    {
        await using var site = await Site.StartAsync(agents, speed: 20, push: true);
        List<string> seen = [];
        foreach (var megabytes in (int[])[60, 20, 12])
        {
            await site.KillAsync();
            Environment.SetEnvironmentVariable(HeapLimit, (megabytes * 1024L * 1024).ToString("x", CultureInfo.InvariantCulture));
            var end = "ended by itself at its start";
            try
            {
                await site.StartAgainAsync();
                end = "ended by itself after its start";
                await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);
                var limit = await Probe.FigureAsync(site, "dotnet_gc_available_bytes") / 1024 / 1024;
                end = string.Create(CultureInfo.InvariantCulture, $"ran (limit as the runtime sees it {limit:0} MB)");
            }
            catch (Exception ended) when (ended is InvalidOperationException or HttpRequestException or IOException)
            {
                // it has ended by itself
            }
            finally
            {
                Environment.SetEnvironmentVariable(HeapLimit, null);
            }

            seen.Add(string.Create(CultureInfo.InvariantCulture, $"heap of {megabytes} MB: {end}"));
        }

        if (!site.Supervisor.HasExited) await site.KillAsync();
        await site.StartAgainAsync();
        var back = await Probe.UntilAsync(async () => await Probe.SessionsAsync(site, "live") == agents, TimeSpan.FromSeconds(180));
        var findings = await CrashAudit.CheckPromisesAsync(site);
        return (back && findings.Hold, $"{string.Join(", ", seen)}; started again without a limit: {(back ? "all live" : "not all live")}, {findings.Words()}");
    }
}
