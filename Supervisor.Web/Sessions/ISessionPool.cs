using Supervisor.Domain.Agents;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>The gateway sessions of this process, one for every configured agent.</summary>
public interface ISessionPool
{
    /// <summary>Compare desired (database) with running now, instead of at the next turn (2 s).</summary>
    void Nudge();

    /// <summary>How the session of <paramref name="agent"/> is; null where none runs.</summary>
    SessionHealth? Find(AgentId agent);

    /// <summary>Try again now: meant for a session that waits or was rejected. False where none runs.</summary>
    bool Retry(AgentId agent);

    /// <summary>Sign in by force, kicking out whoever is signed in elsewhere: meant for an occupied session. False where none runs.</summary>
    bool TakeOver(AgentId agent);

    /// <summary>
    /// Sends an order through the live session of <paramref name="agent"/>, beside its outstanding poll, and returns how it ended. <c>not-sent</c> where no session is live.
    /// Whether the order has worked is told by an event, later.
    /// </summary>
    Task<OrderEnd> OrderAsync(AgentId agent, GatewayOrder order);

    /// <summary>Who has signed <paramref name="agent"/> out here; null where nobody has.</summary>
    SignedOutHere? SignedOut(AgentId agent);

    /// <summary>The inspector of a gateway; null where it has none.</summary>
    AgentId? InspectorOf(string gateway);

    /// <summary>
    /// Changes the password at the gateway through the agent's own live session, after the answer to its outstanding poll (<see cref="SessionOptions.PollDeadline"/> at most).
    /// <c>not-sent</c> where no live session comes to it in that time. Keeps nothing: that is the caller's part, before and after.
    /// </summary>
    Task<PasswordChangeEnd> ChangePasswordAsync(AgentId agent, PasswordChange change);
}
