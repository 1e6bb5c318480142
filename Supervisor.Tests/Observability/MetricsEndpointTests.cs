using System.Text.Json;
using System.Text.RegularExpressions;
using Supervisor.Tests.Security;
using Supervisor.Tests.Support;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Observability;

public sealed partial class MetricsEndpointTests(WebAppFixture app) : IClassFixture<WebAppFixture>
{
    /// <summary>Labels that we use: each has a handful of values. An agent, a person or an address would be thousands.</summary>
    private static readonly string[] Labels = ["state", "answer", "cause", "channel", "whole", "gateway", "reason", "le"];

    [Fact]
    public async Task Metrics_Read_AreWellFormedAndHaveEveryFigureThatTheDocumentsName()
    {
        using var client = await app.ClientAsync(Roles.Viewer);
        using var answer = await client.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var families = PrometheusParser.Parse(await answer.Content.ReadAsStringAsync());
        Assert.All(families, family => Assert.NotEqual("", family.Help));
        Assert.All(families.Where(family => family.Name.StartsWith("supervisor_", StringComparison.Ordinal)).SelectMany(family => family.Samples).SelectMany(sample => sample.Labels.Keys), label => Assert.Contains(label, Labels));
        Assert.All(families.Where(family => family.Type == "counter"), family => Assert.EndsWith("_total", family.Name, StringComparison.Ordinal));

        var known = families.Select(family => family.Name).ToHashSet();
        foreach (var document in (string[])["README.md", "docs/grafana-dashboard.json", "docs/alerts.yml"])
        {
            var named = Named(await File.ReadAllTextAsync(Path.Combine(Repository.Root, document)));
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.True(known.Contains(name), $"{document} names {name}, which is not exported"));
        }
    }

    [Fact]
    public async Task Dashboard_File_IsOneThatGrafanaImports()
    {
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "grafana-dashboard.json")));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.All(panels, panel => Assert.NotEqual("", panel.GetProperty("title").GetString()));
        Assert.All(panels.SelectMany(panel => panel.GetProperty("targets").EnumerateArray()), target => Assert.Matches(Figure(), target.GetProperty("expr").GetString()));
    }

    // a histogram is asked for by its parts
    private static HashSet<string> Named(string text) => [.. Figure().Matches(text).Select(match => Part().Replace(match.Value, "_seconds"))];

    [GeneratedRegex("""\b(?:supervisor|process|dotnet)_[a-z0-9_]+""")]
    private static partial Regex Figure();

    [GeneratedRegex("_seconds_(?:bucket|sum|count)$")]
    private static partial Regex Part();
}
