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

    /// <summary>Spreads what the gateway's sessions ask for together; null where nothing is sent, or nothing is to be spread.</summary>
    public GatewayPace? Pace { get; init; }

    /// <summary>A person has signed the agent out here; null where the session is wanted.</summary>
    public SignedOutHere? SignedOut { get; init; }

    /// <summary>The inspector of the agent's gateway; null for none.</summary>
    public AgentId? Inspector { get; init; }

    public AgentId Id => Profile.Id;

    /// <summary>The state asked for at sign-in (<c>status</c>: 3 busy, 4 idle, 5 wrap-up).</summary>
    public AgentState SignInState => GatewayStatus.ToState(Credential.SignInStatus);

    /// <summary>True where nothing that a session uses is different, its passwords aside. Name and team never reach the gateway: the floor alone shows them.</summary>
    public bool IsSameButForPasswords(AgentPlan other) =>
        ReferenceEquals(Client, other.Client) && Stamp.Gateway == other.Stamp.Gateway && Id == other.Id && Callback == other.Callback && SignsInAs(other);

    /// <summary>True where the gateway would be told the same at a sign-in, passwords aside: a sign-in that it still holds may go on.</summary>
    public bool SignsInAs(AgentPlan other) => Settings(Credential).Equals(Settings(other.Credential));

    /// <summary>True where the agent has another name or team.</summary>
    public bool IsCalledOtherwise(AgentPlan other) => (Credential.Name, Credential.Team) != (other.Credential.Name, other.Credential.Team);

    private static object Settings(AgentCredential agent) => (
        (agent.Id, agent.GatewayId, agent.AgentId, agent.PhoneNumber, agent.Skills, agent.Enabled),
        (agent.AutoAnswer, agent.AutoEnterIdle, agent.ReleasePhone, agent.AgentType, agent.SignInStatus, agent.Ip, agent.EntryIp),
        (agent.PhoneLinkage, agent.CheckInWebm, agent.CheckInMailm, agent.VcPhoneNumber, agent.ListenStatus, agent.ServiceWorkId));
}
