namespace Supervisor.Web.Security;

/// <summary>The roles, as they are spelt on the command line and in the store. They are separate: none includes another.</summary>
public static class Roles
{
    /// <summary>Gateways, agent credentials, users, audit; watches the floor to see that sessions are live.</summary>
    public const string Admin = "admin";

    /// <summary>Watches the floor.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>Searches and exports the history.</summary>
    public const string Manager = "manager";

    /// <summary>Watches the floor, read-only.</summary>
    public const string Viewer = "viewer";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Admin, Supervisor, Manager, Viewer];
}
