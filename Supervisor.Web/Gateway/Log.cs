namespace Supervisor.Web.Gateway;

/// <summary>Event ids 1000 to 1999.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Warning, "Gateway {Gateway} is used with AllowInvalidCertificate: ANYBODY on the way can read and change what it sends, agents' passwords included. For tries only.")]
    public static partial void AnyCertificateAccepted(this ILogger logger, string gateway);

    [LoggerMessage(1001, LogLevel.Error, "Gateway {Gateway} cannot be used: {Error}")]
    public static partial void EndpointUnusable(this ILogger logger, string gateway, string error);
}
