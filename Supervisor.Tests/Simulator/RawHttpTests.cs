using System.Net.Sockets;
using System.Text;

namespace Supervisor.Tests.Simulator;

/// <summary>What HTTP libraries differ in: requests byte by byte, answers with the header names as they were written.</summary>
public sealed class RawHttpTests
{
    [Fact]
    public async Task Post_WithoutBodyLengthAndContentType_IsServed()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var guid = await gateway.SignedInAsync();
        Assert.EndsWith("""{"message":"success","retcode":"0"}""", await SendAsync(gateway, $"POST /agentgateway/resource/onlineagent/1001/resetskill/true HTTP/1.1\r\nguid: {guid}\r\n"), StringComparison.Ordinal);
        Assert.EndsWith("""{"message":"success","retcode":"0"}""", await SendAsync(gateway, $"POST /agentgateway/resource/onlineagent/1001/handshake HTTP/1.1\r\nGUID: {guid}\r\nService_Token: abc\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithoutContentType_AnswersBothGuidHeadersSpeltAsDocumented()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        var body = gateway.SignInBody();
        var answer = await SendAsync(gateway, $"PUT /agentgateway//resource/onlineagent/1001 HTTP/1.1\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n", body);
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nSet-GUID: JSESSIONID=", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nGuid: ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json; charset=UTF-8\r\n", answer, StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(SimulatorFixture gateway, string head, string body = "")
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", gateway.Server.Root.Port, deadline.Token);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{head}Host: gateway\r\nConnection: close\r\n\r\n{body}"), deadline.Token);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(deadline.Token);
    }
}
