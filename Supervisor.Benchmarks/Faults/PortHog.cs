using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Supervisor.Benchmarks.Faults;

/// <summary>Takes every local port that is free, and those that become free, until it is disposed: what is bound cannot begin a connection.</summary>
internal sealed class PortHog : IAsyncDisposable
{
    private const string RangeFile = "/proc/sys/net/ipv4/ip_local_port_range";
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<int, Socket> _held = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _taking;

    private PortHog(int first, int last)
    {
        Take(first, last);
        _taking = TakeForeverAsync(first, last);
    }

    /// <summary>Begins, with all that are free at this moment.</summary>
    public static async Task<PortHog> BeginAsync()
    {
        var range = (await File.ReadAllTextAsync(RangeFile)).Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return new PortHog(int.Parse(range[0], CultureInfo.InvariantCulture), int.Parse(range[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Sets how many ports there are. Meant for a network namespace of its own: it holds for all that runs in it.</summary>
    public static Task NarrowAsync(int ports) => File.WriteAllTextAsync(RangeFile, string.Create(CultureInfo.InvariantCulture, $"40000 {40000 + ports - 1}"));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _taking;
        foreach (var socket in _held.Values) socket.Dispose();
        _end.Dispose();
    }

    private async Task TakeForeverAsync(int first, int last)
    {
        using var pace = new PeriodicTimer(Pace, TimeProvider.System);
        try
        {
            while (await pace.WaitForNextTickAsync(_end.Token)) Take(first, last);
        }
        catch (OperationCanceledException)
        {
            // they are given back
        }
    }

    private void Take(int first, int last)
    {
        for (var port = first; port <= last; port++)
        {
            if (_held.ContainsKey(port)) continue;
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                _held[port] = socket;
            }
            catch (SocketException)
            {
                // somebody has it
                socket.Dispose();
            }
        }
    }
}
