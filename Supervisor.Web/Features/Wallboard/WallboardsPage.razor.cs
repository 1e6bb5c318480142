using Microsoft.AspNetCore.Components;
using Supervisor.Web.Alerts;
using Supervisor.Web.Features.Alerts;
using Supervisor.Web.Persistence.Entities;
using Wall = Supervisor.Web.Persistence.Entities.Wallboard;

namespace Supervisor.Web.Features.Wallboard;

/// <summary>The screens on the wall: made, changed and revoked here.</summary>
public sealed partial class WallboardsPage
{
    private IReadOnlyList<Wall>? _rows;
    private AlertChoices _choices = AlertChoices.None;
    private Panel _open;
    private Wall? _chosen;
    private WallForm _form = new();
    private string? _address;

    private enum Panel
    {
        None,
        Edit,
        Revoke,
    }

    [Inject] private WallCommands Commands { get; set; } = default!;

    [Inject] private AlertQueries Queries { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() => _rows = await Commands.AllAsync(Gone);

    private async Task EditAsync(Wall? row)
    {
        _choices = await Queries.ChoicesAsync(Gone);
        (_open, _chosen, _form, _address, Errors, Said) = (Panel.Edit, row, row is null ? new WallForm { Zone = Zone.Id } : WallForm.Of(row), null, [], "");
    }

    private async Task CloseAsync()
    {
        (_open, _address, Errors) = (Panel.None, null, []);
        _rows = await Commands.AllAsync(Gone);
    }

    private async Task SaveAsync()
    {
        var actor = await ActorAsync();
        if (_chosen is { } row)
        {
            if (Took(await Commands.UpdateAsync(row.Id, _form, actor, Gone), L["{0} is saved.", _form.Name])) await CloseAsync();
            return;
        }

        var (outcome, token) = await Commands.AddAsync(_form, actor, Gone);
        if (!Took(outcome, L["{0} is saved.", _form.Name])) return;
        (_address, _rows) = (Navigation.ToAbsoluteUri("wall/" + token).AbsoluteUri, await Commands.AllAsync(Gone));
    }

    private async Task RevokeAsync(Wall row)
    {
        var outcome = await Commands.RevokeAsync(row.Id, await ActorAsync(), Gone);
        await CloseAsync();
        Took(outcome, L["{0} is revoked.", row.Name]);
    }

    private string PageName(string page) => L[WallWords.Page(page)];

    private string NamesName(WallNames names) => L[WallWords.Names(names)];

    private static string Joined(string lines, string none) => lines.Length == 0 ? none : string.Join(", ", AlertRules.Lines(lines));
}
