using Supervisor.Web.Gateway;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>Answers everything with success, at once, with a ticket for each sign-in as a gateway makes them.</summary>
internal sealed class SilentGateway : IGatewayClient
{
    public Task<GatewayReply> SignInAsync(string agentId, ReadOnlyMemory<byte> form, bool forced, CancellationToken cancellationToken) =>
        Good(new SessionTicket($"{Guid.NewGuid()}.AgentGateway0", $"huaweielbsession={Guid.NewGuid():N}"));

    public Task<GatewayReply> EnterQueuesAsync(string agentId, string skills, SessionTicket ticket, CancellationToken cancellationToken) => Good(ticket);

    public ValueTask<GatewayReply> PollAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => new(Good(ticket));

    public Task<GatewayReply> HeartbeatAsync(string agentId, string serviceToken, SessionTicket ticket, CancellationToken cancellationToken) => Good(ticket);

    public Task<GatewayReply> OldHeartbeatAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => Good(ticket);

    public Task<GatewayReply> RefreshGuidAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => Good(ticket);

    public Task<GatewayReply> AskStatusAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => Good(ticket);

    public Task<GatewayReply> AskAllStatusAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => Good(ticket);

    public Task<GatewayReply> ChangePasswordAsync(string agentId, ReadOnlyMemory<byte> form, SessionTicket ticket, CancellationToken cancellationToken) => Good(ticket);

    public Task<GatewayReply> OrderAsync(string agentId, GatewayOrder order, SessionTicket ticket, CancellationToken cancellationToken) => Good(ticket);

    public Task<GatewayReply> SignOutAsync(string agentId, bool forced, SessionTicket ticket, CancellationToken cancellationToken) => Good(ticket);

    private static Task<GatewayReply> Good(SessionTicket ticket) => Task.FromResult(GatewayReply.From(Envelope.Idle, ticket));
}
