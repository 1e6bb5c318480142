using Supervisor.Web.Security;

namespace Supervisor.Web.Components.Layout;

/// <summary>The pages of the app bar, in order; each person sees those their roles open.</summary>
internal static class Menu
{
    public static readonly IReadOnlyList<MenuEntry> Entries =
    [
        new("Floor", "/floor", Policies.Floor),
        new("History", "/history", Policies.History),
        new("Statistics", "/history/statistics", Policies.History),
        new("Agents", "/admin/agents", Policies.Administration),
        new("Gateways", "/admin/gateways", Policies.Administration),
        new("Users", "/admin/users", Policies.Administration),
        new("Tokens", "/admin/tokens", Policies.Administration),
        new("Storage", "/admin/storage", Policies.Administration),
        new("Audit", "/admin/audit", Policies.Administration),
    ];

    /// <summary>The entry that a page belongs to: a page below another one's address may have an entry of its own.</summary>
    public static MenuEntry? At(string path) => Entries.Where(entry => path.StartsWith(entry.Address, StringComparison.OrdinalIgnoreCase)).MaxBy(entry => entry.Address.Length);
}

/// <param name="Title">English word, the key of the translation.</param>
/// <param name="Address">Where the page is.</param>
/// <param name="Policy">Who may see it.</param>
internal sealed record MenuEntry(string Title, string Address, string Policy);
