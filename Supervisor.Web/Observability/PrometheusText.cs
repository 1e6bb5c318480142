using System.Globalization;
using System.Text;

namespace Supervisor.Web.Observability;

/// <summary>Writes families in the Prometheus text format (version 0.0.4): in order of name, series in order of their labels, so that two readings differ in nothing but figures.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The whole text.</summary>
    /// <param name="families">What was measured.</param>
    /// <param name="reading">Number of the reading: of what is asked for, only series that answered in it are written.</param>
    public static string Write(IEnumerable<Family> families, long reading)
    {
        var text = new StringBuilder(16 * 1024);
        foreach (var named in families.GroupBy(family => family.Name).OrderBy(named => named.Key, StringComparer.Ordinal))
        {
            var first = named.First();
            var series = named.SelectMany(family => family.All.Where(series => !family.IsAsked || series.Reading == reading))
                .Select(series => (Labels: Labels(series.Tags), Series: series)).OrderBy(one => one.Labels, StringComparer.Ordinal);
            text.Append("# HELP ").Append(first.Name).Append(' ').Append(Escaped(first.Help, quotes: false)).Append('\n');
            text.Append("# TYPE ").Append(first.Name).Append(' ').Append(first.Kind).Append('\n');
            foreach (var (labels, one) in series)
                if (one.Bounds.Count > 0) Histogram(text, first.Name, labels, one);
                else Sample(text, first.Name, labels, one.Value);
        }

        return text.ToString();
    }

    private static void Histogram(StringBuilder text, string name, string labels, Series series)
    {
        var (buckets, sum, count) = (series.Buckets(), series.Value, 0L);
        var before = labels.Length > 0 ? labels + "," : "";
        for (var i = 0; i < buckets.Length; i++)
        {
            count += buckets[i];
            var bound = i < series.Bounds.Count ? Number(series.Bounds[i]) : "+Inf";
            Sample(text, name + "_bucket", $"{before}le=\"{bound}\"", count);
        }

        Sample(text, name + "_sum", labels, sum);
        Sample(text, name + "_count", labels, count);
    }

    private static void Sample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Labels(KeyValuePair<string, object?>[] tags) => string.Join(',', tags
        .Select(tag => $"{PrometheusName.Clean(tag.Key)}=\"{Escaped(Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "", quotes: true)}\"")
        .Order(StringComparer.Ordinal));

    private static string Escaped(string text, bool quotes)
    {
        text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
