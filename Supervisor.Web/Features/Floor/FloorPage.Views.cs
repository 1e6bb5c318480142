using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using Supervisor.Web.Features.FloorViews;
using Supervisor.Web.Features.Replay;

namespace Supervisor.Web.Features.Floor;

/// <summary>The address of the page, saved views, and the columns.</summary>
public sealed partial class FloorPage
{
    private FloorHabits _habits = FloorHabits.None;
    private FloorLayout _layout = FloorLayout.Default;
    private SavedView? _view;
    private bool _ready;
    private int _edition;

    [Inject] private IFloorViews Views { get; set; } = default!;

    /// <summary>What the address asks for, else what this person's floor opens with.</summary>
    private async Task OpenAsync()
    {
        _habits = await LoadHabitsAsync();
        _ready = true;
        ReadAddress(Navigation.Uri);
        Redraw();
    }

    /// <summary>The floor must be there also where the store is not.</summary>
    private async Task<FloorHabits> LoadHabitsAsync()
    {
        try
        {
            return await Views.LoadAsync((await Authentication).User, Leaving);
        }
        catch (DbException)
        {
            return FloorHabits.None;
        }
    }

    private void ReadAddress(string address)
    {
        var asked = FloorAddress.Read(address);
        _view = _past is not null ? null : asked.ViewId is not null ? _habits.Find(asked.ViewId) : asked.IsBare ? _habits.Opening : null;
        _layout = _past is not null ? _habits.Layout?.WithoutToday() ?? FloorLayout.Past : _habits.LayoutOf(_view);
        _board.Choose(_view is not null && asked.IsBare ? _view.Choice : asked.Choice, Now);
    }

    /// <summary>Not NavigateTo: that would fetch the page again for every letter typed.</summary>
    private async Task WriteAddressAsync()
    {
        var query = FloorAddress.Write(_board.Choice, _view?.Id, HasOther);
        await Js.InvokeVoidAsync("supervisor.replaceQuery", Leaving, _past is null ? query : ReplayAddress.Write(_board.Choice.ToQuery(), Now));
    }

    /// <summary>Without a word, the address would mean a view with filters, groups or an order of its own.</summary>
    private bool HasOther => (_view ?? _habits.Opening) is { } other && other.Choice.ToQuery().Length > 0;

    private async Task OpenViewAsync(SavedView? view)
    {
        _view = view;
        if (view is not null) await KeepLayoutAsync(view.Layout);
        await ChooseAsync(view?.Choice ?? FloorChoice.Plain);
    }

    private async Task ChangeLayoutAsync(FloorLayout? layout)
    {
        await KeepLayoutAsync(layout);
        Redraw();
    }

    private async Task KeepLayoutAsync(FloorLayout? layout)
    {
        _layout = layout ?? FloorLayout.Default;
        var kept = await Views.KeepLayoutAsync((await Authentication).User, layout, _view?.Id, Leaving);
        if (kept.IsDone) _habits = _habits with { Layout = layout, LayoutViewId = _view?.Id };
        else _announcer.Offer(L["The columns could not be kept."]);
    }

    /// <summary>Somebody has changed the views in the menu.</summary>
    private async Task ReloadViewsAsync(string? opened)
    {
        _habits = await LoadHabitsAsync();
        _view = opened is null ? _habits.Find(_view?.Id) : _habits.Views.FirstOrDefault(view => view.IsOwn && view.Name.Equals(opened, StringComparison.OrdinalIgnoreCase));
        if (opened is not null && _view is not null) await KeepLayoutAsync(_layout);
        Redraw();
        await WriteAddressAsync();
    }

    private void FollowAddress(object? sender, LocationChangedEventArgs moved)
    {
        if (!new Uri(moved.Location).AbsolutePath.Equals("/floor", StringComparison.OrdinalIgnoreCase)) return;
        var (isPast, moment) = (ReplayAddress.IsPast(moved.Location), ReplayAddress.Shown(moved.Location, Time.GetUtcNow()));
        if (isPast != (_past is not null) || (isPast && moment is null) || _nowhere)
        {
            Leave(moved.Location);
            return;
        }

        Run(() => InvokeAsync(async () =>
        {
            ReadAddress(moved.Location);
            if (_past is not null && moment is { } at) await _past.JumpAsync(at);
            Redraw();
        }));
    }

    /// <summary>Views, columns or zone have changed: the toolbar's menus are drawn again, too.</summary>
    private void Redraw()
    {
        _edition++;
        StateHasChanged();
        Draw();
    }
}
