namespace Supervisor.Web.Sessions;

/// <summary>A sign-in that the gateway still holds when our process ends: killed, or stopped while the agent was in a call.</summary>
/// <param name="Gateway">Gateway.</param>
/// <param name="WorkNo">Agent.</param>
/// <param name="Credential">Version of the credential that signed in; another one signs in anew.</param>
/// <param name="Guid">Newest GUID.</param>
/// <param name="Cookies">Cookies of the load balancer.</param>
/// <param name="GoodAt">Last good answer (UTC).</param>
/// <param name="SignedInAt">Sign-in time as told by the gateway.</param>
/// <param name="InQueues">Whether the skill queues were entered.</param>
/// <param name="Password">What the sign-in told about the password.</param>
internal sealed record KeptSignIn(string Gateway, string WorkNo, long Credential, string? Guid, string? Cookies, DateTimeOffset GoodAt, DateTimeOffset? SignedInAt, bool InQueues, PasswordStanding? Password = null)
{
    /// <summary>Where the gateway pushes events to; null where we poll. Another address signs in anew.</summary>
    public Uri? Callback { get; init; }

    /// <summary>What it shows there.</summary>
    public string? ServiceToken { get; init; }

    /// <summary>Never the GUID: it opens an agent's session.</summary>
    public override string ToString() => $"{Gateway}/{WorkNo}";
}
