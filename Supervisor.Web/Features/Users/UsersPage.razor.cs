using System.Globalization;
using Microsoft.AspNetCore.Components;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Users;

public sealed partial class UsersPage
{
    private readonly HashSet<string> _roles = [];
    private IReadOnlyList<UserRow> _rows = [];
    private Panel _open;
    private string _name = "";
    private string _password = "";

    private enum Panel
    {
        None,
        Add,
        Roles,
        Password,
    }

    [Inject]
    private UserQueries Queries { get; set; } = default!;

    [Inject]
    private UserCommands Commands { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private string PanelTitle => _open switch
    {
        Panel.Add => L["Add user"],
        Panel.Roles => L["Roles of {0}", _name],
        _ => L["Set password of {0}", _name],
    };

    protected override async Task OnInitializedAsync() => _rows = await Queries.AllAsync(Gone);

    private static string Meaning(string role) => role switch
    {
        Roles.Admin => "gateways, agents, users; sees the floor",
        Roles.Supervisor => "watches the floor",
        Roles.Manager => "searches and exports the history",
        _ => "sees the floor, read-only",
    };

    private string State(UserRow row) => row switch
    {
        { Enabled: false } => L["Disabled"],
        { LockedUntil: { } until } => L["Locked out until {0}", TimeZoneInfo.ConvertTime(until, Time.LocalTimeZone).ToString("HH:mm", CultureInfo.InvariantCulture)],
        { External: true, Roles.Count: 0 } => L["No role at the single sign-on"],
        { External: true } => L["May sign in by single sign-on"],
        _ => L["May sign in"],
    };

    private void Show(Panel panel, UserRow? row)
    {
        (_open, _name, _password, Errors, Said) = (panel, row?.Name ?? "", "", [], "");
        _roles.Clear();
        if (row is not null) _roles.UnionWith(row.Roles);
    }

    private void Choose(string role, bool chosen)
    {
        if (chosen) _roles.Add(role);
        else _roles.Remove(role);
    }

    private void Close() => (_open, _password, Errors) = (Panel.None, "", []);

    private async Task SaveAsync()
    {
        var actor = await ActorAsync();
        var (outcome, said) = _open switch
        {
            Panel.Add => (await Commands.AddAsync(_name, _roles, _password, actor, Gone), L["User {0} is added.", _name]),
            Panel.Roles => (await Commands.SetRolesAsync(_name, _roles, actor, Gone), L["The roles of {0} are saved.", _name]),
            _ => (await Commands.SetPasswordAsync(_name, _password, actor, Gone), L["The password of {0} is set.", _name]),
        };
        await DoneAsync(Took(outcome, said));
    }

    private async Task ToggleAsync(UserRow row) =>
        await DoneAsync(Took(await Commands.SetEnabledAsync(row.Name, !row.Enabled, await ActorAsync(), Gone), row.Enabled ? L["{0} is disabled.", row.Name] : L["{0} is enabled.", row.Name]));

    private async Task DoneAsync(bool done)
    {
        if (!done) return;
        Close();
        _rows = await Queries.AllAsync(Gone);
    }
}
