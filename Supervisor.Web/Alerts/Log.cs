namespace Supervisor.Web.Alerts;

/// <summary>What the alerts say in the log: events 8000 to 8099.</summary>
internal static partial class Log
{
    [LoggerMessage(8000, LogLevel.Error, "The alerts have met a fault that nobody foresaw; they begin anew")]
    public static partial void EngineFault(ILogger logger, Exception fault);

    [LoggerMessage(8001, LogLevel.Error, "Alerts cannot be kept: {Fault}. It is tried again")]
    public static partial void StoreFailed(ILogger logger, string fault);

    [LoggerMessage(8002, LogLevel.Information, "Alerts are kept again")]
    public static partial void StoreWorks(ILogger logger);

    [LoggerMessage(8003, LogLevel.Error, "{Count} changes of alerts are lost, because the store takes none")]
    public static partial void ChangesLost(ILogger logger, int count);

    [LoggerMessage(8004, LogLevel.Information, "Removed {Count} alerts raised before {Cutoff}")]
    public static partial void Pruned(ILogger logger, int count, DateTimeOffset cutoff);

    [LoggerMessage(8005, LogLevel.Warning, "Old alerts could not be removed: {Fault}. It is tried again in an hour")]
    public static partial void PruneFailed(ILogger logger, string fault);

    [LoggerMessage(8010, LogLevel.Error, "What goes out about alerts has met a fault that nobody foresaw; it is tried again")]
    public static partial void CourierFault(ILogger logger, Exception fault);

    [LoggerMessage(8011, LogLevel.Warning, "Alerts do not reach {Receiver}: {Fault}")]
    public static partial void ReceiverFails(ILogger logger, string receiver, string fault);

    [LoggerMessage(8012, LogLevel.Information, "Alerts reach {Receiver} again")]
    public static partial void ReceiverWorks(ILogger logger, string receiver);
}
