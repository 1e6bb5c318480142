using System.Globalization;
using System.Text.Json;

namespace Supervisor.Benchmarks.Load;

/// <summary>
/// After a while at speed: does our floor agree with the simulator's own list, agent by agent, and is every event that the simulator
/// delivered in the history exactly once, in order?
/// </summary>
internal static class Agreement
{
    public static async Task<bool> RunAsync(int agents, double speed, TimeSpan duration, bool push)
    {
        await using var site = await Site.StartAsync(agents, speed, push);
        await Task.Delay(duration, TimeProvider.System);

        // both are read while the floor moves: an agent may be between two events, so those that differ are looked at again
        var differing = await DifferingAsync(site);
        for (var again = 0; differing.Count > 0 && again < 20; again++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            differing.IntersectWith(await DifferingAsync(site));
        }

        Report.Line(string.Create(CultureInfo.InvariantCulture, $"{agents} agents{(push ? " in push mode" : "")}, speed {speed}, {duration.TotalMinutes:0.#} minutes, all live after {site.UntilLive.TotalSeconds:0.0} s"));
        Report.Line("");
        Report.Line($"* agents whose state differs from the simulator's own list: {differing.Count}");
        var (delivered, kept, wrong) = (0L, 0L, 0);
        foreach (var agent in (await site.SimulatorAsync("simulator/agents")).EnumerateArray().Select(agent => agent.GetProperty("workno").GetString()!))
        {
            var theirs = await Account.DeliveredAsync(site, agent);
            var ours = await Account.KeptAsync(site, agent);
            // what was delivered a moment ago may still be on its way to the disk
            for (var again = 0; ours.Count < theirs.Count && again < 20; again++, ours = await Account.KeptAsync(site, agent))
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            delivered += theirs.Count;
            kept += ours.Count;
            if (!ours.Take(theirs.Count).SequenceEqual(theirs)) wrong++;
        }

        Report.Line($"* events delivered by the simulator: {delivered}; in our history at the time of comparing (a little later): {kept}");
        Report.Line($"* agents whose history is not exactly the delivered events, once and in order: {wrong}");
        var stats = await site.SimulatorAsync("simulator/stats");
        Report.Line($"* most requests of one agent at once, as the simulator saw it: {stats.GetProperty("maxConcurrentPerAgent").GetInt32()}");
        return differing.Count == 0 && wrong == 0 && (!push || await HeartbeatsAsync(site, stats, agents));
    }

    // The documents recommend a heartbeat every 30 s, and no poll in push mode.
    private static async Task<bool> HeartbeatsAsync(Site site, JsonElement stats, int agents)
    {
        var intervals = (await site.SimulatorAsync("simulator/heartbeats/intervals")).EnumerateArray().ToArray();
        var (least, most) = (intervals.Min(agent => agent.GetProperty("minSeconds").GetDouble()), intervals.Max(agent => agent.GetProperty("maxSeconds").GetDouble()));
        var polls = stats.GetProperty("polls").GetInt64();
        Report.Line($"* heartbeats, as the simulator logged them: {intervals.Sum(agent => agent.GetProperty("count").GetInt64())} of {intervals.Length} agents");
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"* shortest and longest pause between two heartbeats of any agent: {least:0.00} s and {most:0.00} s"));
        Report.Line($"* pushes: {stats.GetProperty("pushes").GetInt64()}, of which failed {stats.GetProperty("pushFailures").GetInt64()}, dropped {stats.GetProperty("pushDropped").GetInt64()}; polls: {polls}");
        return intervals.Length == agents && least >= 28 && most <= 32 && polls == 0;
    }

    private static async Task<HashSet<string>> DifferingAsync(Site site)
    {
        var theirs = (await site.SimulatorAsync("simulator/agents")).EnumerateArray().ToDictionary(agent => agent.GetProperty("workno").GetString()!, agent => agent.GetProperty("state").GetString()!);
        var ours = (await site.FloorAsync()).GetProperty("agents").EnumerateArray().ToDictionary(agent => agent.GetProperty("agentId").GetString()!, agent => agent.GetProperty("state").GetString()!);
        return [.. theirs.Where(agent => !ours.TryGetValue(agent.Key, out var state) || state != agent.Value).Select(agent => agent.Key)];
    }
}
