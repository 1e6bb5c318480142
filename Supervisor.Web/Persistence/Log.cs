namespace Supervisor.Web.Persistence;

/// <summary>What the store says in the log: events 4000 to 4999.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "The store {File} is ready")]
    public static partial void StoreReady(ILogger logger, string file);

    [LoggerMessage(4001, LogLevel.Warning, "An earlier migration of the store was cut off; it is taken up again")]
    public static partial void MigrationTakenUp(ILogger logger);

    [LoggerMessage(4002, LogLevel.Warning, "Other accounts of this machine may enter the data directory {Directory}, and their rights could not be taken away. Give it to the account of Supervisor alone")]
    public static partial void DirectoryOpenToOthers(ILogger logger, string directory);

    [LoggerMessage(4010, LogLevel.Warning, "The queue of unwritten events is full ({Capacity} events): events are lost until there is room. The live picture goes on")]
    public static partial void QueueFull(ILogger logger, int capacity);

    [LoggerMessage(4011, LogLevel.Warning, "The queue of unwritten events has room again; {Lost} events were lost and are recorded as gaps")]
    public static partial void QueueHasRoom(ILogger logger, long lost);

    [LoggerMessage(4012, LogLevel.Error, "Events cannot be written: {Fault}. They are kept and tried again")]
    public static partial void WriteFailed(ILogger logger, string fault, Exception exception);

    [LoggerMessage(4013, LogLevel.Information, "Events are written again after {Attempts} failed attempts; {Queued} wait")]
    public static partial void WriteResumed(ILogger logger, int attempts, int queued);

    [LoggerMessage(4014, LogLevel.Error, "{Count} events were not written, because their place in the history is taken. Does a second process use this data directory?")]
    public static partial void SequenceTaken(ILogger logger, int count);

    [LoggerMessage(4015, LogLevel.Error, "The app stopped before {Count} events could be written; they are lost")]
    public static partial void StoppedWithEventsUnwritten(ILogger logger, long count);

    [LoggerMessage(4016, LogLevel.Warning, "It could not be noted that we are running: {Fault}. A crash now would leave a longer gap in the history")]
    public static partial void MarkFailed(ILogger logger, string fault);

    [LoggerMessage(4020, LogLevel.Warning, "The write-ahead log could not be moved into the store: {Fault}. It is tried again")]
    public static partial void CheckpointFailed(ILogger logger, string fault);

    [LoggerMessage(4030, LogLevel.Information, "Removed {Count} events received before {Cutoff}")]
    public static partial void Pruned(ILogger logger, long count, DateTimeOffset cutoff);

    [LoggerMessage(4040, LogLevel.Warning, "{Warning} Free some space, enlarge the disk, or shorten the retention. When the disk is full the floor stays live, and events wait in memory and are then lost")]
    public static partial void DiskNearlyFull(ILogger logger, string warning);

    [LoggerMessage(4041, LogLevel.Information, "The disk has room again: {Free} are free")]
    public static partial void DiskHasRoom(ILogger logger, string free);

    [LoggerMessage(4042, LogLevel.Warning, "The size of the store cannot be read: {Fault}. It is tried again every minute")]
    public static partial void FiguresFailed(ILogger logger, string fault);

    [LoggerMessage(4050, LogLevel.Critical, "The store file is damaged: {Damage}. Make a copy of the data directory, then restore a backup; 'doctor' and 'history verify' tell more. The floor stays live")]
    public static partial void StoreDamaged(ILogger logger, string damage);

    [LoggerMessage(4051, LogLevel.Warning, "Somebody has met a damaged page of a store, but a check of ours finds none")]
    public static partial void DamageNotFound(ILogger logger);

    [LoggerMessage(4052, LogLevel.Warning, "The store file could not be checked for damage: {Fault}. It is tried again tomorrow")]
    public static partial void CheckFailed(ILogger logger, string fault);

    [LoggerMessage(4032, LogLevel.Information, "Emptied {Count} recognition results received before {Cutoff}")]
    public static partial void Erased(ILogger logger, long count, DateTimeOffset cutoff);

    [LoggerMessage(4031, LogLevel.Warning, "Old events could not be removed: {Fault}. It is tried again in an hour")]
    public static partial void PruneFailed(ILogger logger, string fault);
}
