using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Supervisor.Tests.Fuzz;

/// <summary>A request as it came.</summary>
/// <param name="Method">GET, PUT, POST or DELETE.</param>
/// <param name="Path">With the query.</param>
/// <param name="Headers">By name in any case.</param>
/// <param name="Body">The body.</param>
internal sealed record WireRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>An answer as it goes.</summary>
/// <param name="Bytes">From the status line on, right or wrong.</param>
/// <param name="Close">True where nothing else can follow on the connection.</param>
internal sealed record WireAnswer(byte[] Bytes, bool Close)
{
    /// <summary>A right one.</summary>
    public static WireAnswer Of(byte[] body, string headers = "") => new(
        [.. Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\n{headers}Content-Length: {body.Length}\r\n\r\n"), .. body], Close: false);
}

/// <summary>An HTTP server that can answer what no honest one would: every byte is the test's.</summary>
internal sealed class WireGateway : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<WireRequest, CancellationToken, Task<WireAnswer>> _answer;
    private readonly Task _accepting;

    public WireGateway(Func<WireRequest, CancellationToken, Task<WireAnswer>> answer)
    {
        _answer = answer;
        _listener.Start(backlog: 512);
        Origin = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Origin { get; }

    /// <summary>Connections so far.</summary>
    public int Opened { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_end.Token);
            Opened++;
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                var stream = client.GetStream();
                var buffer = new List<byte>();
                while (await ReadAsync(stream, buffer) is { } request)
                {
                    var answer = await _answer(request, _end.Token);
                    await stream.WriteAsync(answer.Bytes, _end.Token);
                    if (answer.Close) return;
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // the other side has left, or the test is over
            }
        }
    }

    private async Task<WireRequest?> ReadAsync(NetworkStream stream, List<byte> buffer)
    {
        int end;
        while ((end = buffer.ToArray().AsSpan().IndexOf("\r\n\r\n"u8)) < 0)
            if (!await FillAsync(stream, buffer)) return null;
        var lines = Encoding.Latin1.GetString([.. buffer.Take(end)]).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        while (buffer.Count < end + 4 + length)
            if (!await FillAsync(stream, buffer)) return null;
        var body = buffer.Skip(end + 4).Take(length).ToArray();
        buffer.RemoveRange(0, end + 4 + length);
        var start = lines[0].Split(' ');
        return new WireRequest(start[0], start[1], headers, body);
    }

    private async Task<bool> FillAsync(NetworkStream stream, List<byte> buffer)
    {
        var chunk = new byte[4096];
        var read = await stream.ReadAsync(chunk, _end.Token);
        buffer.AddRange(chunk.AsSpan(0, read));
        return read > 0;
    }
}
