namespace Supervisor.Domain.Sessions;

/// <summary>Pure arithmetic of waiting longer after each failure.</summary>
public static class Backoff
{
    /// <summary>Doubles from <paramref name="shortest"/> to <paramref name="longest"/>, plus up to a quarter of jitter so that many sessions do not return together.</summary>
    /// <param name="failures">Failures so far, from 1.</param>
    /// <param name="shortest">Pause after the first failure.</param>
    /// <param name="longest">Cap, before jitter.</param>
    /// <param name="jitter">Random number, 0 to 1.</param>
    public static TimeSpan Delay(int failures, TimeSpan shortest, TimeSpan longest, double jitter)
    {
        var doublings = Math.Clamp(failures - 1, 0, 30);
        var ticks = Math.Min(shortest.Ticks * Math.Pow(2, doublings), longest.Ticks);
        return TimeSpan.FromTicks((long)(ticks * (1 + (0.25 * jitter))));
    }
}
