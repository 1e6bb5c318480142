namespace Supervisor.Benchmarks.Load;

/// <summary>Quantiles of a handful of figures.</summary>
internal static class Quantile
{
    /// <summary>The value below which <paramref name="share"/> of them lie; NaN where there are none.</summary>
    public static double At(IReadOnlyCollection<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
    }
}
