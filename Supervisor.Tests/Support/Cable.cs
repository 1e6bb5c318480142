using System.Net;
using System.Net.Sockets;

namespace Supervisor.Tests.Support;

/// <summary>The network between a browser and the app, or the app and a gateway, which can be pulled: then nothing passes and nobody is told, as with a real cable.</summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _leaving = new();
    private readonly Lock _lock = new();
    private readonly int _port;
    private readonly Task _accepting;
    private TaskCompletionSource _plugged = Plugged();
    private long _toBrowser;
    private int _opened;

    private Cable(int port)
    {
        _port = port;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    /// <param name="app">Where the app listens; it need not listen yet, and may be restarted there.</param>
    public static Cable To(Uri app) => new(app.Port);

    /// <summary>The app, through the cable.</summary>
    public Uri Address { get; }

    /// <summary>Bytes of all connections that have reached the browser's side.</summary>
    public long ToBrowser => Interlocked.Read(ref _toBrowser);

    /// <summary>Connections so far.</summary>
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>From now on nothing passes, in either direction, not even that a connection was closed. New connections hang.</summary>
    public void Pull()
    {
        lock (_lock)
            if (_plugged.Task.IsCompleted) _plugged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Everything goes on, with what has waited meanwhile.</summary>
    public void Plug()
    {
        lock (_lock) _plugged.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        // stopped before, a listener that is just about to accept faults
        await _accepting;
        _listener.Dispose();
        _leaving.Dispose();
    }

    private static TaskCompletionSource Plugged()
    {
        var plugged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        plugged.SetResult();
        return plugged;
    }

    private Task PassableAsync()
    {
        lock (_lock) return _plugged.Task.WaitAsync(_leaving.Token);
    }

    private async Task AcceptAsync()
    {
        List<Task> links = [];
        try
        {
            while (true)
            {
                var browser = await _listener.AcceptTcpClientAsync(_leaving.Token);
                Interlocked.Increment(ref _opened);
                links.RemoveAll(link => link.IsCompleted);
                links.Add(LinkAsync(browser));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException)
        {
            // no more cable
        }

        await Task.WhenAll(links);
    }

    private async Task LinkAsync(TcpClient browser)
    {
        using var app = new TcpClient { NoDelay = true };
        using (browser)
        {
            browser.NoDelay = true;
            try
            {
                await PassableAsync();
                await app.ConnectAsync(IPAddress.Loopback, _port, _leaving.Token);
                // whichever side ends, the other is told, once the cable is in
                await await Task.WhenAny(CarryAsync(browser, app, down: false), CarryAsync(app, browser, down: true));
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // broken at one end
            }
        }
    }

    private async Task CarryAsync(TcpClient from, TcpClient to, bool down)
    {
        var buffer = new byte[32 * 1024];
        var (source, target) = (from.GetStream(), to.GetStream());
        try
        {
            for (int read; (read = await source.ReadAsync(buffer, _leaving.Token)) > 0;)
            {
                await PassableAsync();
                await target.WriteAsync(buffer.AsMemory(0, read), _leaving.Token);
                if (down) Interlocked.Add(ref _toBrowser, read);
            }
        }
        catch (Exception over) when (over is IOException or SocketException or ObjectDisposedException)
        {
            // the end of this side, told below
        }

        await PassableAsync();
    }
}
