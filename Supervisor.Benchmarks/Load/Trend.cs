namespace Supervisor.Benchmarks.Load;

/// <summary>Figures over time, and how much they grow.</summary>
internal sealed class Trend
{
    private readonly List<(double Hours, double Value)> _points = [];

    public void Add(TimeSpan at, double value) => _points.Add((at.TotalHours, value));

    public double First => _points.Count == 0 ? double.NaN : _points[0].Value;

    public double Last => _points.Count == 0 ? double.NaN : _points[^1].Value;

    /// <summary>Growth per hour, the line of least squares through what came after <paramref name="after"/>.</summary>
    public double PerHour(TimeSpan after)
    {
        var late = _points.Where(point => point.Hours >= after.TotalHours).ToList();
        if (late.Count < 2) return double.NaN;
        var (hours, value) = (late.Average(point => point.Hours), late.Average(point => point.Value));
        return late.Sum(point => (point.Hours - hours) * (point.Value - value)) / late.Sum(point => (point.Hours - hours) * (point.Hours - hours));
    }

    /// <summary>How far the mean of the last third lies over that of the third before it.</summary>
    public double LastThird()
    {
        var third = _points.Count / 3;
        return third == 0 ? double.NaN : _points.TakeLast(third).Average(point => point.Value) - _points.SkipLast(third).TakeLast(third).Average(point => point.Value);
    }
}
