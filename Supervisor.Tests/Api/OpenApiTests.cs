using System.Net.Http.Json;
using System.Text.Json;
using Supervisor.Tests.Security;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Api;

/// <summary>What a client made from the document would know: parameters that we read by hand, and what is answered in truth.</summary>
public sealed class OpenApiTests(WebAppFixture app) : IClassFixture<WebAppFixture>
{
    [Theory]
    [InlineData("/api/v1/events", "gateway agent type from to origin text after limit")]
    [InlineData("/api/v1/events/export", "gateway agent type from to origin text zone format bom")]
    [InlineData("/api/v1/statistics", "from to zone by per gateway team agent explain")]
    [InlineData("/api/v1/statistics/export", "from to zone by per gateway team agent format bom")]
    [InlineData("/api/v1/intervals", "gateway agent from to zone after limit")]
    [InlineData("/api/v1/intervals/export", "from to zone by per gateway team agent format bom")]
    public async Task Document_HistoryEndpoints_DeclareTheirQuery(string path, string names)
    {
        var operation = Operation(await DocumentAsync(), path, "get");
        Assert.Equal(names.Split(' ').Order(), operation.GetProperty("parameters").EnumerateArray().Select(x => x.GetProperty("name").GetString()!).Order());
        Assert.Equal(["200", "400", "401", "403"], Answers(operation).Except(["404"]));
    }

    [Theory]
    [InlineData("/api/v1/agents", "post", "201 400 401 403 413 415 422")]
    [InlineData("/api/v1/agents/{gateway}/{agentId}", "put", "204 400 401 403 404 413 415 422")]
    [InlineData("/api/v1/agents/{gateway}/{agentId}", "delete", "204 401 403 404")]
    [InlineData("/api/v1/agents/{gateway}/{agentId}/actions", "post", "202 400 401 403 404 413 415 422")]
    public async Task Document_Changes_DeclareWhatTheyAnswer(string path, string method, string answers) =>
        Assert.Equal(answers.Split(' '), Answers(Operation(await DocumentAsync(), path, method)));

    [Fact]
    public async Task Document_Action_NeedsItsNameOnly()
    {
        var body = (await DocumentAsync()).GetProperty("components").GetProperty("schemas").GetProperty("ActionBody");
        Assert.Equal(["action"], body.GetProperty("required").EnumerateArray().Select(x => x.GetString()));
    }

    private static JsonElement Operation(JsonElement document, string path, string method) => document.GetProperty("paths").GetProperty(path).GetProperty(method);

    private static IEnumerable<string> Answers(JsonElement operation) => operation.GetProperty("responses").EnumerateObject().Select(x => x.Name).Order(StringComparer.Ordinal);

    private async Task<JsonElement> DocumentAsync()
    {
        using var client = await app.ClientAsync(Roles.Viewer);
        return await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
    }
}
