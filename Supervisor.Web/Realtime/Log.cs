namespace Supervisor.Web.Realtime;

/// <summary>Event ids 3000 to 3999.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Error, "Folding {Type} of {Agent} failed: a fault of Supervisor. The event is kept; the agent shows as unknown until the next event")]
    public static partial void FoldFailed(this ILogger logger, Exception fault, string agent, string type);

    [LoggerMessage(3001, LogLevel.Error, "Sending changes of the floor to outside clients failed")]
    public static partial void PublishFailed(this ILogger logger, Exception fault);

    [LoggerMessage(3002, LogLevel.Information, "The connection of {Name} to the floor's hub is cut: the token is revoked, or the user may not see it any more")]
    public static partial void ConnectionCut(this ILogger logger, string name);

    [LoggerMessage(3003, LogLevel.Warning, "Whether the hub's connections may stay cannot be asked: {Fault}. It is tried again")]
    public static partial void ConnectionsUnchecked(this ILogger logger, string fault);

    [LoggerMessage(3010, LogLevel.Error, "A recognition result of {Agent} could not be added to the conversation: a fault of Supervisor. The history has it")]
    public static partial void ConversationFailed(this ILogger logger, Exception fault, string agent);
}
