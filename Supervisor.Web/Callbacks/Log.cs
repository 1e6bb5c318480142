using System.Net;

namespace Supervisor.Web.Callbacks;

internal static partial class Log
{
    [LoggerMessage(9000, LogLevel.Warning, "{Count} callback(s) with a missing or wrong service_token refused, the last one to {Path} from {Address}")]
    public static partial void WrongToken(this ILogger logger, long count, PathString path, IPAddress? address);
}
