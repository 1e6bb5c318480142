using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Tests.Browser;
using Supervisor.Web.Features.Tokens;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Realtime;

/// <summary>The hub as an outside client meets it: SignalR's JSON protocol over a raw WebSocket.</summary>
public sealed class FloorHubTests
{
    private const char End = '\u001e';

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Connect_WithAToken_GetsTheSnapshotThenTheChangesUntilItIsRevoked()
    {
        await using var app = RunningApp.Start(new Dictionary<string, string> { ["Security:RevalidateSeconds"] = "1" });
        var token = (await app.Services.GetRequiredService<TokenCommands>().AddAsync("wall", Roles.Viewer, Actor.CommandLine, default)).Token;
        using var socket = new ClientWebSocket();
        using var late = new CancellationTokenSource(Deadline);
        await socket.ConnectAsync(new Uri($"{app.Address.Replace("http", "ws", StringComparison.Ordinal)}/hubs/floor?access_token={token}"), late.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}" + End), WebSocketMessageType.Text, true, late.Token);
        await UntilAsync(socket, "\"target\":\"Snapshot\"", late.Token);

        var keeper = app.Services.GetRequiredService<FloorKeeper>();
        await keeper.PostAsync(new FloorInput.Staffed([new AgentProfile(new AgentId("g", "291"), "Ann", "Sales")], TimeProvider.System.GetUtcNow()), late.Token);
        var change = await UntilAsync(socket, "\"target\":\"Changed\"", late.Token);
        Assert.Contains("\"agentId\":\"291\"", change, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"unknown\"", change, StringComparison.Ordinal);

        Assert.True((await app.Services.GetRequiredService<TokenCommands>().RevokeAsync("wall", Actor.CommandLine, default)).IsDone);
        await UntilCutAsync(socket, late.Token);
    }

    private static async Task UntilCutAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer, cancellationToken)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // cut without a good-bye
        }
    }

    private static async Task<string> UntilAsync(ClientWebSocket socket, string wanted, CancellationToken cancellationToken)
    {
        var received = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, cancellationToken);
            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            received.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
            var frame = received.ToString().Split(End).FirstOrDefault(text => text.Contains(wanted, StringComparison.Ordinal));
            if (frame is not null && received.ToString().EndsWith(End)) return frame;
        }
    }
}
