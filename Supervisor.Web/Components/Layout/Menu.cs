using Supervisor.Web.Security;

namespace Supervisor.Web.Components.Layout;

/// <summary>The pages of the app bar, in order; each person sees those their roles open.</summary>
public static class Menu
{
    /// <summary>What people look at all day.</summary>
    public static readonly IReadOnlyList<MenuEntry> Daily =
    [
        new("Floor", "/floor", Policies.Floor),
        new("Alerts", "/alerts", Policies.Floor, "/admin/alert-channels"),
        new("Sessions", "/sessions", Policies.Floor),
        new("History", "/history", Policies.History),
        new("Timeline", "/history/floor", Policies.History, "/history/agents/"),
        new("Statistics", "/history/statistics", Policies.History),
    ];

    /// <summary>What is set up now and then, under one button: a bar of 1280 pixels does not hold everything of somebody with all roles.</summary>
    public static readonly IReadOnlyList<MenuEntry> SetUp =
    [
        new("Limits", "/floor/limits", Policies.FloorSettings),
        new("Wallboards", "/admin/wallboards", Policies.Alerting),
        new("Agents", "/admin/agents", Policies.Administration),
        new("Gateways", "/admin/gateways", Policies.Administration),
        new("Users", "/admin/users", Policies.Administration),
        new("Tokens", "/admin/tokens", Policies.Administration),
        new("Storage", "/admin/storage", Policies.Administration),
        new("Audit", "/admin/audit", Policies.Administration),
    ];

    /// <summary>Both.</summary>
    public static readonly IReadOnlyList<MenuEntry> Entries = [.. Daily, .. SetUp];

    /// <summary>The entry under which an address belongs: of several that it begins with, the longest. Null for none.</summary>
    public static MenuEntry? Of(string path) => Entries.Where(entry => entry.Reach(path) > 0).MaxBy(entry => entry.Reach(path));
}

/// <param name="Title">English word, the key of the translation.</param>
/// <param name="Address">Where the page is.</param>
/// <param name="Policy">Who may see it.</param>
/// <param name="Also">Beginnings of further addresses that belong here.</param>
public sealed record MenuEntry(string Title, string Address, string Policy, params string[] Also)
{
    /// <summary>How many characters of the path this entry stands for; 0 where it is not concerned.</summary>
    public int Reach(string path) => ((string[])[Address, .. Also]).Max(begin => path.StartsWith(begin, StringComparison.OrdinalIgnoreCase) ? begin.Length : 0);
}
