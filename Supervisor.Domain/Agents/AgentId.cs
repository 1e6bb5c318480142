namespace Supervisor.Domain.Agents;

/// <summary>Names one agent of one gateway for as long as the history is kept.</summary>
/// <param name="Gateway">Name of the gateway, as configured; unique within a site.</param>
/// <param name="WorkNo">Employee id of the agent, 101 to 59999 (seed text "Signing In"); newer gateways allow up to 999999 (protocol.md section 8, row 1).</param>
public readonly record struct AgentId(string Gateway, string WorkNo) : IComparable<AgentId>
{
    /// <summary>Orders by gateway, then by number, so that 1001 comes before 10001.</summary>
    public int CompareTo(AgentId other)
    {
        var byGateway = string.CompareOrdinal(Gateway, other.Gateway);
        if (byGateway != 0) return byGateway;
        var byLength = WorkNo.Length.CompareTo(other.WorkNo.Length);
        return byLength != 0 ? byLength : string.CompareOrdinal(WorkNo, other.WorkNo);
    }

    /// <summary>For logs: <c>gateway/291</c>.</summary>
    public override string ToString() => $"{Gateway}/{WorkNo}";

    /// <summary>Order as of <see cref="CompareTo"/>.</summary>
    public static bool operator <(AgentId left, AgentId right) => left.CompareTo(right) < 0;

    /// <summary>Order as of <see cref="CompareTo"/>.</summary>
    public static bool operator >(AgentId left, AgentId right) => left.CompareTo(right) > 0;

    /// <summary>Order as of <see cref="CompareTo"/>.</summary>
    public static bool operator <=(AgentId left, AgentId right) => left.CompareTo(right) <= 0;

    /// <summary>Order as of <see cref="CompareTo"/>.</summary>
    public static bool operator >=(AgentId left, AgentId right) => left.CompareTo(right) >= 0;
}
