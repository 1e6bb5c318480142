using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway.Wire;

namespace Supervisor.Web.Gateway;

/// <inheritdoc cref="IGatewayClient" />
internal sealed class GatewayClient(GatewayEndpoint endpoint, TimeProvider time) : IGatewayClient
{
    /// <summary>For everything but polls and heartbeats.</summary>
    public static readonly TimeSpan CommandDeadline = TimeSpan.FromSeconds(15);

    // one agent takes about a hundred bytes in it
    private const int LargestList = 16 * 1024 * 1024;

    /// <inheritdoc />
    public Task<GatewayReply> SignInAsync(string agentId, ReadOnlyMemory<byte> form, bool forced, CancellationToken cancellationToken) =>
        CommandAsync(HttpMethod.Put, forced ? $"onlineagent/{agentId}/forcelogin" : $"onlineagent/{agentId}", SessionTicket.None, form, cancellationToken);

    /// <inheritdoc />
    public Task<GatewayReply> EnterQueuesAsync(string agentId, string skills, SessionTicket ticket, CancellationToken cancellationToken) =>
        CommandAsync(HttpMethod.Post,
            skills.Length == 0 ? $"onlineagent/{agentId}/resetskill/true" : $"onlineagent/{agentId}/resetskill/false?skillid={Uri.EscapeDataString(skills)}",
            ticket, default, cancellationToken);

    /// <inheritdoc />
    public ValueTask<GatewayReply> PollAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => endpoint.PollWire is { } wire
        ? Wired(Repeated.Poll, wire, HttpMethod.Get, PollPath, agentId, ticket).SendAsync(cancellationToken)
        : Standing(Repeated.Poll, HttpMethod.Get, PollPath, agentId, ticket).SendAsync(endpoint, endpoint.Polls, cancellationToken);

    /// <inheritdoc />
    public Task<GatewayReply> HeartbeatAsync(string agentId, string serviceToken, SessionTicket ticket, CancellationToken cancellationToken)
    {
        if (endpoint.HeartbeatWire is { } wire)
        {
            var wired = Wired(Repeated.Heartbeat, wire, HttpMethod.Post, HeartbeatPath, agentId, ticket);
            wired.Show(serviceToken);
            return wired.SendAsync(cancellationToken).AsTask();
        }

        var call = Standing(Repeated.Heartbeat, HttpMethod.Post, HeartbeatPath, agentId, ticket);
        call.Show(serviceToken);
        return call.SendAsync(endpoint, endpoint.Commands, cancellationToken).AsTask();
    }

    /// <inheritdoc />
    public Task<GatewayReply> OldHeartbeatAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) =>
        CommandAsync(HttpMethod.Put, $"onlineagent/{agentId}/heartbeat", ticket, default, cancellationToken);

    /// <inheritdoc />
    public async Task<GatewayReply> RefreshGuidAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken)
    {
        var reply = await CommandAsync(HttpMethod.Put, $"onlineagent/{agentId}/updateGuid", ticket, default, cancellationToken);
        return reply.Answer.Kind == AnswerKind.Ok ? reply with { Ticket = reply.Ticket.Refreshed(reply.Envelope!.Result) } : reply;
    }

    /// <inheritdoc />
    public Task<GatewayReply> AskStatusAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) =>
        CommandAsync(HttpMethod.Get, $"onlineagent/{agentId}/agentstatus", ticket, default, cancellationToken);

    /// <inheritdoc />
    public Task<GatewayReply> AskAllStatusAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) =>
        CommandAsync(HttpMethod.Get, $"agentgroup/{agentId}/allagentstatus", ticket, default, cancellationToken, LargestList);

    /// <inheritdoc />
    public Task<GatewayReply> ChangePasswordAsync(string agentId, ReadOnlyMemory<byte> form, SessionTicket ticket, CancellationToken cancellationToken) =>
        CommandAsync(HttpMethod.Post, $"onlineagent/{agentId}/modifyaccountpwdex", ticket, form, cancellationToken);

    /// <inheritdoc />
    public Task<GatewayReply> OrderAsync(string agentId, GatewayOrder order, SessionTicket ticket, CancellationToken cancellationToken) =>
        CommandAsync(order.Method, order.For(agentId), ticket, default, cancellationToken);

    /// <inheritdoc />
    public Task<GatewayReply> SignOutAsync(string agentId, bool forced, SessionTicket ticket, CancellationToken cancellationToken) =>
        CommandAsync(HttpMethod.Delete, forced ? $"onlineagent/{agentId}/forcelogout" : $"onlineagent/{agentId}/logout", ticket, default, cancellationToken);

    private static string PollPath(string agentId) => $"agentevent/{agentId}";

    private static string HeartbeatPath(string agentId) => $"onlineagent/{agentId}/handshake";

    // the agent's call of before once more, or a new one
    private WireCall Wired(Repeated what, WireConnections wire, HttpMethod method, Func<string, string> path, string agentId, SessionTicket ticket) =>
        (WireCall?)endpoint.Standing.Again(what, agentId, ticket) ?? endpoint.Standing.Begin(what, agentId, ticket, new WireCall(wire, method, endpoint.Address(path(agentId)), time));

    private GatewayCall Standing(Repeated what, HttpMethod method, Func<string, string> path, string agentId, SessionTicket ticket) =>
        (GatewayCall?)endpoint.Standing.Again(what, agentId, ticket) ?? endpoint.Standing.Begin(what, agentId, ticket, new GatewayCall(Request(method, path(agentId), default), time));

    private async Task<GatewayReply> CommandAsync(HttpMethod method, string path, SessionTicket ticket, ReadOnlyMemory<byte> body, CancellationToken cancellationToken, int largestAnswer = AnswerBody.Limit)
    {
        using var request = Request(method, path, body);
        return await GatewayExchange.SendAsync(endpoint, endpoint.Commands, request, ticket, CommandDeadline, time, cancellationToken, largestAnswer);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, ReadOnlyMemory<byte> body)
    {
        var request = endpoint.Request(method, path);
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = GatewayExchange.Json;
        return request;
    }
}
