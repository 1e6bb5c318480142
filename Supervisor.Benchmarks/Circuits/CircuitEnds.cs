using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Circuits;

/// <summary>How the app tells that its circuits have ended.</summary>
internal static class CircuitEnds
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until no circuit is left. False when some stay.</summary>
    public static async Task<bool> ClosedAsync(Site site)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            if ((await site.MetricsAsync())["supervisor_circuits"] == 0) return true;
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        }

        return false;
    }
}
