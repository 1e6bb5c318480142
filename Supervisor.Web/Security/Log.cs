namespace Supervisor.Web.Security;

/// <summary>Event ids 5000 to 5999.</summary>
internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Error, "The audit has no line of {Action} {Target}: {Fault}")]
    public static partial void SignInNotKept(this ILogger logger, string action, string target, string fault);

    [LoggerMessage(5001, LogLevel.Warning, "Whether an open page may stay cannot be asked: {Fault}. It stays, and is asked for again")]
    public static partial void StandingUnknown(this ILogger logger, string fault);

    [LoggerMessage(5002, LogLevel.Error, "Whether an open page may stay cannot be told, a fault of Supervisor; it is signed out")]
    public static partial void StandingFailed(this ILogger logger, Exception fault);

    [LoggerMessage(5003, LogLevel.Information, "An open page of {Name} is cut: the user may not stay, and the browser has not left by itself")]
    public static partial void PageCut(this ILogger logger, string name);

    [LoggerMessage(5010, LogLevel.Warning, "The single sign-on's {Address} cannot be used: {Why} ({Times} time(s) since it was last said)")]
    public static partial void ProviderFailed(this ILogger logger, string address, string why, long times);

    [LoggerMessage(5011, LogLevel.Warning, "A single sign-on did not come to an end: {Why} ({Times} time(s) since it was last said)")]
    public static partial void SingleSignOnFailed(this ILogger logger, string why, long times);
}
