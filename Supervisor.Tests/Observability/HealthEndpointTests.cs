using System.Net.Http.Json;
using System.Text.Json;
using Supervisor.Tests.Security;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Observability;

public sealed class HealthEndpointTests(WebAppFixture app) : IClassFixture<WebAppFixture>
{
    [Fact]
    public async Task Ready_NobodySignedIn_TellsEachCheckInWordsAndNothingElse()
    {
        using var client = await app.ClientAsync(null);
        await Eventually.IsTrueAsync(() => app.Get<SessionPool>().Ready, "the pool");
        var text = await client.GetStringAsync(new Uri("/readyz", UriKind.Relative));
        using var body = JsonDocument.Parse(text);
        Assert.Equal("ready", body.RootElement.GetProperty("status").GetString());
        var checks = body.RootElement.GetProperty("checks").EnumerateArray().ToList();
        Assert.Equal(["floor", "history", "store", "disk", "sessions", "gateways", "connections", "certificates", "secrets"], checks.Select(check => check.GetProperty("check").GetString()));
        Assert.All(checks, check => Assert.EndsWith(".", check.GetProperty("says").GetString(), StringComparison.Ordinal));
        Assert.DoesNotContain(app.Get<DataDirectory>().Root, text, StringComparison.Ordinal);
        Assert.DoesNotContain("g1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alive_NobodySignedIn_TellsOfTheFloorOnly()
    {
        using var client = await app.ClientAsync(null);
        var body = await client.GetFromJsonAsync<JsonElement>("/healthz");
        Assert.Equal("alive", body.GetProperty("status").GetString());
        Assert.Equal("floor", Assert.Single(body.GetProperty("checks").EnumerateArray()).GetProperty("check").GetString());
    }
}
