using System.Globalization;

namespace Supervisor.Benchmarks.Load;

/// <summary>How a page scrolled.</summary>
/// <param name="Frames">Milliseconds between two frames.</param>
/// <param name="Looks">How often it was looked whether there are rows.</param>
/// <param name="Blank">How often there were none.</param>
internal sealed record Smoothness(IReadOnlyCollection<double> Frames, int Looks, int Blank)
{
    private const double TooLong = 20;

    /// <summary>Of the median frame.</summary>
    public double FramesPerSecond => 1000 / Quantile.At(Frames, 0.5);

    /// <summary>For a table of the report.</summary>
    public string Row(string floor) => string.Create(CultureInfo.InvariantCulture,
        $"| {floor} | {FramesPerSecond:0} | {Frames.Count(frame => frame > TooLong) / (double)Math.Max(1, Frames.Count):0.0 %} | {Quantile.At(Frames, 1):0} ms | {Blank / (double)Math.Max(1, Looks):0.0 %} |");
}
