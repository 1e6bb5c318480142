namespace Supervisor.Web.Alerts;

/// <summary>How long to wait before the next try of a message: pure functions.</summary>
internal static class RetryPause
{
    /// <summary>Tries in all: the last one comes about five hours after the first.</summary>
    public const int Most = 10;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(1);

    /// <summary>The pause after so many tries, three times longer each time; up to a fifth less, so that receivers are not called by many at once.</summary>
    /// <param name="tries">Tries so far, from 1.</param>
    /// <param name="jitter">0 to 1.</param>
    public static TimeSpan After(int tries, double jitter)
    {
        var pause = First * Math.Pow(3, Math.Min(tries, Most) - 1);
        return (pause < Longest ? pause : Longest) * (1 - (0.2 * jitter));
    }
}
