using System.Globalization;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>What was measured against what is allowed.</summary>
internal sealed class LimitTable
{
    private readonly List<(string Row, bool Held)> _rows = [];

    public void AtMost(string what, double value, double limit, string format) => Add(what, value, limit, format, "at most", value <= limit);

    public void AtLeast(string what, double value, double limit, string format) => Add(what, value, limit, format, "at least", value >= limit);

    /// <summary>Prints the table; true when every limit was held.</summary>
    public bool Print()
    {
        Report.Line("| | measured | limit | ratio to the limit | |");
        Report.Line("|---|---|---|---|---|");
        foreach (var (row, _) in _rows) Report.Line(row);
        return _rows.TrueForAll(row => row.Held);
    }

    private void Add(string what, double value, double limit, string format, string word, bool held)
    {
        var (culture, ratio) = (CultureInfo.InvariantCulture, limit == 0 ? "" : (value / limit).ToString("0.00", CultureInfo.InvariantCulture));
        _rows.Add(($"| {what} | {value.ToString(format, culture)} | {word} {limit.ToString(format, culture)} | {ratio} | {(held ? "held" : "MISSED")} |", held));
    }
}
