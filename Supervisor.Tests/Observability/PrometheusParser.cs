using System.Globalization;
using System.Text.RegularExpressions;

namespace Supervisor.Tests.Observability;

/// <summary>Reads the Prometheus text format strictly: what a scraper would refuse throws.</summary>
internal static partial class PrometheusParser
{
    /// <summary>All families, in their order.</summary>
    public static IReadOnlyList<ParsedFamily> Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        List<ParsedFamily> families = [];
        foreach (var line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                var name = line.Split(' ', 4)[2];
                Assert.Matches(Name(), name);
                Assert.DoesNotContain(families, known => known.Name == name);
                families.Add(new ParsedFamily(name, line.Split(' ', 4) is [_, _, _, var help] ? help : "", "", []));
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                Assert.Equal(families[^1].Name, words[2]);
                Assert.Contains(words[3], (string[])["counter", "gauge", "histogram"]);
                families[^1] = families[^1] with { Type = words[3] };
            }
            else
            {
                families[^1].Samples.Add(Sample(line, families[^1]));
            }
        }

        return families;
    }

    private static ParsedSample Sample(string line, ParsedFamily family)
    {
        var match = Line().Match(line);
        Assert.True(match.Success, line);
        var name = match.Groups[1].Value;
        Assert.Contains(name, family.Type == "histogram" ? [family.Name + "_bucket", family.Name + "_sum", family.Name + "_count"] : (string[])[family.Name]);
        var labels = Label().Matches(match.Groups[2].Value).ToDictionary(label => label.Groups[1].Value, label => Regex.Unescape(label.Groups[2].Value));
        var value = match.Groups[3].Value switch { "+Inf" => double.PositiveInfinity, "-Inf" => double.NegativeInfinity, var number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture) };
        return new ParsedSample(name, labels, value);
    }

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$")]
    private static partial Regex Name();

    [GeneratedRegex("""^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\[\\n"])*",?)+)\})? (\S+)$""")]
    private static partial Regex Line();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\n"])*)"(?:,|$)""")]
    private static partial Regex Label();
}

internal sealed record ParsedFamily(string Name, string Help, string Type, List<ParsedSample> Samples);

internal sealed record ParsedSample(string Name, Dictionary<string, string> Labels, double Value);
