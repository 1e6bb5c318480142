namespace Supervisor.Domain.Agents;

/// <summary>What an agent is doing, in the words of contact centres. Which events enter a state: <see cref="AgentReducer"/>.</summary>
public enum AgentState
{
    /// <summary>We have no data: session lost, gateway unreachable, or never heard from. Never the same as idle or signed out.</summary>
    Unknown,

    /// <summary>Not signed in (gateway status 2, CTI status 0).</summary>
    SignedOut,

    /// <summary>Ready for a call (gateway status 4 and 6, CTI status 1).</summary>
    Idle,

    /// <summary>Taken by a call that is not answered yet (gateway status 7; CTI status 2, 3, 4).</summary>
    Ringing,

    /// <summary>In conversation (gateway status 7, CTI status 5).</summary>
    Talking,

    /// <summary>In a call that is on hold (gateway status 7, CTI status 5).</summary>
    Hold,

    /// <summary>After-call work (gateway status 5, CTI status 6).</summary>
    WrapUp,

    /// <summary>Not ready, with or without a reason (gateway status 3, CTI status 7).</summary>
    Busy,

    /// <summary>On a break, with or without a cause (gateway status 8, CTI status 8).</summary>
    Rest,
}
