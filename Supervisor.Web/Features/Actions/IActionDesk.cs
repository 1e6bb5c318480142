using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Web.Gateway;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Features.Actions;

/// <summary>Where a supervisor asks for something to be done to agents.</summary>
public interface IActionDesk
{
    /// <summary>Most agents of one bulk action: more is no selection but an accident.</summary>
    public const int MostAgents = 500;

    /// <summary>What decides which commands are legal for an agent now; null where the agent is not on the floor.</summary>
    CommandSetting? Setting(AgentId agent);

    /// <summary>The last action on an agent; null where there was none.</summary>
    ActionRecord? Last(AgentId agent);

    /// <summary>Who has signed the agent out here; null where nobody has.</summary>
    SignedOutHere? SignedOut(AgentId agent);

    /// <summary>The inspection in which the agent is listened to, or listens; null for none.</summary>
    Inspection? Inspecting(AgentId agent);

    /// <summary>Tells of changed records, until it is cancelled.</summary>
    IAsyncEnumerable<bool> ChangesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Authorises again, checks, writes the audit, sends, and returns when the gateway has answered. Done means that it was sent: what became of it is in the record, for everybody.
    /// </summary>
    /// <param name="agent">To whom.</param>
    /// <param name="command">What.</param>
    /// <param name="why">The reason that the person has typed; required for what takes something away (<see cref="AgentCommand.NeedsReason"/>).</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Ends the waiting before it is sent.</param>
    Task<Outcome> ActAsync(AgentId agent, AgentCommand command, string? why, Actor actor, CancellationToken cancellationToken);

    /// <summary>The same for many, a few at a time. <paramref name="told"/> is called as each one ends, on any thread.</summary>
    Task ActAllAsync(IReadOnlyCollection<AgentId> agents, AgentCommand command, string? why, Actor actor, Action<AgentId, Outcome> told, CancellationToken cancellationToken);

    /// <summary>The rest reasons of the agent's gateway, asked once in a while; empty where it does not answer.</summary>
    Task<IReadOnlyList<RestReason>> RestReasonsAsync(AgentId agent);
}
