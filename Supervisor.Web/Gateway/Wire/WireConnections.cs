using System.Net.Sockets;

namespace Supervisor.Web.Gateway.Wire;

/// <summary>The connections to one gateway that rest between two exchanges. The one that rests for the shortest time is taken first, so that those too many get old and are closed.</summary>
internal sealed class WireConnections : IDisposable
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    // between two polls nobody closes; after a longer rest it is looked at first
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);

    private readonly Func<CancellationToken, ValueTask<Socket>> _connect;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim? _room;
    private readonly Lock _lock = new();
    // the longest rest first
    private readonly List<WireConnection> _resting = [];
    private readonly ITimer _looks;
    private int _generation;
    private bool _closed;

    /// <param name="gateway">Where they lead to.</param>
    /// <param name="connect">Opens a connection to the gateway.</param>
    /// <param name="time">The clock.</param>
    /// <param name="most">So many exchanges at a time; the others wait. Null where each agent may have one.</param>
    public WireConnections(Uri gateway, Func<CancellationToken, ValueTask<Socket>> connect, TimeProvider time, int? most = null)
    {
        var host = gateway.HostNameType == UriHostNameType.IPv6 ? gateway.Host : gateway.IdnHost;
        (Host, _connect, _time) = (gateway.IsDefaultPort ? host : $"{host}:{gateway.Port}", connect, time);
        if (most is { } limit) _room = new SemaphoreSlim(limit);
        _looks = time.CreateTimer(static all => ((WireConnections)all!).CloseOld(), this, Look, Look);
    }

    /// <summary>The gateway, as a request names it.</summary>
    public string Host { get; }

    /// <summary>One that rests; null where there is none, or no room.</summary>
    public WireConnection? Resting()
    {
        if (_room?.Wait(0) == false) return null;
        var connection = Rested();
        if (connection is null) _room?.Release();
        else connection.Occupy(_room);
        return connection;
    }

    /// <summary>A new one, or, where there was no room, one that somebody has left.</summary>
    /// <exception cref="SocketException">The gateway cannot be reached, or this machine has no port left.</exception>
    public async ValueTask<WireConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_room is not null) await _room.WaitAsync(cancellationToken);
        try
        {
            var generation = Volatile.Read(ref _generation);
            var connection = (_room is null ? null : Rested()) ?? new WireConnection(await _connect(cancellationToken), generation);
            connection.Occupy(_room);
            return connection;
        }
        catch
        {
            _room?.Release();
            throw;
        }
    }

    /// <summary>Takes one back whose answer was read to its end.</summary>
    public void Release(WireConnection connection)
    {
        var room = connection.Vacate();
        connection.Rest(_time.GetTimestamp());
        if (!TryKeep(connection)) connection.Dispose();
        // not before it lies there: who waits for room would open another one
        room?.Release();
    }

    /// <summary>Every exchange from now on goes over a new connection. Nothing is cut: what is under way ends over the old one, which is then closed.</summary>
    public void ConnectAnew()
    {
        lock (_lock) _generation++;
        Close(TimeSpan.Zero);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock) _closed = true;
        _looks.Dispose();
        Close(TimeSpan.Zero);
    }

    private bool TryKeep(WireConnection connection)
    {
        lock (_lock)
        {
            if (_closed || connection.Generation != _generation) return false;
            _resting.Add(connection);
            return true;
        }
    }

    private WireConnection? Rested()
    {
        while (Last() is { } connection)
        {
            if (_time.GetElapsedTime(connection.RestsSince) < Trusted || !connection.HasNews) return connection;
            connection.Dispose();
        }

        return null;
    }

    private WireConnection? Last()
    {
        lock (_lock)
        {
            if (_resting.Count == 0) return null;
            var last = _resting[^1];
            _resting.RemoveAt(_resting.Count - 1);
            return last;
        }
    }

    private void CloseOld() => Close(LongestRest);

    private void Close(TimeSpan rest)
    {
        List<WireConnection> old;
        lock (_lock)
        {
            var count = _resting.FindIndex(connection => _time.GetElapsedTime(connection.RestsSince) < rest);
            old = _resting.GetRange(0, count < 0 ? _resting.Count : count);
            _resting.RemoveRange(0, old.Count);
        }

        foreach (var connection in old) connection.Dispose();
    }
}
