using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Circuits;

/// <summary>What the server did for some circuits during a time; per second, and per circuit where it says so.</summary>
/// <param name="Processor">Of the server process, in cores.</param>
/// <param name="Events">Delivered by the gateway, per second.</param>
/// <param name="Batches">Per circuit.</param>
/// <param name="MostBatches">Of the circuit that got most.</param>
/// <param name="BeatsAlone">Batches with nothing but a beat, per circuit.</param>
/// <param name="WireBytes">Per circuit, compressed, to the browser.</param>
/// <param name="BatchBytes">Per circuit, before compression.</param>
/// <param name="RowChanges">Per circuit.</param>
/// <param name="RowsInView">Smallest of all circuits.</param>
/// <param name="Lags">Of all circuits, in milliseconds.</param>
/// <param name="Memory">Resident, in MB, over the time.</param>
internal sealed record Sample(double Processor, double Events, double Batches, double MostBatches, double BeatsAlone, double WireBytes, double BatchBytes, double RowChanges, double RowsInView, IReadOnlyCollection<double> Lags, Trend Memory)
{
    private const int Points = 30;

    public static async Task<Sample> TakeAsync(Site site, IReadOnlyList<LeanCircuit> circuits, TimeSpan measure)
    {
        var before = circuits.Select(circuit => (circuit.Counts.Batches, circuit.Counts.BeatsAlone, circuit.WireBytes, circuit.Counts.BatchBytes, circuit.Counts.RowChanges, Lags: circuit.Counts.Lags.Length)).ToList();
        var (processor, events, began) = (site.Supervisor.ProcessorTime, await EventsAsync(site), TimeProvider.System.GetTimestamp());
        var memory = new Trend();
        for (var point = 0; point < Points; point++)
        {
            await Task.Delay(measure / Points, TimeProvider.System);
            memory.Add(TimeProvider.System.GetElapsedTime(began), site.Supervisor.Megabytes);
        }

        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var each = Math.Max(1, circuits.Count) * seconds;
        return new Sample(
            (site.Supervisor.ProcessorTime - processor).TotalSeconds / seconds,
            (await EventsAsync(site) - events) / seconds,
            circuits.Select((circuit, i) => circuit.Counts.Batches - before[i].Batches).Sum() / each,
            circuits.Select((circuit, i) => (circuit.Counts.Batches - before[i].Batches) / seconds).DefaultIfEmpty().Max(),
            circuits.Select((circuit, i) => circuit.Counts.BeatsAlone - before[i].BeatsAlone).Sum() / each,
            circuits.Select((circuit, i) => circuit.WireBytes - before[i].WireBytes).Sum() / each,
            circuits.Select((circuit, i) => circuit.Counts.BatchBytes - before[i].BatchBytes).Sum() / each,
            circuits.Select((circuit, i) => circuit.Counts.RowChanges - before[i].RowChanges).Sum() / each,
            circuits.Count == 0 ? 0 : circuits.Min(circuit => circuit.Counts.Rows),
            [.. circuits.SelectMany((circuit, i) => circuit.Counts.Lags.Skip(before[i].Lags))],
            memory);
    }

    private static async Task<long> EventsAsync(Site site) => (await site.SimulatorAsync("simulator/stats")).GetProperty("eventsDelivered").GetInt64();
}
