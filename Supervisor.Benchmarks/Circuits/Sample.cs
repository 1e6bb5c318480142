using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Circuits;

/// <summary>What the server did for some circuits during a time; per second, and per circuit where it says so.</summary>
/// <param name="Processor">Of the server process, in cores.</param>
/// <param name="Events">Delivered by the gateway, per second.</param>
/// <param name="Batches">Per circuit.</param>
/// <param name="WireBytes">Per circuit, compressed, to the browser.</param>
/// <param name="BatchBytes">Per circuit, before compression.</param>
/// <param name="RowChanges">Per circuit.</param>
/// <param name="RowsInView">Smallest of all circuits.</param>
/// <param name="Lags">Of all circuits, in milliseconds.</param>
internal sealed record Sample(double Processor, double Events, double Batches, double WireBytes, double BatchBytes, double RowChanges, double RowsInView, IReadOnlyCollection<double> Lags)
{
    public static async Task<Sample> TakeAsync(Site site, IReadOnlyList<LeanCircuit> circuits, TimeSpan measure)
    {
        var before = circuits.Select(circuit => (circuit.Counts.Batches, circuit.WireBytes, circuit.Counts.BatchBytes, circuit.Counts.RowChanges, Lags: circuit.Counts.Lags.Length)).ToList();
        var (processor, events, began) = (site.Supervisor.ProcessorTime, await EventsAsync(site), TimeProvider.System.GetTimestamp());
        await Task.Delay(measure, TimeProvider.System);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var each = Math.Max(1, circuits.Count) * seconds;
        return new Sample(
            (site.Supervisor.ProcessorTime - processor).TotalSeconds / seconds,
            (await EventsAsync(site) - events) / seconds,
            circuits.Select((circuit, i) => circuit.Counts.Batches - before[i].Batches).Sum() / each,
            circuits.Select((circuit, i) => circuit.WireBytes - before[i].WireBytes).Sum() / each,
            circuits.Select((circuit, i) => circuit.Counts.BatchBytes - before[i].BatchBytes).Sum() / each,
            circuits.Select((circuit, i) => circuit.Counts.RowChanges - before[i].RowChanges).Sum() / each,
            circuits.Count == 0 ? 0 : circuits.Min(circuit => circuit.Counts.Rows),
            [.. circuits.SelectMany((circuit, i) => circuit.Counts.Lags.Skip(before[i].Lags))]);
    }

    private static async Task<long> EventsAsync(Site site) => (await site.SimulatorAsync("simulator/stats")).GetProperty("eventsDelivered").GetInt64();
}
