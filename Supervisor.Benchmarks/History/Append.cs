using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Benchmarks.Load;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;

namespace Supervisor.Benchmarks.History;

/// <summary>
/// The event writer as the product runs it (queue, chain, seals, checkpoints beside) against a bare loop over one prepared statement and against EF, in one run, on stores alike; then a steady rate of which nothing
/// may be lost.
/// </summary>
internal static class Append
{
    private const int Turns = 3;
    private const double OfBare = 0.75, OfEf = 2;

    public static async Task<bool> RunAsync(int events, int rate, TimeSpan hold)
    {
        List<ObservedEvent> day = [.. Flow.Of(events)];
        var (product, bare, ef) = (new List<double>(), new List<double>(), new List<double>());
        Report.Line($"{events} events of some 200 bytes, batches of {EventWriter.BatchSize}, synchronous FULL, every index of the product, the product's checkpoints beside each; each turn on new stores");
        Report.Line("");
        Report.Line("| turn | product, rows/s | processor, us/row | bare statement, rows/s | us/row | EF, rows/s | us/row |");
        Report.Line("|---|---|---|---|---|---|---|");
        for (var turn = 0; turn <= Turns; turn++)
        {
            var ours = await MeasureAsync(day, Contestants.ProductAsync);
            var loop = await MeasureAsync(day, Contestants.BareAsync);
            var entities = await MeasureAsync(day, Contestants.EfAsync);
            if (turn == 0) continue; // compiled and warm now
            product.Add(ours.RowsPerSecond);
            bare.Add(loop.RowsPerSecond);
            ef.Add(entities.RowsPerSecond);
            Report.Line(string.Create(CultureInfo.InvariantCulture,
                $"| {turn} | {ours.RowsPerSecond:0} | {ours.Processor:0.0} | {loop.RowsPerSecond:0} | {loop.Processor:0.0} | {entities.RowsPerSecond:0} | {entities.Processor:0.0} |"));
        }

        var limits = new Limits();
        limits.AtLeast("rows/s of a bare statement, median of the turns", Median(product.Zip(bare, (ours, theirs) => ours / theirs)), OfBare);
        limits.AtLeast("rows/s of EF, median of the turns", Median(product.Zip(ef, (ours, theirs) => ours / theirs)), OfEf);
        await SteadyRate.HoldAsync(rate, hold, limits);
        limits.Print();
        return limits.Held;
    }

    private static async Task<(double RowsPerSecond, double Processor)> MeasureAsync(List<ObservedEvent> events, Func<ServiceProvider, List<ObservedEvent>, Task> append)
    {
        await using var store = await ScratchStore.CreateAsync();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (began, processor) = (TimeProvider.System.GetTimestamp(), process.TotalProcessorTime);
        await append(store.Services, events);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        process.Refresh();
        var used = (process.TotalProcessorTime - processor).TotalMicroseconds / events.Count;
        return store.Count() == events.Count ? (events.Count / seconds, used) : throw new InvalidOperationException("Rows are missing.");
    }

    private static double Median(IEnumerable<double> values) => Quantile.At([.. values], 0.5);
}
