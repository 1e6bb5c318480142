using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Limits;

/// <summary>For what a limit holds.</summary>
/// <param name="State">The state.</param>
/// <param name="Team">Only for this team, as spelt in the configuration; empty for every team.</param>
/// <param name="Reason">Only for this reason of a busy or a rest; empty for every reason.</param>
public readonly record struct LimitScope(AgentState State, string Team, string Reason)
{
    /// <summary>States that have reasons of their own.</summary>
    public static bool HasReasons(AgentState state) => state is AgentState.Busy or AgentState.Rest;
}
