using System.Net;
using System.Net.Sockets;

namespace Supervisor.Tests.Faults;

/// <summary>The way to a gateway, on which connections are counted.</summary>
internal sealed class CountedCable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _leaving = new();
    private readonly int _gateway;
    private readonly Task _accepting;
    private int _opened;

    private CountedCable(int gateway)
    {
        _gateway = gateway;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <param name="gateway">Port of the gateway on this machine.</param>
    public static CountedCable To(int gateway) => new(gateway);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections so far.</summary>
    public int Opened => Volatile.Read(ref _opened);

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        _listener.Stop();
        await _accepting;
        _leaving.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> relays = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_leaving.Token);
                Interlocked.Increment(ref _opened);
                relays.Add(RelayAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(relays);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using (client)
        using (var gateway = new TcpClient())
        {
            try
            {
                await gateway.ConnectAsync(IPAddress.Loopback, _gateway, _leaving.Token);
                await Task.WhenAny(client.GetStream().CopyToAsync(gateway.GetStream(), _leaving.Token), gateway.GetStream().CopyToAsync(client.GetStream(), _leaving.Token));
            }
            catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
            {
                // one of the two has left
            }
        }
    }
}
