using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Security;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Gateway;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Callbacks;

/// <summary>POST /callback/agentevent (protocol.md section 7).</summary>
public sealed class PushReceiverTests : IClassFixture<WebAppFixture>, IDisposable
{
    private const string Token = "rightToken1";

    private readonly ConcurrentQueue<GatewayEvent> _taken = new();
    private readonly WebAppFixture _app;
    private readonly HttpClient _client;

    public PushReceiverTests(WebAppFixture app)
    {
        _app = app;
        _client = app.CreateClient();
        var callers = app.Get<TokenTable<PushFeed>>();
        callers.Accept(Token, new PushFeed(new AgentId("g1", "291"), callers, (sent, _) =>
        {
            _taken.Enqueue(sent);
            return ValueTask.CompletedTask;
        }));
    }

    [Fact]
    public async Task Post_RightToken_IsTakenInOrderAndAnsweredAsDocumented()
    {
        using var answer = await PostAsync("""{"workNo":"291","eventList":[{"eventType":"A","workNo":"291","content":null},{"eventType":"B","workNo":"291","content":{"x":1}}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"message":"success","retcode":"0"}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(["A", "B"], _taken.Select(sent => sent.Type));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("righttoken1")]
    public async Task Post_WrongToken_Is401AndChangesNothing(string? token)
    {
        var before = _app.Get<RefusedCallbacks>().Total;
        using var answer = await PostAsync("""{"workNo":"291","eventList":[{"eventType":"A"}]}""", token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("1", (await ProblemAsync(answer)).GetProperty("retcode").GetString());
        Assert.Empty(_taken);
        Assert.Equal(before + 1, _app.Get<RefusedCallbacks>().Total);
    }

    [Fact]
    public async Task Post_EndedToken_Is401()
    {
        var callers = _app.Get<TokenTable<PushFeed>>();
        callers.Accept("ended", new PushFeed(new AgentId("g1", "291"), callers, (_, _) => ValueTask.CompletedTask), TimeProvider.System.GetUtcNow().AddSeconds(-1));

        using var answer = await PostAsync("""{"workNo":"291","eventList":[]}""", "ended");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Post_AnotherAgent_Is404AndChangesNothing()
    {
        using var answer = await PostAsync("""{"workNo":"292","eventList":[{"eventType":"A","workNo":"292"}]}""");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(_taken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("<html>")]
    public async Task Post_BadJson_Is400Problem(string body)
    {
        using var answer = await PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Empty(_taken);
    }

    [Fact]
    public async Task Post_AMegabyte_IsTaken_AndBeyondTheBoundRefused()
    {
        using var large = await PostAsync($$"""{"workNo":"291","eventList":[{"eventType":"A","workNo":"291","content":"{{new string('x', 1024 * 1024)}}"}]}""");
        Assert.Equal(HttpStatusCode.OK, large.StatusCode);
        Assert.Equal((1024 * 1024) + 2, _taken.Single().Content.Length);

        using var huge = await PostAsync($$"""{"workNo":"291","eventList":[{"eventType":"A","content":"{{new string('x', CallbackBody.Limit)}}"}]}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
    }

    [Theory]
    [InlineData("""{"message":"","retcode":"0","workNo":"291","eventList":[{"eventType":"A","workNo":"291"}]}""")]
    [InlineData("""{"message":"","retcode":"0","event":{"eventType":"A","workNo":"291","content":null}}""")]
    public async Task Post_OtherForms_AreTaken(string body)
    {
        using var answer = await PostAsync(body);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(_taken);
    }

    public void Dispose()
    {
        _app.Get<TokenTable<PushFeed>>().Refuse(Token);
        _client.Dispose();
    }

    private Task<HttpResponseMessage> PostAsync(string body, string? token = Token)
    {
        // without a Content-Type: not every gateway sends one
        var request = new HttpRequestMessage(HttpMethod.Post, PushReceiver.Path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (token is not null) request.Headers.TryAddWithoutValidation(ServiceToken.Header, token);
        return _client.SendAsync(request);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}
