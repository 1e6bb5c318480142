using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Tests.Browser;
using Supervisor.Web.Features.Tokens;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

/// <summary>Bodies of the API, over a real connection: the test server counts no bytes.</summary>
public sealed class BodyLimitTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApp _app = RunningApp.Start();
    private readonly HttpClient _client = new();

    public async Task InitializeAsync()
    {
        var tokens = _app.Services.GetRequiredService<TokenCommands>();
        _client.BaseAddress = new Uri(_app.Address);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await tokens.AddAsync("desk", Roles.Supervisor, Actor.CommandLine, default)).Token);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_MoreThan64Kilobytes_IsTooLargeWithOrWithoutALength(bool chunked)
    {
        using var answer = await PostAsync(new string('x', 70_000), chunked);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Post_LongValueThatIsRefused_IsNotRepeatedInFull()
    {
        using var answer = await PostAsync(new string('x', 60_000), chunked: true);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.InRange((await answer.Content.ReadAsStringAsync()).Length, 1, 2_000);
    }

    private async Task<HttpResponseMessage> PostAsync(string action, bool chunked)
    {
        using var body = new StringContent($$"""{"action":"{{action}}"}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/agents/g1/291/actions") { Content = body };
        request.Headers.TransferEncodingChunked = chunked;
        return await _client.SendAsync(request);
    }
}
