using Microsoft.Extensions.Logging;

namespace Supervisor.Simulator;

/// <summary>Every log line of the simulator; event ids 7000..7099. Passwords and GUIDs never appear here.</summary>
internal static partial class Log
{
    [LoggerMessage(7000, LogLevel.Information, "Simulated gateway listens on {Address} with {Agents} agents")]
    public static partial void Listening(ILogger logger, Uri address, int agents);

    [LoggerMessage(7001, LogLevel.Information, "Simulated gateway stopped listening")]
    public static partial void StoppedListening(ILogger logger);

    [LoggerMessage(7002, LogLevel.Debug, "Agent {Agent} signed in")]
    public static partial void SignedIn(ILogger logger, string agent);

    [LoggerMessage(7003, LogLevel.Debug, "Agent {Agent} signed out: {Cause}")]
    public static partial void SignedOut(ILogger logger, string agent, string cause);

    [LoggerMessage(7004, LogLevel.Error, "A scheduled step of the simulator failed")]
    public static partial void JobFailed(ILogger logger, Exception exception);

    [LoggerMessage(7005, LogLevel.Error, "A request to the simulator failed: {Operation}")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string operation);

    [LoggerMessage(7006, LogLevel.Error, "The simulated gateway did not come back from an outage")]
    public static partial void OutageFailed(ILogger logger, Exception exception);

    /// <summary>Once per episode: again only after a POST got through.</summary>
    [LoggerMessage(7007, LogLevel.Warning, "A callback of agent {Agent} ({Operation}) was not acknowledged by {Receiver}; it is repeated until it is")]
    public static partial void CallbackFailed(ILogger logger, string agent, string operation, string receiver);
}
