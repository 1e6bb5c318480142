using Supervisor.Web.Gateway;

namespace Supervisor.Web.Subscriptions;

/// <summary>
/// The configuration operations of one gateway that a subscription needs. Every request shows the ticket and returns the next one. Nothing here throws
/// for what a gateway or a network can do; only a cancelled token does.
/// </summary>
internal interface ISubscriptionClient
{
    /// <summary>POST config/login (protocol.md section 1.4, C5). The ticket of the reply carries the GUID of the configuration account.</summary>
    Task<GatewayReply> LogInAsync(int agentId, string password, CancellationToken cancellationToken);

    /// <summary>POST config/subscribe/register (seed text "Subscription"). <see cref="ServerId"/> reads the id from the reply.</summary>
    Task<GatewayReply> RegisterAsync(SubscriptionForm form, SessionTicket ticket, CancellationToken cancellationToken);

    /// <summary>POST config/subscribe/handshake/{serverid}, without a body (seed text "Handshake (Extended)").</summary>
    Task<GatewayReply> HandshakeAsync(string serverId, string serviceToken, SessionTicket ticket, CancellationToken cancellationToken);
}
