using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Supervisor.Web.Callbacks;

namespace Supervisor.Tests.Fuzz;

/// <summary>
/// A gateway with agents that poll and agents that are pushed to, all answered as the seed texts write it, except two: as long as the attack lasts,
/// every answer to those is mutated, its framing and its headers included.
/// </summary>
internal sealed class FuzzedSite : IAsyncDisposable
{
    /// <summary>The agents that are attacked: the first of either way.</summary>
    public const string Polled = "101", Pushed = "201";

    private static readonly string[] Telling =
    [
        $$$"""{"message":"","retcode":"0","event":{"eventType":"{{{Corpus.Guid}}}","workNo":"101","content":null}}""",
        $$$"""{"message":"","retcode":"0","event":{"eventType":"{{{Corpus.Token}}}","workNo":"101","content":null}}""",
        $$"""{"message":"{{Corpus.Guid}} {{Corpus.Token}} {{Corpus.Password}}","retcode":"{{Corpus.Token}}"}""",
    ];

    private static readonly TimeSpan IdlePoll = TimeSpan.FromMilliseconds(20);

    private readonly WireGateway _wire;
    private readonly HttpClient _http = new();
    private readonly ConcurrentDictionary<string, Agent> _agents = new();
    private readonly ConcurrentDictionary<string, bool> _shown = new();
    private readonly int _seed;
    private int _attacked;

    public FuzzedSite(int seed)
    {
        _seed = seed;
        _wire = new WireGateway(AnswerAsync);
    }

    public Uri Origin => _wire.Origin;

    /// <summary>Answers that are still to be mutated.</summary>
    public int Attacks { get; set; }

    /// <summary>Answers that were.</summary>
    public int Attacked => Volatile.Read(ref _attacked);

    /// <summary>GUIDs and tokens that the agents under attack have shown.</summary>
    public IReadOnlyCollection<string> Shown => (IReadOnlyCollection<string>)_shown.Keys;

    /// <summary>Offers the event with number <paramref name="number"/> to a polling agent.</summary>
    public void Offer(string agent, int number) => Of(agent).Events.Enqueue(Event(agent, number));

    /// <summary>Pushes events and gives the status of the answer. No heartbeat is answered meanwhile, so the token is the newest.</summary>
    public Task<int> PushAsync(string agent, IEnumerable<int> numbers) =>
        PushAsync(agent, Encoding.UTF8.GetBytes($$"""{"workNo":"{{agent}}","eventList":[{{string.Join(',', numbers.Select(number => Event(agent, number)))}}]}"""));

    /// <summary>Pushes this body with the agent's token.</summary>
    public async Task<int> PushAsync(string agent, byte[] body)
    {
        var of = Of(agent);
        await of.Turn.WaitAsync();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, of.Callback) { Content = new ByteArrayContent(body) };
            request.Headers.TryAddWithoutValidation(ServiceToken.Header, of.Token);
            using var answer = await _http.SendAsync(request);
            return (int)answer.StatusCode;
        }
        finally
        {
            of.Turn.Release();
        }
    }

    /// <summary>The number in the content of an event of ours; null for any other content.</summary>
    public static int? Number(byte[]? content)
    {
        const string Mark = """{"n":""";
        var text = Encoding.UTF8.GetString(content ?? []);
        return text.StartsWith(Mark, StringComparison.Ordinal) && int.TryParse(text.AsSpan(Mark.Length, text.Length - Mark.Length - 1), out var number) ? number : null;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _wire.DisposeAsync();
    }

    private static string Event(string agent, int number) =>
        $$$"""{"eventType":"{{{(number % 2 == 0 ? "AgentState_Ready" : "AgentState_Work")}}}","workNo":"{{{agent}}}","content":{"n":{{{number}}}}}""";

    private Agent Of(string agent) => _agents.GetOrAdd(agent, _ => new Agent());

    private async Task<WireAnswer> AnswerAsync(WireRequest request, CancellationToken cancelled)
    {
        // .../onlineagent/{agent}[/operation], .../agentevent/{agent}
        var parts = request.Path.Split('?')[0].Split('/');
        var group = Array.FindIndex(parts, part => part is "onlineagent" or "agentevent");
        var (name, operation) = (parts[group + 1], parts[group] == "agentevent" ? "poll" : parts.ElementAtOrDefault(group + 2) ?? "login");
        if (name is Polled or Pushed && Interlocked.Increment(ref _attacked) is var attack && attack <= Attacks) return await AttackAsync(name, operation, request, attack);
        return await CleanAsync(Of(name), operation, request, cancelled);
    }

    private async Task<WireAnswer> CleanAsync(Agent agent, string operation, WireRequest request, CancellationToken cancelled)
    {
        switch (operation)
        {
            case "login" or "forcelogin":
                return WireAnswer.Of(Encoding.UTF8.GetBytes(Corpus.Answers[0]), $"Set-GUID: JSESSIONID={await SignInAsync(agent, request)}\r\n");
            case "poll":
                if (!agent.Events.TryDequeue(out var sent))
                {
                    await Task.Delay(IdlePoll, TimeProvider.System, cancelled);
                    return WireAnswer.Of("""{"message":"","retcode":"0"}"""u8.ToArray());
                }

                return WireAnswer.Of(Encoding.UTF8.GetBytes($$"""{"message":"","retcode":"0","event":{{sent}}}"""));
            case "agentstatus":
                return WireAnswer.Of("""{"message":"","retcode":"0","result":{"agentState":4,"isWorking":false}}"""u8.ToArray());
            case "handshake":
                await ShownAsync(agent, request);
                break;
        }

        return WireAnswer.Of("""{"message":"success","retcode":"0"}"""u8.ToArray());
    }

    private async Task<string> SignInAsync(Agent agent, WireRequest request)
    {
        var guid = $"{Guid.NewGuid()}.AgentGateway0";
        var form = JsonDocument.Parse(request.Body).RootElement;
        if (form.TryGetProperty("callBackUri", out var callback)) await TakeTokenAsync(agent, form.GetProperty("serviceToken").GetString()!, new Uri(callback.GetString()!));
        return guid;
    }

    private Task ShownAsync(Agent agent, WireRequest request) => TakeTokenAsync(agent, request.Headers[ServiceToken.Header], agent.Callback);

    private async Task TakeTokenAsync(Agent agent, string token, Uri? callback)
    {
        await agent.Turn.WaitAsync();
        (agent.Token, agent.Callback) = (token, callback);
        agent.Turn.Release();
    }

    // What the agent is told is mutated; what the gateway itself knows of it is right, so that it is there again when the attack is over.
    private async Task<WireAnswer> AttackAsync(string name, string operation, WireRequest request, int attack)
    {
        var mutator = new Mutator(_seed, attack);
        if (operation is "login" or "forcelogin") await SignInAsync(Of(name), request);
        if (operation == "handshake") await ShownAsync(Of(name), request);
        // half of the sign-ins are let through, else there would be nothing but sign-ins
        var body = operation is "login" or "forcelogin" or "resetskill" or "agentstatus" && mutator.Next(2) == 0
            ? Encoding.UTF8.GetBytes(Corpus.Answers[0])
            : mutator.Body([.. Corpus.Answers, .. Telling]);
        return Frame(Planted(body, request, Of(name).Token), mutator);
    }

    // The secrets of the corpus become those that the agent has just shown: it must know them again.
    private byte[] Planted(byte[] body, WireRequest request, string? token)
    {
        var text = Encoding.Latin1.GetString(body);
        if (request.Headers.TryGetValue("Guid", out var guid) && guid.Length > 20) text = Plant(text, Corpus.Guid, guid);
        if (token is not null) text = Plant(text, Corpus.Token, token);
        return Encoding.Latin1.GetBytes(text);
    }

    private string Plant(string text, string sample, string secret)
    {
        _shown[secret] = true;
        return text.Replace(sample, secret, StringComparison.Ordinal);
    }

    private static WireAnswer Frame(byte[] body, Mutator mutator)
    {
        var status = mutator.Next(12) == 0 ? mutator.Of(["404 Not Found", "500 Internal Server Error", "302 Found", "204 No Content", "101 Switching Protocols", "999 ?", "-1"]) : "200 OK";
        var type = mutator.Of(["", "Content-Type: application/json\r\n", "Content-Type: application/json; charset=GBK\r\n", "Content-Type: ;;;\r\n"]);
        var length = mutator.Next(10) switch { 0 => body.Length + 1 + mutator.Next(50), 1 => mutator.Next(body.Length + 1), _ => body.Length };
        var framing = mutator.Next(20) switch { 0 => "", 1 => "Content-Length: x\r\n", 2 => "Transfer-Encoding: chunked\r\n", _ => $"Content-Length: {length}\r\n" };
        var more = mutator.Next(3) == 0 ? $"{mutator.Of(["Set-GUID", "Guid", "Set-Cookie", "Content-Encoding", "Location"])}: {mutator.HeaderValue()}\r\n" : "";
        var closes = status != "200 OK" || framing != $"Content-Length: {body.Length}\r\n"; // as any server that has lost count
        byte[] whole = [.. Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\n{type}{framing}{more}\r\n"), .. body];
        return mutator.Next(20) == 0 ? new WireAnswer(mutator.Bytes(whole), Close: true) : new WireAnswer(whole, closes);
    }

    private sealed class Agent
    {
        public ConcurrentQueue<string> Events { get; } = new();

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public string? Token { get; set; }

        public Uri? Callback { get; set; }
    }
}
