using System.Globalization;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Circuits;

/// <summary>Figures of the app's own metrics.</summary>
internal static class Gauge
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<double> ReadAsync(Site site, string name)
    {
        var text = await site.Api.GetStringAsync("metrics");
        var line = text.Split('\n').First(line => line.StartsWith(name + ' ', StringComparison.Ordinal));
        return double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until no circuit is left. False when some stay.</summary>
    public static async Task<bool> ClosedAsync(Site site)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            if (await ReadAsync(site, "supervisor_circuits") == 0) return true;
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        }

        return false;
    }
}
