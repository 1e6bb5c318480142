using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Supervisor.Tests.Support;

namespace Supervisor.Tests.Localisation;

/// <summary>Every text of the pages has its Chinese, and every Chinese text is used.</summary>
public sealed partial class TranslationTests
{
    private static readonly KeySources Sources = new();

    private static readonly IReadOnlyList<(string Key, string Text)> Translations = XDocument
        .Load(Path.Combine(Repository.Root, "Supervisor.Web", "Resources", "Components.Words.zh-Hans.resx")).Root!.Elements("data")
        .Select(data => (data.Attribute("name")!.Value, data.Element("value")!.Value)).ToList();

    private static readonly HashSet<string> Translated = Translations.Select(entry => entry.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void Localiser_UsedWithAVariable_ItsKeysAreKnown() => AssertNone(Sources.Unknown);

    [Fact]
    public void Texts_OfTheSource_AreTranslated() =>
        AssertNone(Sources.Keys.Where(key => !Translated.Contains(key.Key)).Select(key => $"{key.Key}  ({key.Value})"));

    [Fact]
    public void Translations_AreUsed() => AssertNone(Translations.Select(entry => entry.Key).Where(key => !Sources.Keys.ContainsKey(key)));

    [Fact]
    public void Translations_KeysInAnyCase_AreUnique() =>
        Assert.Empty(Translations.GroupBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Translations_Placeholders_AreThoseOfTheKey() =>
        Assert.Empty(Translations.Where(entry => !Placeholders(entry.Key).SetEquals(Placeholders(entry.Text))).Select(entry => $"{entry.Key} -> {entry.Text}"));

    [Fact]
    public void Translations_Formatted_DoNotThrow()
    {
        object[] values = ["a", "b", "c", "d", "e", "f"];
        Assert.All(Translations.Where(entry => Placeholders(entry.Key).Count > 0), entry => Assert.NotEmpty(string.Format(CultureInfo.InvariantCulture, entry.Text, values)));
    }

    /// <summary>All of them in the message, for whoever fills them in.</summary>
    private static void AssertNone(IEnumerable<string> findings)
    {
        var all = findings.Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();
}
