using Supervisor.Domain.Subscriptions;

namespace Supervisor.Web.Subscriptions;

/// <summary>Event ids 9500 to 9999.</summary>
internal static partial class Log
{
    [LoggerMessage(9500, LogLevel.Information, "Recognition subscription of gateway {Gateway}: {Before} -> {After}")]
    public static partial void Moved(this ILogger logger, string gateway, SubscriptionPhase before, SubscriptionPhase after);

    [LoggerMessage(9501, LogLevel.Warning, "Recognition subscription of gateway {Gateway}: {Before} -> {After}: {Reason}")]
    public static partial void Troubled(this ILogger logger, string gateway, SubscriptionPhase before, SubscriptionPhase after, string reason);

    [LoggerMessage(9502, LogLevel.Information, "Recognition subscription of gateway {Gateway} is registered as {ServerId}")]
    public static partial void Registered(this ILogger logger, string gateway, string serverId);

    [LoggerMessage(9503, LogLevel.Error, "The recognition subscription of gateway {Gateway} failed, a fault of Supervisor; it starts again in {Seconds} s")]
    public static partial void Failed(this ILogger logger, Exception fault, string gateway, double seconds);

    [LoggerMessage(9504, LogLevel.Error, "Comparing desired with running subscriptions failed; tried again in {Seconds} s")]
    public static partial void ReconcileFailed(this ILogger logger, Exception fault, double seconds);

    [LoggerMessage(9505, LogLevel.Warning, "The subscriptions of the last run cannot be read ({Fault}); recognition results may come twice for five minutes")]
    public static partial void Unreadable(this ILogger logger, string fault);

    [LoggerMessage(9506, LogLevel.Warning, "The subscriptions cannot be kept for the next run: {Fault}")]
    public static partial void NotKept(this ILogger logger, string fault);

    [LoggerMessage(9507, LogLevel.Error, "Gateway {Gateway} cannot be subscribed to: {Error}")]
    public static partial void EndpointUnusable(this ILogger logger, string gateway, string error);
}
