using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Supervisor.Simulator;
using Supervisor.Tests.Support;

namespace Supervisor.Tests.Simulator;

/// <summary>A gateway on a manual clock, and raw HTTP against it.</summary>
internal sealed class SimulatorFixture : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private SimulatorFixture(SimulatorServer server, ManualTimeProvider clock, HttpMessageHandler handler)
    {
        Server = server;
        Clock = clock;
        Http = new HttpClient(handler) { BaseAddress = server.BaseUri, Timeout = Deadline };
    }

    public SimulatorServer Server { get; }

    public ManualTimeProvider Clock { get; }

    public HttpClient Http { get; }

    public SimulatedAgent Agent => Server.Agents[0];

    public string Id => Agent.Id;

    public static async Task<SimulatorFixture> StartAsync(SimulatorOptions? options = null, HttpMessageHandler? handler = null)
    {
        var clock = new ManualTimeProvider();
        var server = await SimulatorServer.StartAsync(options ?? new SimulatorOptions { Agents = 3, Scenario = false }, clock, null, default);
        return new SimulatorFixture(server, clock, handler ?? new SocketsHttpHandler { UseCookies = false });
    }

    /// <summary>Waits for a condition that another thread brings about.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, deadline.Token);
    }

    public string SignInBody(string extra = "", string? password = null) =>
        $$"""{"password":"{{password ?? Agent.Password}}","phonenum":"{{Agent.PhoneNumber}}"{{extra}}}""";

    public Task<Reply> SignInAsync(string extra = "", string path = "", string? password = null) =>
        SendAsync(HttpMethod.Put, $"onlineagent/{Id}{path}", null, SignInBody(extra, password));

    /// <summary>Signs in and returns the GUID.</summary>
    public async Task<string> SignedInAsync(string extra = "")
    {
        var reply = await SignInAsync(extra);
        Assert.Equal("0", reply.Code);
        return reply.Guid!;
    }

    /// <summary>Signs in for push and returns the GUID.</summary>
    public Task<string> PushedToAsync(CallbackReceiver receiver, string token = "token1", string path = "/callback") =>
        SignedInAsync($$""","callBackUri":"{{new Uri(receiver.Root, path)}}","serviceToken":"{{token}}" """);

    public Task<Reply> HandShakeAsync(string? guid, string? serviceToken = null) =>
        SendAsync(HttpMethod.Post, $"onlineagent/{Id}/handshake", guid, serviceToken: serviceToken);

    /// <summary>Logs in to the configuration and returns its GUID.</summary>
    public async Task<string> ConfiguredAsync()
    {
        var account = Server.ConfigurationAccount;
        var reply = await SendAsync(HttpMethod.Post, "config/login", null, $$"""{"agentId":{{account.Id}},"password":"{{account.Password}}"}""");
        Assert.Equal("0", reply.Code);
        return reply.Header("Guid")!;
    }

    public Task<Reply> RegisterAsync(string? guid, string body) => SendAsync(HttpMethod.Post, "config/subscribe/register", guid, body);

    /// <summary>Subscribes with the token "sub" and returns the server id.</summary>
    public async Task<string> SubscribedAsync(CallbackReceiver receiver, string? guid = null, string path = "/asr")
    {
        var reply = await RegisterAsync(
            guid ?? await ConfiguredAsync(), $$"""{"subscribeType":"1","serviceToken":"sub","serviceCallBackUri":"{{new Uri(receiver.Root, path)}}","nlpFlag":"false"}""");
        using var json = JsonDocument.Parse(reply.Body);
        return json.RootElement.GetProperty("result").GetProperty("serverId").GetString()!;
    }

    public Task<Reply> HandShakeExAsync(string? guid, string serverId, string? token = "sub") =>
        SendAsync(HttpMethod.Post, $"config/subscribe/handshake/{serverId}", guid, serviceToken: token);

    /// <summary>One number of <c>/simulator/stats</c>.</summary>
    public async Task<long> StatAsync(string name)
    {
        using var json = JsonDocument.Parse((await GetAsync(null, "/simulator/stats")).Body);
        return json.RootElement.GetProperty(name).GetInt64();
    }

    /// <summary>Signs in and fetches the sign-in events.</summary>
    public async Task<string> AtWorkAsync(string extra = "")
    {
        var guid = await SignedInAsync(extra);
        Assert.Equal("0", (await PostAsync(guid, "resetskill/true")).Code);
        await DrainAsync(guid);
        return guid;
    }

    public Task<Reply> PollAsync(string? guid, CancellationToken ct = default) => SendAsync(HttpMethod.Get, $"agentevent/{Id}", guid, ct: ct);

    public Task<Reply> PostAsync(string? guid, string action) => SendAsync(HttpMethod.Post, $"onlineagent/{Id}/{action}", guid);

    public Task<Reply> DeleteAsync(string? guid, string action) => SendAsync(HttpMethod.Delete, $"onlineagent/{Id}/{action}", guid);

    public Task<Reply> GetAsync(string? guid, string path) => SendAsync(HttpMethod.Get, path, guid);

    /// <summary>Every queued event, one poll each, as "type content".</summary>
    public async Task<string[]> DrainAsync(string guid)
    {
        var events = new List<string>();
        while (Server.Account.Current(Id).Queued > 0)
        {
            using var json = JsonDocument.Parse((await PollAsync(guid)).Body);
            var sent = json.RootElement.GetProperty("event");
            events.Add($"{sent.GetProperty("eventType").GetString()} {sent.GetProperty("content").GetRawText()}");
        }
        return [.. events];
    }

    /// <summary>Starts a poll and waits until the gateway holds it.</summary>
    public async Task<Task<Reply>> HeldPollAsync(string? guid, CancellationToken ct = default)
    {
        var poll = PollAsync(guid, ct);
        await UntilAsync(() => Server.Account.Current(Id).Polling);
        return poll;
    }

    public async Task<Reply> SendAsync(
        HttpMethod method, string path, string? guid, string? body = null, string? serviceToken = null, CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? new Uri(Server.Root, path) : new Uri(path, UriKind.Relative));
        if (guid is not null)
            request.Headers.Add("guid", guid);
        if (serviceToken is not null)
            request.Headers.Add("service_token", serviceToken);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "UTF-8" } } };
        using var response = await Http.SendAsync(request, ct);
        return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync(ct), Flatten(response));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    private static List<(string Name, string Value)> Flatten(HttpResponseMessage response) =>
        [.. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).SelectMany(header => header.Value.Select(value => (header.Key, value)))];
}

/// <summary>One HTTP answer; header names as they were sent.</summary>
internal sealed record Reply(int Status, string Body, List<(string Name, string Value)> Headers)
{
    public string? Guid => Header("Set-GUID")?.Replace("JSESSIONID=", "", StringComparison.Ordinal);

    public string? Code
    {
        get
        {
            using var json = JsonDocument.Parse(Body);
            return json.RootElement.GetProperty("retcode").ToString();
        }
    }

    public string? EventType
    {
        get
        {
            using var json = JsonDocument.Parse(Body);
            return json.RootElement.TryGetProperty("event", out var sent) ? sent.GetProperty("eventType").GetString() : null;
        }
    }

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Name == name).Value;
}
