using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;

namespace Supervisor.Web.Sessions;

/// <summary>Event ids 2000 to 2999.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Debug, "{Agent}: {Before} -> {After}")]
    public static partial void Moved(this ILogger logger, AgentId agent, SessionPhase before, SessionPhase after);

    [LoggerMessage(2007, LogLevel.Warning, "{Agent}: {Before} -> {After}: {Reason}")]
    public static partial void Troubled(this ILogger logger, AgentId agent, SessionPhase before, SessionPhase after, string reason);

    [LoggerMessage(2008, LogLevel.Information, "{Live} of {Desired} sessions are live")]
    public static partial void LiveSessions(this ILogger logger, int live, int desired);

    [LoggerMessage(2001, LogLevel.Debug, "{Agent}: answer not usable: {Fault}")]
    public static partial void AnswerUnusable(this ILogger logger, AgentId agent, string fault);

    [LoggerMessage(2002, LogLevel.Error, "{Agent}: the session failed, a fault of Supervisor; it starts again in {Seconds} s")]
    public static partial void SessionFailed(this ILogger logger, Exception fault, AgentId agent, double seconds);

    [LoggerMessage(2003, LogLevel.Error, "Comparing desired with running sessions failed; tried again in {Seconds} s")]
    public static partial void ReconcileFailed(this ILogger logger, Exception fault, double seconds);

    [LoggerMessage(2004, LogLevel.Information, "Sessions: {Started} started, {Stopped} stopped, {Desired} desired")]
    public static partial void Reconciled(this ILogger logger, int started, int stopped, int desired);

    [LoggerMessage(2005, LogLevel.Information, "Signing out {Sessions} agents")]
    public static partial void SigningOut(this ILogger logger, int sessions);

    [LoggerMessage(2006, LogLevel.Warning, "{Sessions} agents could not be signed out in time; the gateway signs them out by itself after two minutes")]
    public static partial void NotSignedOut(this ILogger logger, int sessions);

    [LoggerMessage(2009, LogLevel.Warning, "The sign-ins of the last run cannot be read ({Fault}); agents that it left signed in show as signed in elsewhere for two minutes")]
    public static partial void SignInsUnreadable(this ILogger logger, string fault);

    [LoggerMessage(2020, LogLevel.Information, "{Agent}: the sign-in has shown that the {Which} password holds")]
    public static partial void PasswordSettled(this ILogger logger, AgentId agent, string which);

    [LoggerMessage(2021, LogLevel.Error, "{Agent}: which password holds is known, but could not be stored; the next sign-in finds out again")]
    public static partial void PasswordNotSettled(this ILogger logger, Exception fault, AgentId agent);

    [LoggerMessage(2030, LogLevel.Warning, "The name of gateway {Gateway} leads to other addresses now: its sessions connect anew, each after the answer that it waits for")]
    public static partial void GatewayMoved(this ILogger logger, string gateway);

    [LoggerMessage(2010, LogLevel.Warning, "The sign-ins cannot be kept for the next run: {Fault}")]
    public static partial void SignInsNotKept(this ILogger logger, string fault);

    [LoggerMessage(2011, LogLevel.Warning, "{Agent}: what was stored before the start cannot be read ({Fault}); an event that the gateway sends again stands in the history twice")]
    public static partial void StoredPushesUnreadable(this ILogger logger, AgentId agent, string fault);

    [LoggerMessage(2012, LogLevel.Warning, "{Shortage}")]
    public static partial void NoRoom(this ILogger logger, string shortage);

    [LoggerMessage(2013, LogLevel.Error, "Comparing the floor with what the gateways say of all agents failed, a fault of Supervisor; done again in {Seconds} s")]
    public static partial void RoundFailed(this ILogger logger, Exception fault, double seconds);

    [LoggerMessage(2014, LogLevel.Error, "The history could not be asked for agents who are watched no longer; done again in {Seconds} s")]
    public static partial void LeftNotTold(this ILogger logger, Exception fault, double seconds);
}
