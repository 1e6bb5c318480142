using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Supervisor.Domain.Events;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Fuzz;

/// <summary>20,000 mutated callbacks over real HTTP, with right and wrong tokens: each is answered as the protocol has it, and the right ones between them are all taken, in order.</summary>
public sealed class CallbackFuzzTests : IAsyncDisposable
{
    private const int Workers = 4;
    private const int PerWorker = 5_000;
    private const int RightOnes = 50;

    private readonly CallbackSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Callbacks_Mutated_AreAnsweredAsDocumented_AndTheRightOnesTakenInOrder()
    {
        foreach (var agent in Enumerable.Range(0, Workers).SelectMany(worker => (string[])[Hit(worker), Right(worker)])) await _site.AddAsync(agent);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(WorkAsync));

        for (var worker = 0; worker < Workers; worker++)
        {
            Assert.Equal(Enumerable.Range(0, RightOnes), await NumbersAsync(Right(worker), EventOrigin.Gateway));
            Assert.Equal(Enumerable.Range(0, RightOnes), await NumbersAsync(Right(worker), EventOrigin.Recognition));
        }

        using var health = await _site.Http.GetAsync(new Uri("/healthz", UriKind.Relative));
        Assert.Equal(200, (int)health.StatusCode);
        Assert.DoesNotContain("internal-fault", JsonSerializer.Serialize(_site.Get<IFloorFeed>().Current.Agents.Values.Select(agent => agent.Reason)), StringComparison.Ordinal);
        foreach (var word in (string[])["unhandled", "a fault of", CallbackSite.ResultToken, .. Corpus.Secrets]) Assert.DoesNotContain(word, _site.Logs.Text, StringComparison.OrdinalIgnoreCase);
        await CanBeReadAsync();
    }

    [Fact]
    public async Task Requests_MutatedBelowHttp_EndAndTheAppGoesOn()
    {
        await _site.AddAsync(Hit(0));
        await _site.AddAsync(Right(0));
        for (var iteration = 0; iteration < 400; iteration++)
        {
            var mutator = new Mutator(10, iteration);
            var body = Encoding.UTF8.GetBytes(mutator.Of(Corpus.Pushes).Replace("291", Hit(0), StringComparison.Ordinal));
            byte[] request = [.. Encoding.ASCII.GetBytes($"POST {PushReceiver.Path} HTTP/1.1\r\nHost: x\r\nContent-Length: {body.Length + mutator.Next(3) - 1}\r\n{ServiceToken.Header}: {Hit(0)}\r\nGuid: x\r\n\r\n"), .. body];
            for (var changes = mutator.Next(4); changes > 0; changes--) request = mutator.Bytes(request);
            Assert.True(await EndsAsync(request), FuzzRun.Named(10, iteration, request));
        }

        using var answer = await _site.PostAsync(PushReceiver.Path, Encoding.UTF8.GetBytes(Push(Right(0), 0)), [Right(0)]);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.DoesNotContain("unhandled", _site.Logs.Text, StringComparison.OrdinalIgnoreCase);
    }

    // The agent's number is its token.
    private static string Hit(int worker) => (301 + worker).ToString(CultureInfo.InvariantCulture);

    private static string Right(int worker) => (401 + worker).ToString(CultureInfo.InvariantCulture);

    private static string Push(string agent, int number) => $$"""{"workNo":"{{agent}}","eventList":[{"eventType":"AgentState_Ready","workNo":"{{agent}}","content":{{number}}}]}""";

    private static string Result(string agent, int number) => $$"""{"serverid":"s","initialagentid":"{{agent}}","curcallid":"c","talkertype":"2","calldata":"{{number}}","result":[{"content":"said {{number}}"}],"asrusercase":"0"}""";

    private async Task WorkAsync(int worker)
    {
        string[] pushes = [.. Corpus.Pushes.Select(Own)], results = [.. Corpus.Results.Select(Own)];
        for (var iteration = 0; iteration < PerWorker; iteration++)
        {
            var mutator = new Mutator(20 + worker, iteration);
            var (path, right, samples) = mutator.Next(2) == 0 ? (PushReceiver.Path, Hit(worker), pushes) : (RecognitionModule.Path, CallbackSite.ResultToken, results);
            var body = mutator.Next(1_000) == 0 ? new byte[CallbackBody.Limit + mutator.Next(2)] : mutator.Body(samples);
            var token = mutator.Next(4) > 0 ? [right] : mutator.Of<string[]>([[], [""], ["wrong"], [right + "x"], [new string('t', 1 + mutator.Next(1_000))], [right, right], [Corpus.Token]]);
            try
            {
                using var answer = await _site.PostAsync(path, body, token, mutator.Of(["", "application/json; charset=UTF-8", "text/plain; charset=GBK", ";"]));
                await IsAsDocumentedAsync(answer, token is [var only] && only == right);
                if (iteration % (PerWorker / RightOnes) == 0) await PostRightOnesAsync(Right(worker), iteration / (PerWorker / RightOnes));
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                throw new Xunit.Sdk.XunitException($"{path}, {FuzzRun.Named(20 + worker, iteration, body)}: {fault}");
            }
        }

        string Own(string sample) => sample.Replace("291", Hit(worker), StringComparison.Ordinal);
    }

    private async Task PostRightOnesAsync(string agent, int number)
    {
        using var push = await _site.PostAsync(PushReceiver.Path, Encoding.UTF8.GetBytes(Push(agent, number)), [agent]);
        using var result = await _site.PostAsync(RecognitionModule.Path, Encoding.UTF8.GetBytes(Result(agent, number)), [CallbackSite.ResultToken]);
        Assert.Equal((200, 200), ((int)push.StatusCode, (int)result.StatusCode));
    }

    private static async Task IsAsDocumentedAsync(HttpResponseMessage answer, bool rightToken)
    {
        var (status, text) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        Assert.True(rightToken ? status is 200 or 400 or 404 or 413 or 503 : status is 401, $"{status} with a {(rightToken ? "right" : "wrong")} token");
        var retCode = JsonDocument.Parse(text).RootElement.GetProperty("retcode").GetString();
        Assert.Equal(status == 200, retCode == "0");
        Assert.DoesNotContain((string[])[CallbackSite.ResultToken, .. Corpus.Secrets], secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<List<int>> NumbersAsync(string agent, EventOrigin origin)
    {
        var numbers = new List<int>();
        await foreach (var row in _site.Get<EventStore>().ReadAsync(new EventFilter { Gateway = CallbackSite.Gateway, Agents = [agent], Origin = origin }, default))
        {
            var content = JsonDocument.Parse(row.Content!).RootElement;
            numbers.Add(origin == EventOrigin.Gateway ? content.GetInt32() : int.Parse(content.GetProperty("calldata").GetString()!, CultureInfo.InvariantCulture));
        }

        return numbers;
    }

    // What a broken gateway sent is in the history; the pages of the API and the export are well-formed all the same.
    private async Task CanBeReadAsync()
    {
        using var reader = await _site.ReaderAsync();
        for (long? after = 0; after is not null;)
        {
            var page = await reader.GetByteArrayAsync(new Uri($"/api/v1/events?limit=1000&after={after}", UriKind.Relative));
            Assert.True(Utf8.IsValid(page));
            using var json = JsonDocument.Parse(page);
            after = json.RootElement.GetProperty("next") is { ValueKind: JsonValueKind.Number } next ? next.GetInt64() : null;
        }

        Assert.True(Utf8.IsValid(await reader.GetByteArrayAsync(new Uri("/api/v1/events/export?format=csv", UriKind.Relative))));
    }

    // True when the app has answered, or closed the connection.
    private async Task<bool> EndsAsync(byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_site.Http.BaseAddress!.Host, _site.Http.BaseAddress.Port);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(request, late.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(new byte[4096], late.Token) > 0)
            {
            }
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        return true;
    }
}
