using System.Globalization;
using Supervisor.Benchmarks.Circuits;

namespace Supervisor.Benchmarks.Load;

/// <summary>What the app held at a moment.</summary>
/// <param name="At">Minutes since the beginning.</param>
/// <param name="Megabytes">Resident memory.</param>
/// <param name="Files">Open file descriptors, sockets among them.</param>
/// <param name="Sockets">Open sockets.</param>
/// <param name="Threads">Threads of the process.</param>
/// <param name="Circuits">Kept circuits; 0 between two visits.</param>
internal sealed record SoakSample(double At, double Megabytes, int Files, int Sockets, int Threads, double Circuits)
{
    public static async Task<SoakSample> TakeAsync(Site site, TimeSpan at)
    {
        var process = $"/proc/{site.Supervisor.Id}";
        var links = Directory.EnumerateFiles($"{process}/fd").Select(file => new FileInfo(file).LinkTarget ?? "").ToList();
        var threads = (await File.ReadAllLinesAsync($"{process}/status")).First(line => line.StartsWith("Threads:", StringComparison.Ordinal))[8..];
        return new(at.TotalMinutes, site.Supervisor.Megabytes, links.Count, links.Count(link => link.StartsWith("socket:", StringComparison.Ordinal)),
            int.Parse(threads, CultureInfo.InvariantCulture), await Gauge.ReadAsync(site, "supervisor_circuits"));
    }

    /// <summary>How much a figure grows in an hour; 0 where there is but one sample.</summary>
    public static double PerHour(IReadOnlyList<SoakSample> samples, Func<SoakSample, double> figure)
    {
        var trend = new Trend();
        foreach (var sample in samples) trend.Add(TimeSpan.FromMinutes(sample.At), figure(sample));
        return samples.Count < 2 ? 0 : trend.PerHour(TimeSpan.Zero);
    }
}
