using System.Globalization;

namespace Supervisor.Benchmarks.Load;

/// <summary>Memory and processor of Supervisor with N polling agents, against a simulator in another process.</summary>
internal static class Footprint
{
    public static async Task RunAsync(IReadOnlyList<int> sizes, TimeSpan settle, TimeSpan measure)
    {
        Report.Line("| agents | all live after | memory (resident) | processor, of one core | polls/s | events/s |");
        Report.Line("|---|---|---|---|---|---|");
        foreach (var agents in sizes)
        {
            await using var site = await Site.StartAsync(agents, speed: 1);
            await Task.Delay(settle, TimeProvider.System);
            var (processor, events, polls, began) = (site.Supervisor.ProcessorTime, await EventsAsync(site), await PollsAsync(site), TimeProvider.System.GetTimestamp());
            await Task.Delay(measure, TimeProvider.System);
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            var share = (site.Supervisor.ProcessorTime - processor).TotalSeconds / seconds;
            var (pollRate, eventRate) = ((await PollsAsync(site) - polls) / seconds, (await EventsAsync(site) - events) / seconds);
            Report.Line(string.Create(CultureInfo.InvariantCulture,
                $"| {agents} | {site.UntilLive.TotalSeconds:0.0} s | {site.Supervisor.Megabytes:0} MB | {share:0.0 %} | {pollRate:0} | {eventRate:0.0} |"));
        }
    }

    private static async Task<long> EventsAsync(Site site) => (await site.SimulatorAsync("simulator/stats")).GetProperty("eventsDelivered").GetInt64();

    private static async Task<long> PollsAsync(Site site) => (await site.SimulatorAsync("simulator/stats")).GetProperty("polls").GetInt64();
}
