using System.Diagnostics.Metrics;
using System.Text;

namespace Supervisor.Web.Observability;

/// <summary>From the names of instruments to those of Prometheus, as the OpenTelemetry rules have it: underscores, the unit as last word, <c>_total</c> for counters.</summary>
internal static class PrometheusName
{
    public static string Of(Instrument instrument)
    {
        var name = Clean(instrument.Name);
        var unit = UnitOf(instrument.Unit);
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal)) name += unit;
        return KindOf(instrument) == "counter" && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    public static string KindOf(Instrument instrument) => instrument switch
    {
        Histogram<double> or Histogram<long> or Histogram<int> => "histogram",
        Counter<long> or Counter<int> or Counter<double> or ObservableCounter<long> or ObservableCounter<int> or ObservableCounter<double> => "counter",
        _ => "gauge",
    };

    /// <summary>What may stand in a name: letters, digits, underscores.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var letter in text) clean.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        return clean.Length > 0 && char.IsAsciiDigit(clean[0]) ? "_" + clean : clean.ToString();
    }

    // {things} are notes for people and no part of the name
    private static string UnitOf(string? unit) => unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        "By/d" => "_bytes_per_day",
        "d" => "_days",
        _ => "",
    };
}
