namespace Supervisor.Domain.Calls;

/// <summary>Who started a call, seen from the agent.</summary>
public enum CallDirection
{
    /// <summary>The gateway has not told.</summary>
    Unknown,

    /// <summary>The customer called.</summary>
    Inbound,

    /// <summary>The agent called out.</summary>
    Outbound,

    /// <summary>Between agents (call feature 6; protocol.md section 3.5).</summary>
    Internal,
}
