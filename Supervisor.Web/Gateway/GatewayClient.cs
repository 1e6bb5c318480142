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
    public ValueTask<GatewayReply> PollAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken)
    {
        var again = endpoint.Standing.Again(Repeated.Poll, agentId, ticket);
        if (endpoint.PollWire is { } wire)
            return ((WireCall?)again ?? endpoint.Standing.Begin(Repeated.Poll, agentId, ticket, new WireCall(wire, HttpMethod.Get, endpoint.Address(PollPath(agentId)), time))).SendAsync(cancellationToken);
        return ((GatewayCall?)again ?? endpoint.Standing.Begin(Repeated.Poll, agentId, ticket, new GatewayCall(Request(HttpMethod.Get, PollPath(agentId), default), time)))
            .SendAsync(endpoint, endpoint.Polls, cancellationToken);
    }

    /// <inheritdoc />
    public Task<GatewayReply> HeartbeatAsync(string agentId, string serviceToken, SessionTicket ticket, CancellationToken cancellationToken)
    {
        var again = endpoint.Standing.Again(Repeated.Heartbeat, agentId, ticket);
        if (endpoint.HeartbeatWire is { } wire)
        {
            var wired = (WireCall?)again ?? endpoint.Standing.Begin(Repeated.Heartbeat, agentId, ticket, new WireCall(wire, HttpMethod.Post, endpoint.Address(HeartbeatPath(agentId)), time));
            wired.Show(serviceToken);
            return wired.SendAsync(cancellationToken).AsTask();
        }

        var call = (GatewayCall?)again ?? endpoint.Standing.Begin(Repeated.Heartbeat, agentId, ticket, new GatewayCall(Request(HttpMethod.Post, HeartbeatPath(agentId), default), time));
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
