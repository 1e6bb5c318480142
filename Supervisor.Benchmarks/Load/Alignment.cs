namespace Supervisor.Benchmarks.Load;

/// <summary>Two accounts of the same events laid side by side, as far as the first one goes: what the second lacks, and what it has beside.</summary>
/// <param name="Missing">Places in the first account.</param>
/// <param name="Extra">Places in the second account.</param>
internal sealed record Alignment(IReadOnlyList<int> Missing, IReadOnlyList<int> Extra)
{
    // many events have the same words: two accounts agree again only where some in a row are the same
    private const int InARow = 4, Farthest = 64;

    public static Alignment Of(IReadOnlyList<string> theirs, IReadOnlyList<string> ours)
    {
        List<int> missing = [], extra = [];
        for (var (i, j) = (0, 0); i < theirs.Count;)
        {
            var (without, beside) = j < ours.Count && theirs[i] == ours[j] ? (0, 0) : Step(theirs, i, ours, j);
            missing.AddRange(Enumerable.Range(i, without));
            extra.AddRange(Enumerable.Range(j, beside));
            (i, j) = (i + without, j + beside);
            if (i < theirs.Count && j < ours.Count) (i, j) = (i + 1, j + 1);
        }

        return new Alignment(missing, extra);
    }

    // the shortest way on to where both agree again; where there is none, all the rest is missing
    private static (int Without, int Beside) Step(IReadOnlyList<string> theirs, int i, IReadOnlyList<string> ours, int j)
    {
        for (var steps = 1; steps <= Farthest; steps++)
        {
            for (var without = 0; without <= steps; without++)
            {
                if (Agree(theirs, i + without, ours, j + steps - without)) return (without, steps - without);
            }
        }

        return (theirs.Count - i, 0);
    }

    private static bool Agree(IReadOnlyList<string> theirs, int i, IReadOnlyList<string> ours, int j)
    {
        var left = Math.Min(InARow, theirs.Count - i);
        return left > 0 && j + left <= ours.Count && Enumerable.Range(0, left).All(step => theirs[i + step] == ours[j + step]);
    }
}
