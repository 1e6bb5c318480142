using System.Text.Json;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>What a site does within some time: the simulator counts polls and events, the system counts processor time, the app its garbage and its lag.</summary>
internal sealed class Window
{
    private readonly Reading _from;
    private readonly Reading _to;

    private Window(Reading from, Reading to) => (_from, _to) = (from, to);

    public double Seconds => TimeProvider.System.GetElapsedTime(_from.At, _to.At).TotalSeconds;

    public double PollsPerSecond => (_to.Polls - _from.Polls) / Seconds;

    public double EventsPerSecond => (_to.Events - _from.Events) / Seconds;

    /// <summary>Of one core.</summary>
    public double Processor => (_to.Processor - _from.Processor).TotalSeconds / Seconds;

    /// <summary>Processor time of the app for one poll, in microseconds, with all that the app does beside.</summary>
    public double MicrosecondsPerPoll => Processor / PollsPerSecond * 1e6;

    /// <summary>Of one core.</summary>
    public double SimulatorProcessor => (_to.SimulatorProcessor - _from.SimulatorProcessor).TotalSeconds / Seconds;

    public double BytesPerPoll => (_to.Allocated - _from.Allocated) / (_to.Polls - _from.Polls);

    /// <summary>Seconds below which <paramref name="share"/> of the events were on the floor, as exact as the classes of the histogram.</summary>
    public double Lag(double share)
    {
        var classes = _to.Lag.Select((entry, i) => (entry.Bound, Count: entry.Count - _from.Lag[i].Count)).ToList();
        return classes.First(entry => entry.Count >= share * classes[^1].Count).Bound;
    }

    /// <summary>Measures for as long as <paramref name="length"/> and looks at the sessions each five seconds.</summary>
    /// <param name="site">Where.</param>
    /// <param name="length">How long.</param>
    /// <param name="each">Called with the number of live sessions.</param>
    public static async Task<Window> MeasureAsync(Site site, TimeSpan length, Action<int>? each = null)
    {
        var from = await ReadAsync(site);
        while (TimeProvider.System.GetElapsedTime(from.At) is var gone && gone < length)
        {
            await Task.Delay(length - gone < TimeSpan.FromSeconds(5) ? length - gone : TimeSpan.FromSeconds(5), TimeProvider.System);
            if (each is not null) each(await site.LiveAsync());
        }

        return new Window(from, await ReadAsync(site));
    }

    private static async Task<Reading> ReadAsync(Site site)
    {
        var (stats, metrics) = (await site.SimulatorAsync("simulator/stats"), await site.MetricsAsync());
        return new Reading(
            TimeProvider.System.GetTimestamp(), Of(stats, "polls"), Of(stats, "eventsDelivered"), site.Supervisor.ProcessorTime, site.Simulator.ProcessorTime, metrics["dotnet_gc_allocated_bytes_total"],
            [.. metrics.Where(metric => metric.Key.StartsWith("supervisor_floor_lag_seconds_bucket", StringComparison.Ordinal)).Select(metric => (Bound(metric.Key), metric.Value))]);
    }

    private static double Bound(string name) =>
        name.Split('"')[1] is var text && text == "+Inf" ? double.PositiveInfinity : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static long Of(JsonElement stats, string name) => stats.GetProperty(name).GetInt64();

    private sealed record Reading(long At, long Polls, long Events, TimeSpan Processor, TimeSpan SimulatorProcessor, double Allocated, IReadOnlyList<(double Bound, double Count)> Lag);
}
