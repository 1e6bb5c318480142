using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Actions;

/// <summary>Everything that decides whether a command is legal.</summary>
/// <param name="Agent">The agent.</param>
public sealed record CommandSetting(AgentSnapshot Agent)
{
    /// <summary>The inspector of the agent's gateway as it is now; null where none is configured, or it is not on the floor.</summary>
    public AgentSnapshot? Inspector { get; init; }

    /// <summary>Where that inspector is; null while it inspects nobody.</summary>
    public Inspection? Running { get; init; }

    /// <summary>A person has signed the agent out here.</summary>
    public bool SignedOutHere { get; init; }

    /// <summary>Something that was asked for waits for the end of the call.</summary>
    public bool HasDeferred { get; init; }
}
