namespace Supervisor.Web.Gateway;

/// <summary>Stands for a gateway that cannot be asked for the fault of its own settings: every answer says which, so that its sessions wait with the cause in sight.</summary>
/// <param name="fault">What is wrong, in words.</param>
internal sealed class UnusableGateway(string fault) : IGatewayClient
{
    public Task<GatewayReply> SignInAsync(string agentId, ReadOnlyMemory<byte> form, bool forced, CancellationToken cancellationToken) => Failed(SessionTicket.None);

    public Task<GatewayReply> EnterQueuesAsync(string agentId, string skills, SessionTicket ticket, CancellationToken cancellationToken) => Failed(ticket);

    public ValueTask<GatewayReply> PollAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => new(Failed(ticket));

    public Task<GatewayReply> HeartbeatAsync(string agentId, string serviceToken, SessionTicket ticket, CancellationToken cancellationToken) => Failed(ticket);

    public Task<GatewayReply> OldHeartbeatAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => Failed(ticket);

    public Task<GatewayReply> RefreshGuidAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => Failed(ticket);

    public Task<GatewayReply> AskStatusAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => Failed(ticket);

    public Task<GatewayReply> AskAllStatusAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken) => Failed(ticket);

    public Task<GatewayReply> ChangePasswordAsync(string agentId, ReadOnlyMemory<byte> form, SessionTicket ticket, CancellationToken cancellationToken) => Failed(ticket);

    public Task<GatewayReply> OrderAsync(string agentId, GatewayOrder order, SessionTicket ticket, CancellationToken cancellationToken) => Failed(ticket);

    public Task<GatewayReply> SignOutAsync(string agentId, bool forced, SessionTicket ticket, CancellationToken cancellationToken) => Failed(ticket);

    private Task<GatewayReply> Failed(SessionTicket ticket) => Task.FromResult(GatewayReply.Failed(Failure.Settings, ticket, fault));
}
