using System.Globalization;

namespace Supervisor.Benchmarks.Load;

/// <summary>What a run must reach, as a table: each figure, its limit, and their ratio. A ratio of at most 1 holds, whether small or large figures are good.</summary>
internal sealed class Limits
{
    private readonly List<string> _rows = [];
    private readonly HashSet<string> _left = [.. Unjudged];
    private bool _missed;

    /// <summary>Beginnings of limits whose figures mean nothing at the size of this run: shown, not judged. Of the whole program, as its command line says.</summary>
    public static IReadOnlyList<string> Unjudged { get; set; } = [];

    /// <summary>No limit was missed, and there was one.</summary>
    public bool Held => !_missed && _rows.Count > 0;

    /// <summary>The smaller the better.</summary>
    public void AtMost(string what, double figure, double limit, string unit = "") => Add(what, figure, "at most", limit, unit, figure / limit);

    /// <summary>The larger the better.</summary>
    public void AtLeast(string what, double figure, double limit, string unit = "") => Add(what, figure, "at least", limit, unit, limit / figure);

    /// <summary>A count that must be zero.</summary>
    public void None(string what, long figure)
    {
        _missed |= figure != 0;
        _rows.Add(string.Create(CultureInfo.InvariantCulture, $"| {what} | {figure} | none | {(figure == 0 ? "held" : "MISSED")} |"));
    }

    public void Print()
    {
        Report.Line("");
        Report.Line("| limit | figure | must be | ratio to the limit |");
        Report.Line("|---|---|---|---|");
        foreach (var row in _rows) Report.Line(row);
        Report.Line("");
        foreach (var beginning in _left)
        {
            _missed = true; // or a limit that was given another name would be judged by nobody
            Report.Line($"MISSED: no limit begins with \"{beginning}\", which was not to be judged.");
        }
    }

    private void Add(string what, double figure, string side, double limit, string unit, double ratio)
    {
        var judged = !Unjudged.Any(beginning => what.StartsWith(beginning, StringComparison.Ordinal));
        _left.RemoveWhere(beginning => what.StartsWith(beginning, StringComparison.Ordinal));
        var held = ratio <= 1; // not a number does not hold
        _missed |= judged && !held;
        _rows.Add(string.Create(CultureInfo.InvariantCulture, $"| {what} | {figure:0.##}{unit} | {side} {limit:0.##}{unit} | {ratio:0.00}{(held ? "" : judged ? " MISSED" : " over")}{(judged ? "" : ", not judged at this size")} |"));
    }
}
