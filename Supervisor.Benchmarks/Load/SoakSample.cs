using System.Globalization;

namespace Supervisor.Benchmarks.Load;

/// <summary>What the app held at a moment.</summary>
/// <param name="At">Minutes since the beginning.</param>
/// <param name="Megabytes">Resident memory.</param>
/// <param name="Heap">Of it, what the managed heap had after the last collection, in MB: when memory grows and this does not, it is the allocator that keeps it.</param>
/// <param name="Files">Open file descriptors, sockets among them.</param>
/// <param name="Sockets">Open sockets.</param>
/// <param name="Threads">Threads of the process.</param>
/// <param name="Circuits">Kept circuits; 0 between two visits.</param>
internal sealed record SoakSample(double At, double Megabytes, double Heap, double Files, int Sockets, int Threads, double Circuits)
{
    /// <summary>The names of the columns that <see cref="Line"/> has.</summary>
    public const string Columns = "minutes,resident_mb,heap_mb,files,sockets,threads,circuits";

    private const string HeapSize = "dotnet_gc_last_collection_heap_size_bytes{";

    public static async Task<SoakSample> TakeAsync(Site site, TimeSpan at)
    {
        var figures = await site.MetricsAsync();
        var heap = figures.Where(figure => figure.Key.StartsWith(HeapSize, StringComparison.Ordinal)).Sum(generation => generation.Value);
        return new(at.TotalMinutes, site.Supervisor.Megabytes, heap / 1024 / 1024, figures["process_open_fds"], site.Supervisor.Sockets, site.Supervisor.Threads, figures["supervisor_circuits"]);
    }

    /// <summary>How much a figure grows in an hour; 0 where there is but one sample.</summary>
    public static double PerHour(IReadOnlyList<SoakSample> samples, Func<SoakSample, double> figure)
    {
        var trend = new Trend();
        foreach (var sample in samples) trend.Add(TimeSpan.FromMinutes(sample.At), figure(sample));
        return samples.Count < 2 ? 0 : trend.PerHour(TimeSpan.Zero);
    }

    /// <summary>For a file.</summary>
    public string Line() => string.Create(CultureInfo.InvariantCulture, $"{At:0.00},{Megabytes:0.0},{Heap:0.0},{Files:0},{Sockets},{Threads},{Circuits:0}");
}
