using System.Buffers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using MessagePack;

namespace Supervisor.Benchmarks.Circuits;

/// <summary>
/// A circuit as a browser keeps it: compressed WebSocket, every batch acknowledged, every call of the server answered, a ping every five seconds (boot.js).
/// The list asks for a window's worth of rows, as its spacers do when they come into view.
/// </summary>
internal sealed partial class LeanCircuit(HttpClient http, Uri address, Uri location, string cookies) : IAsyncDisposable
{
    private const double GridHeight = 800, RowHeight = 36;
    private static readonly TimeSpan PingPause = TimeSpan.FromSeconds(5);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TaskCompletionSource<string> _circuit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CountingStream? _wire;
    private Task _running = Task.CompletedTask;
    private int _calls;

    public CircuitCounts Counts { get; } = new();

    /// <summary>Bytes from the wire, compressed.</summary>
    public long WireBytes => _wire?.Received ?? 0;

    /// <summary>Why the server has ended the circuit; null while it lives.</summary>
    public string? Fault { get; private set; }

    public async Task StartAsync(IReadOnlyList<string> markers, string state, CancellationToken cancellationToken)
    {
        _socket.Options.SetRequestHeader("Cookie", cookies);
        _socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        _socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false, ConnectCallback = ConnectAsync }, disposeHandler: false);
        await _socket.ConnectAsync(new UriBuilder(new Uri(address, "_blazor")) { Scheme = "ws" }.Uri, invoker, cancellationToken);
        await SendAsync(Blazorpack.Handshake);
        _running = Task.WhenAll(ReadAsync(), PingAsync());
        await SendAsync(Blazorpack.Invocation("0", "StartCircuit", address.ToString(), location.ToString(), "[]", state));
        await _circuit.Task.WaitAsync(cancellationToken);
        var operations = markers.Select((marker, i) => $"{{\"type\":\"add\",\"ssrComponentId\":{i + 1},\"marker\":{marker}}}");
        await SendAsync(Blazorpack.Invocation(null, "UpdateRootComponents", $"{{\"batchId\":1,\"operations\":[{string.Join(',', operations)}]}}", state));
    }

    /// <summary>Leaves as a closed tab does: with a last word, so that the server keeps nothing for a return.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_circuit.Task.IsCompletedSuccessfully)
        {
            using var form = new MultipartFormDataContent { { new StringContent(await _circuit.Task), "circuitId" } };
            (await http.PostAsync(new Uri(address, "_blazor/disconnect"), form)).Dispose();
        }

        await _leaving.CancelAsync();
        await _running;
        _socket.Dispose();
        _sending.Dispose();
        _leaving.Dispose();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return _wire = new CountingStream(socket);
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(PingPause, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(_leaving.Token)) await SendAsync(Blazorpack.Ping());
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException)
        {
            // closed
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        var greeted = false;
        try
        {
            for (; ; )
            {
                var received = await _socket.ReceiveAsync(buffer.GetMemory(16 * 1024), _leaving.Token);
                if (received.MessageType == WebSocketMessageType.Close) break;
                buffer.Advance(received.Count);
                var rest = new ReadOnlySequence<byte>(buffer.WrittenMemory);
                if (!greeted)
                {
                    if (rest.PositionOf(Blazorpack.HandshakeEnd) is not { } end) continue;
                    rest = rest.Slice(rest.GetPosition(1, end));
                    greeted = true;
                }

                while (Blazorpack.TryTake(ref rest, out var message)) await TakeAsync(message);
                var left = rest.ToArray();
                buffer.ResetWrittenCount();
                buffer.Write(left);
            }

            Fault ??= "closed by the server";
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException)
        {
            if (!_leaving.IsCancellationRequested) Fault ??= over.Message;
        }

        _circuit.TrySetException(new InvalidOperationException(Fault ?? "left"));
    }

    /// <summary>Also of a fault: the first one is the cause.</summary>
    private void Broken(string fault)
    {
        Fault ??= fault;
        _circuit.TrySetException(new InvalidOperationException(fault));
    }

    private async Task TakeAsync(ReadOnlySequence<byte> message)
    {
        if (Read(message) is not { } answers) return;
        foreach (var answer in answers) await SendAsync(answer);
    }

    /// <summary>What has to be said to this message.</summary>
    private List<byte[]>? Read(ReadOnlySequence<byte> message)
    {
        var reader = new MessagePackReader(message);
        reader.ReadArrayHeader();
        switch ((HubMessage)reader.ReadInt32())
        {
            case HubMessage.Invocation:
                reader.Skip();
                reader.Skip();
                var target = reader.ReadString();
                reader.ReadArrayHeader();
                return Called(target, ref reader);
            case HubMessage.Completion:
                reader.Skip();
                reader.Skip();
                if (reader.ReadInt32() == 3 && reader.ReadString() is { } circuit) _circuit.TrySetResult(circuit);
                else Broken("no circuit was started");
                return null;
            case HubMessage.Close:
                Broken(reader.TryReadNil() ? "closed" : reader.ReadString() ?? "closed");
                return null;
            default:
                return null;
        }
    }

    private List<byte[]>? Called(string? target, ref MessagePackReader reader)
    {
        switch (target)
        {
            case "JS.RenderBatch":
                var number = reader.ReadInt32();
                Counts.Take(number, reader.ReadBytes()!.Value.ToArray(), TimeProvider.System.GetUtcNow());
                return [Blazorpack.Invocation(null, "OnRenderCompleted", (long)number, null)];
            case "JS.BeginInvokeJS":
                return Asked(reader.ReadInt64(), reader.ReadString()!, reader.ReadString());
            case "JS.Error":
                Broken(reader.ReadString() ?? "error");
                return null;
            default:
                return null;
        }
    }

    /// <summary>Everything that scripts of the page would do is done, and answers nothing; only the list is answered with a place.</summary>
    private List<byte[]> Asked(long handle, string function, string? arguments)
    {
        List<byte[]> answers = [];
        if (handle != 0) answers.Add(Blazorpack.Invocation(null, "EndInvokeJSFromDotNet", handle, true, $"[{handle},true,{Answers.GetValueOrDefault(function, "null")}]"));
        if (function != "Blazor._internal.Virtualize.init" || arguments is null) return answers;
        var list = JsonDocument.Parse(arguments).RootElement[0].GetProperty("__dotNetObject").GetInt64();
        answers.Add(Blazorpack.Invocation(null, "BeginInvokeDotNetFromJS", $"{++_calls}", null, "OnSpacerAfterVisible", list, FormattableString.Invariant($"[{1_000_000 * RowHeight},0,{GridHeight}]")));
        return answers;
    }

    /// <summary>Calls that a page's code waits for with a value.</summary>
    private static readonly Dictionary<string, string> Answers = new() { ["supervisor.reveal"] = "20" };

    private async Task SendAsync(byte[] message)
    {
        await _sending.WaitAsync(_leaving.Token);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, _leaving.Token);
        }
        finally
        {
            _sending.Release();
        }
    }
}
