using Microsoft.AspNetCore.Authorization;

namespace Supervisor.Web.Security;

/// <summary>What may be done, and by which roles. Pages, commands, API and hub ask for these names; whoever asks for none must be signed in.</summary>
public static class Policies
{
    /// <summary>See the live floor.</summary>
    public const string Floor = nameof(Floor);

    /// <summary>Read what is said in the calls on the floor.</summary>
    public const string Conversations = nameof(Conversations);

    /// <summary>Do something to agents on the floor: states, sign-out, inspection.</summary>
    public const string Act = nameof(Act);

    /// <summary>See the last hours of an agent beside the floor.</summary>
    public const string Recent = nameof(Recent);

    /// <summary>See the newest events of an agent beside the floor: whoever may see the hours, and administrators, who look for what is wrong with a session.</summary>
    public const string RecentEvents = nameof(RecentEvents);

    /// <summary>Read and export the event history.</summary>
    public const string History = nameof(History);

    /// <summary>Set what holds for the whole floor: limits, shared views, the views of roles.</summary>
    public const string FloorSettings = nameof(FloorSettings);

    /// <summary>Manage gateways, agents, users and tokens; read the audit.</summary>
    public const string Administration = nameof(Administration);

    /// <summary>Make alert rules, take care of alerts, and put screens on the wall: those who run the floor, and those who run the product. Viewers only look.</summary>
    public const string Alerting = nameof(Alerting);

    /// <summary>Adds the policies, and the fallback that denies everybody who is not signed in.</summary>
    public static void AddTo(AuthorizationBuilder builder) => builder
        .AddPolicy(Floor, policy => policy.RequireRole(Roles.Supervisor, Roles.Viewer, Roles.Admin))
        .AddPolicy(Conversations, policy => policy.RequireRole(Roles.Supervisor))
        .AddPolicy(Act, policy => policy.RequireRole(Roles.Supervisor))
        .AddPolicy(Recent, policy => policy.RequireRole(Roles.Supervisor, Roles.Manager))
        .AddPolicy(RecentEvents, policy => policy.RequireRole(Roles.Supervisor, Roles.Manager, Roles.Admin))
        .AddPolicy(History, policy => policy.RequireRole(Roles.Manager))
        .AddPolicy(Alerting, policy => policy.RequireRole(Roles.Supervisor, Roles.Admin))
        .AddPolicy(FloorSettings, policy => policy.RequireRole(Roles.Supervisor, Roles.Admin))
        .AddPolicy(Administration, policy => policy.RequireRole(Roles.Admin))
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
}
