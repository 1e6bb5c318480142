namespace Supervisor.Domain.Agents;

/// <summary>What several states have in common.</summary>
public static class AgentStates
{
    /// <summary>True where the agent has a call: one that rings, is spoken or is on hold.</summary>
    public static bool InCall(this AgentState state) => state is AgentState.Ringing or AgentState.Talking or AgentState.Hold;
}
