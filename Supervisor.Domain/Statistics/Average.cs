namespace Supervisor.Domain.Statistics;

/// <summary>What an average was divided by.</summary>
public enum AverageBasis
{
    /// <summary>Answered calls.</summary>
    Call,

    /// <summary>Stretches of the state: no call was answered in this time, the stretches belong to calls of before.</summary>
    Episode,
}

/// <summary>An average time.</summary>
/// <param name="Time">Rounded to the millisecond, halves up.</param>
/// <param name="Per">What it was divided by.</param>
public readonly record struct Average(TimeSpan Time, AverageBasis Per)
{
    /// <summary><paramref name="time"/> per call, else per episode; null where there is neither.</summary>
    public static Average? Of(TimeSpan time, long calls, long episodes) =>
        calls > 0 ? new Average(Divide(time, calls), AverageBasis.Call) : episodes > 0 ? new Average(Divide(time, episodes), AverageBasis.Episode) : null;

    private static TimeSpan Divide(TimeSpan time, long by)
    {
        var unit = TimeSpan.TicksPerMillisecond * by;
        return TimeSpan.FromMilliseconds((time.Ticks + (unit / 2)) / unit);
    }
}
