namespace Supervisor.Web.Realtime;

/// <summary>Event ids 3000 to 3999.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Error, "Folding {Type} of {Agent} failed: a fault of Supervisor. The event is kept; the agent shows as unknown until the next event")]
    public static partial void FoldFailed(this ILogger logger, Exception fault, string agent, string type);
}
