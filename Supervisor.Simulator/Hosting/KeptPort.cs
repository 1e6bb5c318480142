using System.Net;
using System.Net.Sockets;

namespace Supervisor.Simulator.Hosting;

/// <summary>
/// Keeps the port of a gateway that is down: bound but not listening, so that connections are refused as before, and nobody else on this machine
/// is given the port meanwhile. Without it a client that waits for this gateway may one day find another server there.
/// </summary>
internal sealed class KeptPort : IDisposable
{
    private readonly Socket _socket;

    private KeptPort(Socket socket) => _socket = socket;

    /// <summary>Null where somebody else has taken the port already: that shows when the gateway wants it back.</summary>
    public static KeptPort? Keep(string address, int port)
    {
        var endPoint = new IPEndPoint(IPAddress.Parse(address), port);
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            return new KeptPort(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    public void Dispose() => _socket.Dispose();
}
