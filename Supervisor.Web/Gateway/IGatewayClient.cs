namespace Supervisor.Web.Gateway;

/// <summary>
/// The agent operations of one gateway. Every request shows the ticket and returns the next one. Nothing here throws for what a gateway or a network
/// can do; only a cancelled token does.
/// </summary>
internal interface IGatewayClient
{
    /// <summary>PUT onlineagent/{agentid}, or its forced form (seed text "Signing In"; protocol.md section 2.3).</summary>
    Task<GatewayReply> SignInAsync(string agentId, ReadOnlyMemory<byte> form, bool forced, CancellationToken cancellationToken);

    /// <summary>POST onlineagent/{agentid}/resetskill (protocol.md section 2.7).</summary>
    /// <param name="agentId">Who.</param>
    /// <param name="skills">Queue ids, <c>;</c>-separated; empty for all that are configured.</param>
    /// <param name="ticket">The agent's ticket.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    Task<GatewayReply> EnterQueuesAsync(string agentId, string skills, SessionTicket ticket, CancellationToken cancellationToken);

    /// <summary>GET agentevent/{agentid}: held by the gateway for up to 10 s (seed text "Obtaining Events").</summary>
    ValueTask<GatewayReply> PollAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken);

    /// <summary>POST onlineagent/{agentid}/handshake, which keeps a push session alive (seed text "Maintaining the Heartbeat by an Agent").</summary>
    /// <param name="agentId">Who.</param>
    /// <param name="serviceToken">What the gateway is to show when it calls us back from now on: letters and digits, at most 50.</param>
    /// <param name="ticket">The agent's ticket.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    Task<GatewayReply> HeartbeatAsync(string agentId, string serviceToken, SessionTicket ticket, CancellationToken cancellationToken);

    /// <summary>PUT onlineagent/{agentid}/heartbeat, the form of older gateways (protocol.md section 3.1, row 7).</summary>
    Task<GatewayReply> OldHeartbeatAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken);

    /// <summary>PUT onlineagent/{agentid}/updateGuid: the ticket of the reply holds the new GUID (protocol.md section 1.4).</summary>
    Task<GatewayReply> RefreshGuidAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken);

    /// <summary>GET onlineagent/{agentid}/agentstatus (protocol.md section 3.1, row 13).</summary>
    Task<GatewayReply> AskStatusAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken);

    /// <summary>GET agentgroup/{agentid}/allagentstatus: what all agents of the call centre do (protocol.md section 3.3, getAllStatusAgents).</summary>
    Task<GatewayReply> AskAllStatusAsync(string agentId, SessionTicket ticket, CancellationToken cancellationToken);

    /// <summary>POST onlineagent/{agentid}/modifyaccountpwdex (protocol.md section 2.8). The older form carries both passwords in the address, where logs keep them: it is not used.</summary>
    Task<GatewayReply> ChangePasswordAsync(string agentId, ReadOnlyMemory<byte> form, SessionTicket ticket, CancellationToken cancellationToken);

    /// <summary>One of the orders that may go beside an outstanding poll.</summary>
    Task<GatewayReply> OrderAsync(string agentId, GatewayOrder order, SessionTicket ticket, CancellationToken cancellationToken);

    /// <summary>DELETE onlineagent/{agentid}/logout, refused while in a call; or forcelogout, which releases the call (protocol.md section 2.4).</summary>
    Task<GatewayReply> SignOutAsync(string agentId, bool forced, SessionTicket ticket, CancellationToken cancellationToken);
}
