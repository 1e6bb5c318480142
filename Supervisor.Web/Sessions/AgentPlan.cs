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

    /// <summary>A person has signed the agent out here; null where the session is wanted.</summary>
    public SignedOutHere? SignedOut { get; init; }

    /// <summary>The inspector of the agent's gateway; null for none.</summary>
    public AgentId? Inspector { get; init; }

    public AgentId Id => Profile.Id;

    /// <summary>The state asked for at sign-in (<c>status</c>: 3 busy, 4 idle, 5 wrap-up).</summary>
    public AgentState SignInState => GatewayStatus.ToState(Credential.SignInStatus);

    /// <summary>True where nothing that a session uses is different, its passwords aside.</summary>
    public bool IsSameButForPasswords(AgentPlan other) =>
        ReferenceEquals(Client, other.Client) && Stamp.Gateway == other.Stamp.Gateway && Profile == other.Profile && Callback == other.Callback && Settings(Credential).Equals(Settings(other.Credential));

    private static object Settings(AgentCredential agent) => (
        (agent.Id, agent.GatewayId, agent.AgentId, agent.Name, agent.Team, agent.PhoneNumber, agent.Skills, agent.Enabled),
        (agent.AutoAnswer, agent.AutoEnterIdle, agent.ReleasePhone, agent.AgentType, agent.SignInStatus, agent.Ip, agent.EntryIp),
        (agent.PhoneLinkage, agent.CheckInWebm, agent.CheckInMailm, agent.VcPhoneNumber, agent.ListenStatus, agent.ServiceWorkId));
}
