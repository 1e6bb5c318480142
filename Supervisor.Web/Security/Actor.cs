using System.Security.Claims;

namespace Supervisor.Web.Security;

/// <summary>Who asks for a change: the name that the audit shows, and whether it may administer. Every command asks again, as a circuit has no per-request check.</summary>
/// <param name="Name">User name, <c>token:NAME</c>, <c>cli</c>, <c>session</c>, <c>schedule</c>, <c>single-sign-on</c>, <c>setup</c>, <c>configuration</c> or <c>anonymous</c>.</param>
/// <param name="MayAdminister">Has the policy <see cref="Policies.Administration"/>.</param>
/// <param name="MayReadHistory">Has the policy <see cref="Policies.History"/>.</param>
public sealed record Actor(string Name, bool MayAdminister, bool MayReadHistory = false)
{
    /// <summary>Has the policy <see cref="Policies.FloorSettings"/>.</summary>
    public bool MaySetFloor { get; init; }

    /// <summary>Has the policy <see cref="Policies.Alerting"/>.</summary>
    public bool MayAlert { get; init; }

    /// <summary>Has the policy <see cref="Policies.Act"/>.</summary>
    public bool MayAct { get; init; }

    /// <summary>Somebody on the command line of this machine: who may read the data directory may do everything.</summary>
    public static Actor CommandLine { get; } = new("cli", true, true) { MaySetFloor = true, MayAlert = true, MayAct = true };

    /// <summary>The configuration, at start.</summary>
    public static Actor Configuration { get; } = new("configuration", true);

    /// <summary>A gateway session that has found out which password holds.</summary>
    public static Actor Session { get; } = new("session", false);

    /// <summary>An export that runs by itself.</summary>
    public static Actor Scheduler { get; } = new("schedule", false);

    /// <summary>The single sign-on, which makes users and gives them their roles.</summary>
    public static Actor SingleSignOn { get; } = new("single-sign-on", true);

    /// <summary>The holder of the one-time link.</summary>
    public static Actor Setup { get; } = new("setup", true);

    /// <summary>Somebody who has not signed in, or could not.</summary>
    public static Actor Anonymous { get; } = new("anonymous", false);

    private static Actor[] NoPerson => [CommandLine, Configuration, Session, Scheduler, SingleSignOn, Setup, Anonymous];

    /// <summary>Names that a person cannot have, or the audit could be deceived.</summary>
    internal static bool IsReserved(string userName) => NoPerson.Any(one => userName.Equals(one.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A signed-in person or an API token.</summary>
    public static Actor From(ClaimsPrincipal user) => new(user.Identity is { IsAuthenticated: true, Name: { } name } ? name : Anonymous.Name, user.IsInRole(Roles.Admin), user.IsInRole(Roles.Manager))
    {
        MaySetFloor = user.IsInRole(Roles.Supervisor) || user.IsInRole(Roles.Admin),
        MayAlert = user.IsInRole(Roles.Supervisor) || user.IsInRole(Roles.Admin),
        MayAct = user.IsInRole(Roles.Supervisor),
    };
}
