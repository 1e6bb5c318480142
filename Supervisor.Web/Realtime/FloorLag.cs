namespace Supervisor.Web.Realtime;

/// <summary>From an answer of the gateway in our hands to the picture that shows it, as a histogram. Counted by the floor keeper only; other threads may read at any time.</summary>
internal sealed class FloorLag
{
    private static readonly double[] Limits = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 1];
    private readonly long[] _counts = new long[Limits.Length + 1];
    private double _seconds;

    /// <summary>Upper bounds in seconds; what is longer than the last counts in a class of its own.</summary>
    public static IReadOnlyList<double> Bounds => Limits;

    /// <summary>Sum of all of them, in seconds.</summary>
    public double Seconds => Volatile.Read(ref _seconds);

    /// <summary>How many were at most <see cref="Bounds"/> long, class by class, and all of them at the end.</summary>
    public IReadOnlyList<long> UpTo
    {
        get
        {
            var upTo = new long[_counts.Length];
            long sum = 0;
            for (var i = 0; i < upTo.Length; i++) upTo[i] = sum += Volatile.Read(ref _counts[i]);
            return upTo;
        }
    }

    /// <summary>Counts one; a clock that was put back counts as no time.</summary>
    public void Add(TimeSpan lag)
    {
        var seconds = Math.Max(0, lag.TotalSeconds);
        var index = Array.BinarySearch(Limits, seconds);
        _counts[index < 0 ? ~index : index]++;
        Volatile.Write(ref _seconds, _seconds + seconds);
    }
}
