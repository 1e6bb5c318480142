namespace Supervisor.Web.Features;

/// <summary>Events 6000 to 6999.</summary>
internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Warning, "ANY CERTIFICATE IS ACCEPTED for gateway {Gateway} ({BaseUrl}): agents' passwords can be read on the way. AllowInvalidCertificate is for tries only; use CaCertificate")]
    public static partial void AnyCertificateAccepted(ILogger logger, string gateway, string baseUrl);
}
