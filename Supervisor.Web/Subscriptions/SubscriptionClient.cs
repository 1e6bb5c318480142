using System.Text.Json;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Subscriptions;

/// <inheritdoc cref="ISubscriptionClient" />
internal sealed class SubscriptionClient(GatewayEndpoint endpoint, TimeProvider time) : ISubscriptionClient
{
    /// <inheritdoc />
    public async Task<GatewayReply> LogInAsync(int agentId, string password, CancellationToken cancellationToken)
    {
        var reply = await PostAsync("config/login", LoginBody(agentId, password), null, SessionTicket.None, cancellationToken);
        // the documents name both the body and a header; a header that came is already in the ticket
        return reply.Answer.Kind == AnswerKind.Ok ? reply with { Ticket = reply.Ticket.Refreshed(reply.Envelope!.Result) } : reply;
    }

    /// <inheritdoc />
    public Task<GatewayReply> RegisterAsync(SubscriptionForm form, SessionTicket ticket, CancellationToken cancellationToken) =>
        PostAsync("config/subscribe/register", form.Write(), null, ticket, cancellationToken);

    /// <inheritdoc />
    public Task<GatewayReply> HandshakeAsync(string serverId, string serviceToken, SessionTicket ticket, CancellationToken cancellationToken) =>
        PostAsync($"config/subscribe/handshake/{Uri.EscapeDataString(serverId)}", [], serviceToken, ticket, cancellationToken);

    private async Task<GatewayReply> PostAsync(string path, byte[] body, string? serviceToken, SessionTicket ticket, CancellationToken cancellationToken)
    {
        using var request = endpoint.Request(HttpMethod.Post, path);
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = GatewayExchange.Json;
        if (serviceToken is not null) request.Headers.Add(ServiceToken.Header, serviceToken);
        return await GatewayExchange.SendAsync(endpoint, endpoint.Commands, request, ticket, GatewayClient.CommandDeadline, time, cancellationToken);
    }

    private static byte[] LoginBody(int agentId, string password)
    {
        using var buffer = new MemoryStream(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("agentId", agentId);
            json.WriteString("password", password);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
