using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Supervisor.Tests.Alerts;

/// <summary>A small mail server, as much of RFC 5321 as one client needs. Takes mails, or refuses receivers with a code.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _leaving = new();
    private readonly Task _serving;

    public SmtpListener()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public ConcurrentQueue<string> Mails { get; } = new();

    /// <summary>What a receiver's address is answered with; null takes it.</summary>
    public string? Refusal { get; set; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _serving;
        _listener.Dispose();
        _leaving.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_leaving.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_leaving.Token);
                await TalkAsync(client);
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // the client has hung up, or the test is over
            }
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync(_leaving.Token) is { } line)
        {
            if (line.StartsWith("QUIT", StringComparison.Ordinal)) return;
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var mail = new StringBuilder();
                while (await reader.ReadLineAsync(_leaving.Token) is { } text and not ".") mail.AppendLine(text);
                Mails.Enqueue(mail.ToString());
            }

            await writer.WriteLineAsync(line.StartsWith("RCPT", StringComparison.Ordinal) && Refusal is { } refusal ? refusal : "250 good");
        }
    }
}
