namespace Supervisor.Web.Subscriptions;

/// <summary>What the receiver of recognition results says: events 9550 to 9599.</summary>
internal static partial class RecognitionLog
{
    [LoggerMessage(9550, LogLevel.Information, "Recognition results of agents that are not configured here are answered and not kept; the first was of {Agent}")]
    public static partial void UnwatchedAgent(this ILogger logger, string agent);
}
