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
    private readonly Lock _lock = new();
    // the longest rest first
    private readonly List<WireConnection> _resting = [];
    private readonly ITimer _looks;
    private int _generation;
    private bool _closed;

    /// <param name="connect">Opens a connection to the gateway.</param>
    /// <param name="time">The clock.</param>
    public WireConnections(Func<CancellationToken, ValueTask<Socket>> connect, TimeProvider time)
    {
        (_connect, _time) = (connect, time);
        _looks = time.CreateTimer(static all => ((WireConnections)all!).CloseOld(), this, Look, Look);
    }

    /// <summary>One that rests; null where there is none.</summary>
    public WireConnection? Resting()
    {
        while (Last() is { } connection)
        {
            if (_time.GetElapsedTime(connection.RestsSince) < Trusted || !connection.HasNews) return connection;
            connection.Dispose();
        }

        return null;
    }

    /// <summary>A new one.</summary>
    /// <exception cref="SocketException">The gateway cannot be reached, or this machine has no port left.</exception>
    public async ValueTask<WireConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var generation = Volatile.Read(ref _generation);
        return new WireConnection(await _connect(cancellationToken), generation);
    }

    /// <summary>Takes one back whose answer was read to its end.</summary>
    public void Release(WireConnection connection)
    {
        connection.Rest(_time.GetTimestamp());
        lock (_lock)
        {
            if (!_closed && connection.Generation == _generation)
            {
                _resting.Add(connection);
                return;
            }
        }

        connection.Dispose();
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
