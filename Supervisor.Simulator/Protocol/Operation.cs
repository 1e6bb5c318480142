namespace Supervisor.Simulator.Protocol;

/// <summary>What a call needs before its operation runs.</summary>
internal enum Access
{
    /// <summary>Nothing: the operation checks for itself (sign-in, polls).</summary>
    Open,

    /// <summary>A signed-in agent and its GUID.</summary>
    Session,

    /// <summary>The same, and the call keeps a push session alive.</summary>
    Heartbeat,
}

/// <summary>One interface of the gateway.</summary>
/// <param name="Name">Method name in the gateway's logs, e.g. <c>getAgentEvent</c>; faults and counters go by it.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Template">Path after the prefix; the first parameter is the calling agent, where there is one.</param>
/// <param name="Access">What is checked first.</param>
/// <param name="Handle">Does the work.</param>
internal sealed record Operation(
    string Name, string Method, string Template, Access Access, Func<GatewayRequest, ValueTask<Answer>> Handle)
{
    private long _calls;

    /// <summary>Sign-in and sign-out: a second one while the first is unanswered is refused (000-007).</summary>
    public bool SessionCommand { get; init; }

    /// <summary>Whether an agent calls it, otherwise a configuration account.</summary>
    public bool OfAgent { get; } = Template.Contains("{agentid}", StringComparison.Ordinal);

    /// <summary>HTTP status with which the container refuses the interface, as gateways do that do not have it; null: it is served.</summary>
    public int? HttpRefusal { get; init; }

    public string[] Segments { get; } = Template.Split('/');

    public long Calls => Interlocked.Read(ref _calls);

    public void CountCall() => Interlocked.Increment(ref _calls);
}
