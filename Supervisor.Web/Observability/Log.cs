namespace Supervisor.Web.Observability;

/// <summary>Event ids 9800 to 9899.</summary>
internal static partial class Log
{
    [LoggerMessage(9800, LogLevel.Error, "{Count} stored passwords cannot be read: the keys in the data directory are not those that protected them. Restore the directory keys from a backup, or enter these again: {Names}")]
    public static partial void SecretsUnreadable(ILogger logger, int count, string names);

    [LoggerMessage(9801, LogLevel.Information, "Every stored password can be read again")]
    public static partial void SecretsReadable(ILogger logger);

    [LoggerMessage(9802, LogLevel.Warning, "Whether the stored passwords can be read is not known: {Fault}. It is tried again")]
    public static partial void SecretsNotChecked(ILogger logger, string fault);

    [LoggerMessage(9803, LogLevel.Warning, "{Notice}")]
    public static partial void CertificateEnds(ILogger logger, string notice);
}
