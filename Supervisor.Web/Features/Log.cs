using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features;

/// <summary>Event ids 6000 to 6999.</summary>
internal static partial class Log
{
    [LoggerMessage(6010, LogLevel.Error, "{Agent}: the gateway has taken the new password, but the store has not; it was kept beforehand, and the next sign-in tries it")]
    public static partial void NewPasswordNotStored(this ILogger logger, Exception fault, AgentId agent);
}
