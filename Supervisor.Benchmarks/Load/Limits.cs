using System.Globalization;

namespace Supervisor.Benchmarks.Load;

/// <summary>What a run must reach, as a table: each figure, its limit, and their ratio. A ratio of at most 1 holds, whether small or large figures are good.</summary>
internal sealed class Limits
{
    private readonly List<string> _rows = [];

    /// <summary>No limit was missed.</summary>
    public bool Held { get; private set; } = true;

    /// <summary>The smaller the better.</summary>
    public void AtMost(string what, double figure, double limit, string unit = "") => Add(what, figure, "at most", limit, unit, figure / limit);

    /// <summary>The larger the better.</summary>
    public void AtLeast(string what, double figure, double limit, string unit = "") => Add(what, figure, "at least", limit, unit, limit / figure);

    /// <summary>A count that must be zero.</summary>
    public void None(string what, long figure)
    {
        Held &= figure == 0;
        _rows.Add(string.Create(CultureInfo.InvariantCulture, $"| {what} | {figure} | none | {(figure == 0 ? "held" : "MISSED")} |"));
    }

    public void Print()
    {
        Report.Line("");
        Report.Line("| limit | figure | must be | ratio to the limit |");
        Report.Line("|---|---|---|---|");
        foreach (var row in _rows) Report.Line(row);
        Report.Line("");
    }

    private void Add(string what, double figure, string side, double limit, string unit, double ratio)
    {
        var held = ratio <= 1; // not a number does not hold
        Held &= held;
        _rows.Add(string.Create(CultureInfo.InvariantCulture, $"| {what} | {figure:0.##}{unit} | {side} {limit:0.##}{unit} | {ratio:0.00}{(held ? "" : " MISSED")} |"));
    }
}
