using Supervisor.Domain.Sessions;

namespace Supervisor.Web.Gateway;

/// <summary>Our stable words for answers that could not be used; they stand where a retcode would.</summary>
internal static class Failure
{
    public const string Connect = "connect";
    public const string Timeout = "timeout";
    public const string Reset = "reset";
    public const string Tls = "tls";
    public const string Settings = "gateway-settings";
    public const string NotProtocol = "not-protocol";
    public const string TooLarge = "too-large";
    public const string Ports = "no-ports";
    public const string NoRoom = "no-room";
    public const string HttpPrefix = "http-";
    public const string UnreadablePassword = "unreadable-password";
    public const string NotSent = "not-sent";
    public const string Fault = "internal-fault";

    /// <summary>Sent as a text without a code of its own; see <see cref="RetCode.OfMessage"/>.</summary>
    public const string LoginLimit = SessionState.LoginLimit;

    /// <summary>As the session machine names it.</summary>
    public const string SignedOut = SessionState.SignedOut;

    public static string Http(int status) => HttpPrefix + status.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
