using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Supervisor.Web.Components;

namespace Supervisor.Tests.Localisation;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("zh", "zh-Hans")]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans")]
    [InlineData("zh-SG", "zh-Hans")]
    [InlineData("zh-TW,en;q=0.5", "zh-Hans")]
    [InlineData("en-GB,zh-CN;q=0.9", "en")]
    [InlineData("de-DE,de;q=0.9,zh-CN;q=0.5,en;q=0.4", "zh-Hans")]
    [InlineData("en;q=0.2,zh;q=0.7", "zh-Hans")]
    [InlineData("zh;q=0,en", "en")]
    [InlineData("de", null)]
    [InlineData("eng, zho", null)]
    [InlineData("*", null)]
    [InlineData(";;;=", null)]
    [InlineData("", null)]
    public void Wished_HeaderOfABrowser_FirstLanguageThatIsSpoken(string header, string? expected) =>
        Assert.Equal(expected, Language.Wished([header])?.Code);

    [Theory]
    [InlineData("en", "Talking")]
    [InlineData("zh-Hans", "通话")]
    [InlineData("de", "Talking")]
    public void Words_ByCulture_AreTranslated(string culture, string expected)
    {
        using var services = new ServiceCollection().AddLogging().AddLanguages().BuildServiceProvider();
        var words = services.GetRequiredService<IStringLocalizer<Words>>();
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, words["Talking"]);
            Assert.Equal(culture == "zh-Hans" ? "事件" : "events", words["events"]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
