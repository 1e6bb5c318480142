using System.Globalization;
using System.Text.Json;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Faults;

/// <summary>The app, or the gateway, is stopped under load.</summary>
internal static class StopDrills
{
    public static async Task<(bool, string)> SigtermAsync(int agents)
    {
        // with the time of its making, each event is told from every other
        await using var site = await Site.StartAsync(agents, speed: 20, eventTime: true);
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);
        var workNos = (await site.SimulatorAsync("simulator/agents")).EnumerateArray().Select(agent => agent.GetProperty("workno").GetString()!).ToList();
        Dictionary<string, List<string>> delivered = [];
        foreach (var agent in workNos) delivered[agent] = await Account.DeliveredAsync(site, agent, timed: true);

        var began = TimeProvider.System.GetTimestamp();
        await site.Supervisor.StopAsync();
        var took = TimeProvider.System.GetElapsedTime(began);
        var left = await SignedInAsync(site);
        await site.StartAgainAsync();
        var findings = new CrashFindings(0, 0, 0, 0, 0);
        foreach (var agent in workNos)
            findings += CrashAudit.Compare(delivered[agent], await Account.KeptAsync(site, agent, timed: true), finding => Console.Error.WriteLine($"agent {agent}: {finding}"));
        return (took < TimeSpan.FromSeconds(12) && findings is { Hold: true, Acknowledged: > 0 }, string.Create(CultureInfo.InvariantCulture,
            $"stopped after {took.TotalSeconds:0.0} s; {left} of {agents} left signed in (in a call, which is not cut); events of all agents delivered before the stop was asked for: {findings.Words()}"));
    }

    public static async Task<(bool, string)> GatewayRestartAsync(int agents)
    {
        await using var site = await Site.StartAsync(agents, speed: 5);
        using var simulator = new HttpClient { BaseAddress = site.SimulatorAddress };
        (await simulator.PostAsync(new Uri("simulator/outage?seconds=5&keepSessions=false", UriKind.Relative), null)).EnsureSuccessStatusCode();
        var gone = await Probe.UntilAsync(async () => await Probe.SessionsAsync(site, "live") < agents / 10, TimeSpan.FromSeconds(30));
        var began = TimeProvider.System.GetTimestamp();
        var back = await Probe.UntilAsync(async () => await Probe.SessionsAsync(site, "live") == agents, TimeSpan.FromSeconds(120));
        var forced = await ForcedAsync(site);
        return (gone && back && forced == 0, string.Create(CultureInfo.InvariantCulture,
            $"{(back ? "all" : "NOT all")} live again {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s after the gateway was found gone, {forced} forced sign-ins"));
    }

    private static async Task<int> SignedInAsync(Site site) =>
        (await site.SimulatorAsync("simulator/agents")).EnumerateArray().Count(agent => agent.TryGetProperty("signedIn", out var signedIn) && signedIn.ValueKind == JsonValueKind.True);

    private static async Task<long> ForcedAsync(Site site) =>
        (await site.SimulatorAsync("simulator/stats")).TryGetProperty("operations", out var operations) && operations.TryGetProperty("forceLogin", out var forced) ? forced.GetInt64() : 0;
}
