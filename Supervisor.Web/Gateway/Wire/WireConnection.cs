using System.Net.Sockets;

namespace Supervisor.Web.Gateway.Wire;

/// <summary>One connection in clear, for one exchange at a time. Nothing waits here with a buffer of its own but the kilobyte of the reader.</summary>
internal sealed class WireConnection : IDisposable
{
    private readonly Socket _socket;
    // true: nobody here follows the flow of whoever sent
    private readonly SocketAsyncEventArgs _receiving = new(true);
    private Action? _received;
    private SemaphoreSlim? _room;

    /// <param name="socket">Connected; closed with this.</param>
    /// <param name="generation">Which <see cref="WireConnections.ConnectAnew"/> it came after.</param>
    public WireConnection(Socket socket, int generation)
    {
        (_socket, Generation) = (socket, generation);
        _receiving.Completed += (_, _) => _received!();
        // reading an answer takes microseconds, and the session that goes on with it waits for nothing but time, this gateway and channels
        EventThread.GoOnThere(socket);
    }

    public AnswerReader Answer { get; } = new();

    public int Generation { get; }

    /// <summary>It has carried an exchange: whoever is at the other end may have closed it meanwhile.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Since when nobody uses it.</summary>
    public long RestsSince { get; private set; }

    /// <summary>Something has come, or has ended, while it rested: then it is of no use any more.</summary>
    public bool HasNews => _socket.Poll(0, SelectMode.SelectRead);

    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> request) => _socket.SendAsync(request, SocketFlags.None);

    /// <summary>Waits for the next piece of the answer. False where it is there already; else <paramref name="received"/> is called when it is.</summary>
    public bool BeginReceive(Action received)
    {
        _received = received;
        _receiving.SetBuffer(Answer.Room);
        return _socket.ReceiveAsync(_receiving);
    }

    /// <summary>Takes what was waited for.</summary>
    public AnswerProgress TakeReceived() =>
        _receiving.SocketError != SocketError.Success ? AnswerProgress.Cut : _receiving.BytesTransferred > 0 ? Answer.Take(_receiving.BytesTransferred) : Answer.End();

    /// <summary>Somebody uses it from now on, in <paramref name="room"/> until it rests or is closed.</summary>
    public void Occupy(SemaphoreSlim? room) => Volatile.Write(ref _room, room);

    /// <summary>The room it was used in, for who releases it; null where there is none, or where it was vacated already.</summary>
    public SemaphoreSlim? Vacate() => Interlocked.Exchange(ref _room, null);

    /// <summary>Nobody uses it from now on.</summary>
    public void Rest(long now)
    {
        Answer.Begin();
        (IsUsed, RestsSince) = (true, now);
    }

    /// <summary>Closes it, also under an exchange, which ends then.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        Vacate()?.Release();
    }
}
