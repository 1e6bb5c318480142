using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Benchmarks.Load;
using Supervisor.Web.Persistence;

namespace Supervisor.Benchmarks.History;

/// <summary>So many events a second for some time, by the clock and not by what the writer takes; afterwards each must be on the disk, in its place.</summary>
internal static class SteadyRate
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(10);

    public static async Task HoldAsync(int rate, TimeSpan hold, Limits limits)
    {
        await using var store = await ScratchStore.CreateAsync();
        var (queue, writer, time) = (store.Services.GetRequiredService<EventQueue>(), store.Services.GetRequiredService<EventWriter>(), TimeProvider.System);
        await writer.StartAsync(default);
        var (handed, most, all, began) = (0L, 0, (long)(hold.TotalSeconds * rate), time.GetTimestamp());
        using (var timer = new PeriodicTimer(Turn, time))
        {
            while (handed < all)
            {
                await timer.WaitForNextTickAsync();
                for (var due = Math.Min(all, (long)(time.GetElapsedTime(began).TotalSeconds * rate)); handed < due;) writer.TryWrite(Flow.One(++handed, time.GetUtcNow()));
                most = Math.Max(most, queue.Count);
            }
        }

        var seconds = time.GetElapsedTime(began).TotalSeconds;
        var lost = writer.Health.Lost;
        await writer.CompleteAsync(default);
        var drained = time.GetElapsedTime(began).TotalSeconds - seconds;
        var (count, last) = (store.Count(), store.Ask("SELECT MAX(Sequence) FROM Events"));
        var breaks = store.Ask("SELECT COUNT(*) FROM (SELECT Sequence - LAG(Sequence, 1, 0) OVER (ORDER BY Sequence) AS Step FROM Events) WHERE Step <> 1");
        Report.Line("");
        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"Held: {handed} events in {seconds:0.0} s; most that waited {most}; the rest was on the disk {drained:0.00} s after the last; on the disk {count}, last number {last}, numbers that do not follow the one before {breaks}, lost by the queue {lost}"));
        limits.AtLeast("events/s handed over", handed / seconds, rate * 0.99);
        limits.None("events lost, missing or out of order", lost + Math.Abs(handed - count) + Math.Abs(handed - last) + breaks);
        limits.AtMost("most events that waited, of the room there is", (double)most / EventQueue.DefaultCapacity, 0.5);
    }
}
