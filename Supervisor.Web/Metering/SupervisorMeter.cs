using System.Diagnostics.Metrics;

namespace Supervisor.Web.Metering;

/// <summary>The one meter of the product. Each capability makes its own instruments on it; whoever listens need not know them.</summary>
internal static class SupervisorMeter
{
    /// <summary>Also for other listeners, such as <c>dotnet-counters monitor --counters Supervisor</c>.</summary>
    public const string Name = "Supervisor";

    /// <summary>Upper bounds in seconds for what takes from a tenth of a millisecond to ten seconds: below and above the limits that we promise.</summary>
    public static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    /// <summary>The meter of this app.</summary>
    public static Meter Own(this IMeterFactory meters) => meters.Create(Name);

    /// <summary>One measured value of a gauge with one label.</summary>
    public static Measurement<long> Of(long value, string label, string text) => new(value, new KeyValuePair<string, object?>(label, text));
}
