namespace Supervisor.Web.Features.Floor;

/// <summary>
/// The rows that are wanted, in order. Between two looks at a busy floor some of a hundred rows move: only those are sorted and merged into the others, which stand as they stood.
/// Not thread-safe.
/// </summary>
internal sealed class FloorOrder
{
    private readonly List<FloorRow> _standing = [];
    private readonly List<FloorRow> _moved = [];
    private FloorChoice? _choice;

    /// <summary>The rows, as of the last <see cref="Look"/>. The same list each time.</summary>
    public List<FloorRow> Rows { get; } = [];

    /// <summary>Looks at all rows as of <paramref name="now"/>.</summary>
    /// <param name="everybody">All rows there are, in no order.</param>
    /// <param name="choice">Which of them are wanted, and in which order.</param>
    /// <param name="now">The time of the look (UTC).</param>
    public void Look(List<FloorRow> everybody, FloorChoice choice, DateTimeOffset now)
    {
        _standing.Clear();
        _moved.Clear();
        foreach (var row in everybody) row.Look(now);

        // with other wishes nobody stands where they belong; and times of today go on by themselves, past those that do not
        var anew = !ReferenceEquals(choice, _choice) || choice.Sort.IsOfToday;
        _choice = choice;
        foreach (var row in Rows)
        {
            if (!anew && row.Stands) _standing.Add(row);
            else row.Leave();
        }

        foreach (var row in everybody)
        {
            if (row.Stands || !choice.Filter.Wants(row)) continue;
            row.Stand();
            _moved.Add(row);
        }

        _moved.Sort((left, right) => choice.Compare(left, right, now));
        Merge(choice, now);
    }

    private void Merge(FloorChoice choice, DateTimeOffset now)
    {
        Rows.Clear();
        var next = 0;
        foreach (var row in _standing)
        {
            while (next < _moved.Count && choice.Compare(_moved[next], row, now) < 0) Rows.Add(_moved[next++]);
            Rows.Add(row);
        }

        for (; next < _moved.Count; next++) Rows.Add(_moved[next]);
    }
}
