using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features;

/// <summary>Event ids 6000 to 6999.</summary>
internal static partial class Log
{
    [LoggerMessage(6040, LogLevel.Information, "{Person} asks for {Action} of {Agent}")]
    public static partial void Acts(this ILogger logger, string person, string action, AgentId agent);

    [LoggerMessage(6041, LogLevel.Critical, "Actions are not confirmed any more, a fault of Supervisor; the app stops")]
    public static partial void ActionWatchFailed(ILogger logger, Exception fault);

    [LoggerMessage(6042, LogLevel.Critical, "Nobody is told any more of gateways that cannot be reached, a fault of Supervisor; the app stops")]
    public static partial void GatewayWatchFailed(ILogger logger, Exception fault);

    [LoggerMessage(6020, LogLevel.Information, "The scheduled export {Name} has written {File}")]
    public static partial void ScheduleDone(ILogger logger, string name, string file);

    [LoggerMessage(6021, LogLevel.Error, "The scheduled export {Name} has failed {Attempts} times and is not tried again before its next time: {Fault}")]
    public static partial void ScheduleFailed(ILogger logger, string name, int attempts, string fault);

    [LoggerMessage(6022, LogLevel.Error, "The scheduled export {Name} has met a fault that nobody foresaw")]
    public static partial void ScheduleBug(ILogger logger, Exception fault, string name);

    [LoggerMessage(6023, LogLevel.Warning, "The scheduled exports cannot be looked at: {Fault}. It is tried again")]
    public static partial void SchedulesFailed(ILogger logger, string fault);

    [LoggerMessage(6030, LogLevel.Warning, "Today's figures of the floor cannot be counted: {Reason}. It is tried again")]
    public static partial void TodayFailed(ILogger logger, string reason, Exception fault);

    [LoggerMessage(6010, LogLevel.Error, "{Agent}: the gateway has taken the new password, but the store has not; it was kept beforehand, and the next sign-in tries it")]
    public static partial void NewPasswordNotStored(this ILogger logger, Exception fault, AgentId agent);
}
