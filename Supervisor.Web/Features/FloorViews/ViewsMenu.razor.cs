using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.FloorViews;

/// <summary>The saved views in the toolbar: open one, keep what is on the screen as one, and who else gets it.</summary>
public sealed partial class ViewsMenu
{
    private IReadOnlyList<FieldError> _errors = [];
    private string _name = "";
    private string _said = "";
    private int? _removing;

    /// <summary>The views to choose from.</summary>
    [Parameter, EditorRequired] public FloorHabits Habits { get; set; } = default!;

    /// <summary>The one that is open; null for none.</summary>
    [Parameter] public SavedView? View { get; set; }

    /// <summary>What is on the screen.</summary>
    [Parameter, EditorRequired] public FloorChoice Choice { get; set; } = default!;

    /// <summary>The columns on the screen.</summary>
    [Parameter, EditorRequired] public FloorLayout Layout { get; set; } = default!;

    /// <summary>Somebody wants to see a view; null for none.</summary>
    [Parameter] public EventCallback<SavedView?> OnOpen { get; set; }

    /// <summary>The views have changed; the name of the one that is open now, or null where that stays.</summary>
    [Parameter] public EventCallback<string?> OnChanged { get; set; }

    /// <summary>Cancelled when the page is left.</summary>
    [Parameter] public CancellationToken Leaving { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private IFloorViews Views { get; set; } = default!;

    [Inject] private ICommandRights Rights { get; set; } = default!;

    private FloorUser? User { get; set; }

    private bool MaySet => User?.Actor.MaySetFloor == true;

    private bool MayAdminister => User?.Actor.MayAdminister == true;

    private bool IsChanged => View is not null && (View.Choice.ToQuery() != Choice.ToQuery() || !View.Layout.IsSame(Layout));

    private string Label => View is null ? L["Views"] : IsChanged ? L["{0} (changed)", View.Name] : View.Name;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() => User = FloorUser.From((await Authentication).User);

    private string Describe(SavedView view) => string.Join(" \u00b7 ", ((string[])
    [
        view.IsOwn ? view.IsShared ? L["shared"] : "" : L["by {0}", view.Owner],
        view.Roles.IsEmpty ? "" : L["opens for: {0}", string.Join(", ", view.Roles.Select(role => L[role].Value))],
        Habits.DefaultViewId == view.Id ? L["my default"] : "",
    ]).Where(part => part.Length > 0));

    private Task SaveAsync()
    {
        var name = _name.Trim();
        return DoAsync((views, person) => views.AddAsync(person, name, Choice, Layout, Leaving), opened: name);
    }

    private Task RemoveAsync(SavedView view)
    {
        _removing = null;
        return DoAsync((views, person) => views.RemoveAsync(person, view.Id, Leaving));
    }

    private async Task DoAsync(Func<IFloorViews, ClaimsPrincipal, Task<Outcome>> command, string? opened = null, int? keep = null)
    {
        var person = await Rights.NowAsync((await Authentication).User, Leaving);
        var outcome = await command(Views, person);
        _errors = outcome.Errors;
        _said = outcome.IsDone ? L["Saved."] : "";
        if (!outcome.IsDone) return;
        // under a view that was just brought up to date, the columns are the view's
        if (keep is { } id) await Views.KeepLayoutAsync(person, Layout, id, Leaving);
        _name = "";
        await OnChanged.InvokeAsync(opened);
    }
}
