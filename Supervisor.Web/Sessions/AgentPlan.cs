using Supervisor.Domain.Agents;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Sessions;

/// <summary>One session as it is desired. Equal stamps mean: nothing to do.</summary>
/// <param name="Profile">Who.</param>
/// <param name="Credential">How to sign in; the password in it is protected.</param>
/// <param name="Client">The gateway.</param>
/// <param name="Stamp">Changes whenever the credential or its gateway changes.</param>
internal sealed record AgentPlan(AgentProfile Profile, AgentCredential Credential, IGatewayClient Client, (long Credential, long Gateway) Stamp)
{
    /// <summary>Where the gateway is to push this agent's events to; null to poll.</summary>
    public Uri? Callback { get; init; }

    public AgentId Id => Profile.Id;

    /// <summary>The state asked for at sign-in (<c>status</c>: 3 busy, 4 idle, 5 wrap-up).</summary>
    public AgentState SignInState => GatewayStatus.ToState(Credential.SignInStatus);
}
