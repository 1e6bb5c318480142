using System.Globalization;
using System.Text.RegularExpressions;
using Supervisor.Tests.Support;

namespace Supervisor.Tests.Floor;

/// <summary>
/// The state colours of floor.css, and the surface on which the two states without a fill are drawn: every two must be told apart, also by people who see
/// two primaries only. Simulated after Machado, Oliveira and Fernandes (2009), severity 1; difference by CIEDE2000, to a tenth.
/// </summary>
public sealed partial class PaletteTests
{
    public static readonly TheoryData<string, bool, double> Views = new()
    {
        { "normal", false, 14.7 }, { "protanopia", false, 14.7 }, { "deuteranopia", false, 14.7 }, { "tritanopia", false, 14.7 },
        { "normal", true, 17.2 }, { "protanopia", true, 17.2 }, { "deuteranopia", true, 17.2 }, { "tritanopia", true, 17.2 },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public void Colours_SeenByAnybody_EveryTwoAreToldApart(string view, bool dark, double least)
    {
        var seen = Fills(dark).Select(fill => (fill.Name, Lab: fill.Colour.SeenWith(view).ToLab())).ToList();
        Assert.Equal(8, seen.Count);
        var close =
            from first in seen
            from second in seen
            where string.CompareOrdinal(first.Name, second.Name) < 0
            let difference = Math.Round(first.Lab.DifferenceFrom(second.Lab), 1)
            where difference < least
            select $"{first.Name} and {second.Name}: {difference.ToString(CultureInfo.InvariantCulture)}";
        Assert.Empty(close);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Chips_TextOnFill_HasEnoughContrast(bool dark)
    {
        var texts = Rules().Where(rule => rule.Ink is not null).Select(rule => (rule.Name, Fill: Pick(rule.Fill, dark), Ink: Pick(rule.Ink!, dark))).ToList();
        Assert.Equal(7, texts.Count);
        Assert.All(texts, text => Assert.True(text.Fill.ContrastTo(text.Ink) >= 4.5, text.Name));
    }

    private static IEnumerable<(string Name, SeenColour Colour)> Fills(bool dark) => Rules().Select(rule => (rule.Name, Pick(rule.Fill, dark)));

    private static IEnumerable<(string Name, string Fill, string? Ink)> Rules() =>
        StateRule().Matches(Css("floor.css")).Select(match => (match.Groups[1].Value, match.Groups[2].Value, (string?)match.Groups[3].Value))
            .Append(("surface", Surface().Match(Css("app.css")).Groups[1].Value, null));

    private static SeenColour Pick(string pair, bool dark) => SeenColour.Parse(pair.Split(',')[dark ? 1 : 0].Trim());

    private static string Css(string name) => File.ReadAllText(Path.Combine(Repository.Root, "wwwroot", name));

    [GeneratedRegex(@"\.st-(\w+) \{.*--fill: light-dark\(([^)]+)\); --on-fill: light-dark\(([^)]+)\)")]
    private static partial Regex StateRule();

    [GeneratedRegex(@"--surface: light-dark\(([^)]+)\)")]
    private static partial Regex Surface();
}
