namespace Supervisor.Domain.Agents;

/// <summary>Table A of the three numeric status tables (protocol.md section 2.9). The other two have other numbers; never mix them.</summary>
public static class GatewayStatus
{
    /// <summary>True where <paramref name="status"/> tells nothing that <paramref name="shown"/> does not: 7 folds ringing, talking and hold, and what the table does not hold tells nothing.</summary>
    public static bool Agrees(int status, AgentState shown) => ToState(status) switch
    {
        AgentState.Unknown => true,
        AgentState.Talking => shown.InCall(),
        var told => told == shown,
    };

    /// <summary>Our word for a gateway status, 0 to 9. What the table does not hold is <see cref="AgentState.Unknown"/>.</summary>
    public static AgentState ToState(int status) => status switch
    {
        2 => AgentState.SignedOut,
        3 => AgentState.Busy,
        4 or 6 => AgentState.Idle,
        5 => AgentState.WrapUp,
        // 9 is rest asked for during a call: the call is what the agent does now
        7 or 9 => AgentState.Talking,
        8 => AgentState.Rest,
        _ => AgentState.Unknown,
    };
}
