using System.Net;
using System.Net.Sockets;
using System.Text;
using Supervisor.Benchmarks.Load;
using Supervisor.Web.Gateway.Wire;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>
/// What heartbeats cost at least whoever sends each of them by itself: a request and its answer over a connection that stands, with nothing around them. Those of a beat are sent together, as ours are; no answer
/// is read.
/// </summary>
internal static class BareExchanges
{
    private const int Connections = 128;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private static readonly byte[] Request = Encoding.ASCII.GetBytes(
        $"POST /agentgateway/resource/onlineagent/1001/handshake HTTP/1.1\r\nHost: 127.0.0.1\r\nGuid: {Guid.Empty}\r\nContent-Type: application/json; charset=UTF-8\r\nContent-Length: 0\r\n\r\n");

    /// <summary>Processor time of so many in a second, of one core.</summary>
    public static async Task<double> MeasureAsync(double perSecond, TimeSpan length)
    {
        var port = Site.FreePort();
        await using var simulator = await Site.SimulatorAloneAsync("--port", $"{port}", "--agents", "1", "--no-scenario");
        var exchanges = new Exchange[Connections];
        for (var i = 0; i < Connections; i++) exchanges[i] = await Exchange.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        var sent = await SendAsync(exchanges, perSecond, Beat * 20); // compiles what is hot
        var (processor, began) = (Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
        sent += await SendAsync(exchanges, perSecond, length);
        var share = (Environment.CpuUsage.TotalTime - processor) / TimeProvider.System.GetElapsedTime(began);
        var answered = exchanges.Sum(exchange => exchange.Answered);
        foreach (var exchange in exchanges) exchange.Dispose();
        return answered >= sent ? share : throw new InvalidOperationException($"{sent} were sent and {answered} answered.");
    }

    private static async Task<int> SendAsync(Exchange[] exchanges, double perSecond, TimeSpan length)
    {
        using var beat = new PeriodicTimer(Beat);
        var began = TimeProvider.System.GetTimestamp();
        var sent = 0;
        while (TimeProvider.System.GetElapsedTime(began) < length)
        {
            await beat.WaitForNextTickAsync();
            for (var due = TimeProvider.System.GetElapsedTime(began).TotalSeconds * perSecond; sent < due; sent++) await exchanges[sent % Connections].SendAsync();
        }

        await beat.WaitForNextTickAsync(); // the last answers
        return sent;
    }

    private sealed class Exchange : IDisposable
    {
        private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly SocketAsyncEventArgs _answer = new(true);

        private Exchange()
        {
            _answer.SetBuffer(new byte[1024]);
            _answer.Completed += (_, _) => Answered++;
        }

        public int Answered { get; private set; }

        public static async Task<Exchange> ConnectAsync(EndPoint gateway)
        {
            var exchange = new Exchange();
            await exchange._socket.ConnectAsync(gateway);
            EventThread.GoOnThere(exchange._socket);
            return exchange;
        }

        public async ValueTask SendAsync()
        {
            await _socket.SendAsync(Request);
            if (!_socket.ReceiveAsync(_answer)) Answered++;
        }

        public void Dispose()
        {
            _socket.Dispose();
            _answer.Dispose();
        }
    }
}
