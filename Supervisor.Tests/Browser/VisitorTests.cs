using Microsoft.Playwright;

namespace Supervisor.Tests.Browser;

/// <summary>What says of every page that nothing is wrong with it finds what is.</summary>
[Collection(BrowserTests.Name)]
public sealed class VisitorTests(Chromium chromium)
{
    private const string Page = """
        <html lang="en"><title>Page</title><style>a { float: left; width: 9px; height: 9px }</style>
        <main><h1>Page</h1><img src="data:,"><p style="color: #bbb; background: #fff">Hardly to be read</p><a href="/" aria-label="Tiny"></a><a href="/" aria-label="Beside it"></a></main>
        """;

    [Theory]
    [InlineData(ColorScheme.Light, "image-alt", "color-contrast", "target-size")]
    [InlineData(ColorScheme.Dark, "color-contrast")]
    public async Task Findings_OfAPageWithFaults_NameThem(ColorScheme scheme, params string[] rules)
    {
        await using var visitor = await chromium.VisitAsync(new Uri("http://127.0.0.1/"), scheme);
        await visitor.Page.SetContentAsync(Page);
        var findings = await visitor.FindingsAsync();
        Assert.Equal(rules.Order(), findings.Select(finding => finding.Split(' ', 3)[1].TrimEnd(':')).Order());
        Assert.All(await visitor.ColourFindingsAsync(), finding => Assert.Contains("Hardly to be read", finding, StringComparison.Ordinal));
    }
}
