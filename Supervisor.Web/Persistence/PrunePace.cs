namespace Supervisor.Web.Persistence;

/// <summary>What one step has done.</summary>
/// <param name="Rows">Rows it looked for; 0 where there was nothing to do.</param>
/// <param name="Done">Rows that it changed.</param>
/// <param name="Held">How long it kept the store from the writer.</param>
internal readonly record struct PruneStep(int Rows, long Done, TimeSpan Held);

/// <summary>
/// Does long work on the store in steps that leave it free for the event writer: each is as large as fits into <see cref="Target"/>, as the one before it has shown. SQLite
/// makes a waiting writer sleep for 1, 2, 5, 10, 15 ms..., so that a lock of 20 ms costs it 33 ms at most.
/// </summary>
internal sealed class PrunePace(TimeProvider time)
{
    /// <summary>How long a step may hold the store.</summary>
    public static readonly TimeSpan Target = TimeSpan.FromMilliseconds(20);

    /// <summary>Between two steps: the writer writes ten times a second, and each time finds the store free or nearly so.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Rows of the first step, and bounds of the others. A commit that takes long by itself must not end in steps of one row.</summary>
    public const int First = 100, Least = 10, Most = 5_000;

    /// <summary>The longest that any step has held the store.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Repeats <paramref name="step"/>, which is told how many rows it may touch, until it finds fewer. Returns what all have done.</summary>
    public async Task<long> RunAsync(Func<int, PruneStep> step, CancellationToken cancellationToken)
    {
        var done = 0L;
        for (var rows = First; ;)
        {
            var result = step(rows);
            done += result.Done;
            if (result.Held > Longest) Longest = result.Held;
            if (result.Rows < rows) return done;
            rows = Next(rows, result.Held);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>How many rows the next step may touch. Grows by a half only below a third of the target: most steps stay below half of it, and a slow moment does not pass it.</summary>
    internal static int Next(int rows, TimeSpan held) =>
        held > Target ? Math.Max(rows / 2, Least) : held < Target / 3 ? Math.Min(rows + rows / 2, Most) : rows;
}
