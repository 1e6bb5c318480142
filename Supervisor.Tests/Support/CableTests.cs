using System.Net.Sockets;

namespace Supervisor.Tests.Support;

public sealed class CableTests
{
    [Fact]
    public async Task Dispose_AsABrowserConnects_HasNoFault()
    {
        for (var round = 0; round < 200; round++)
        {
            await using var cable = Cable.To(new Uri("http://127.0.0.1:9/"));
            using var browser = new TcpClient();
            await browser.ConnectAsync(cable.Address.Host, cable.Address.Port);
        }
    }
}
