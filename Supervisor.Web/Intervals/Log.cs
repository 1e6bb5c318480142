namespace Supervisor.Web.Intervals;

/// <summary>What the state intervals say in the log: events 4500 to 4599.</summary>
internal static partial class Log
{
    [LoggerMessage(4500, LogLevel.Information, "The history is folded into state intervals: {Events} events in {Seconds:0.0} s")]
    public static partial void Folded(ILogger logger, long events, double seconds);

    [LoggerMessage(4501, LogLevel.Error, "State intervals cannot be made: {Fault}. It is tried again; the events are kept")]
    public static partial void FoldFailed(ILogger logger, string fault, Exception exception);

    [LoggerMessage(4502, LogLevel.Information, "State intervals are made again")]
    public static partial void FoldResumed(ILogger logger);

    [LoggerMessage(4503, LogLevel.Information, "Removed {Count} packets of state intervals that ended before {Cutoff}")]
    public static partial void Pruned(ILogger logger, long count, DateTimeOffset cutoff);
}
