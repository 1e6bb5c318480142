using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Web.Components.Controls;

namespace Supervisor.Web.Features.Floor;

/// <summary>The main screen. Holds no truth of its own: a board, and the parts that draw it.</summary>
public sealed partial class FloorPage
{
    private static readonly IComponentRenderMode LiveMode = new InteractiveServerRenderMode(prerender: false);
    private static readonly TimeSpan ClockTurn = TimeSpan.FromSeconds(1);

    private readonly LivePump _pump = new();
    private readonly FloorBoard _board = new();
    private readonly Announcer _announcer = new();
    private FloorGrid? _grid;
    private FloorRow? _open;
    private bool _empty = true;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        ReadAddress(Navigation.Uri);
        Navigation.LocationChanged += FollowAddress;
        base.OnInitialized();
        Run(TurnAsync);
    }

    /// <inheritdoc />
    protected override void OnFloor(FloorSnapshot floor)
    {
        _board.Accept(floor, Time.GetUtcNow());
        if (_open is not null && _board.Find(_open.Id) is null)
        {
            _open = null;
            StateHasChanged();
        }

        Draw();
    }

    /// <inheritdoc />
    protected override void OnLeaving() => Navigation.LocationChanged -= FollowAddress;

    /// <summary>Time alone changes the order too: limits are passed without any event.</summary>
    private async Task TurnAsync()
    {
        using var timer = new PeriodicTimer(ClockTurn, Time);
        while (await timer.WaitForNextTickAsync(Leaving))
        {
            var now = Time.GetUtcNow();
            _board.Arrange(now);
            if (_announcer.Speak(now)) StateHasChanged();
            Draw();
        }
    }

    /// <summary>The page itself renders only when its parts come or go; everything else is the parts' business.</summary>
    private void Draw()
    {
        var (before, after) = (_empty, _board.Shown.Count == 0);
        _empty = after;
        if (before || after) StateHasChanged();
        _pump.Flush();
    }

    private Task ChooseState((AgentState State, bool Add) choice) => ChooseAsync(_board.Filter.Click(choice.State, choice.Add), _board.Sort);

    private Task Search(string text) => ChooseAsync(_board.Filter.With(text), _board.Sort);

    private Task Clear() => ChooseAsync(FloorFilter.None, _board.Sort);

    private Task Sort(FloorSort sort) => ChooseAsync(_board.Filter, sort);

    private async Task ChooseAsync(FloorFilter filter, FloorSort sort)
    {
        _board.Choose(filter, sort, Time.GetUtcNow());
        _announcer.Offer(filter.IsNone ? L["{0} agents", _board.Total] : L["{0} of {1} agents", _board.Shown.Count, _board.Total]);
        Draw();
        // not NavigateTo: that would fetch the page again for every letter typed
        await Js.InvokeVoidAsync("supervisor.replaceQuery", Leaving, filter.ToQuery(sort));
    }

    private void TakeOrder()
    {
        _board.TakeOrder(Time.GetUtcNow());
        _pump.Flush();
    }

    private void Open(FloorRow row) => _open = row;

    private async Task CloseAsync()
    {
        _open = null;
        if (_grid is not null) await _grid.FocusAsync();
    }

    private void ReadAddress(string address)
    {
        var (filter, sort) = FloorFilter.FromQuery(new Uri(address).Query);
        _board.Choose(filter, sort, Time.GetUtcNow());
    }

    private void FollowAddress(object? sender, LocationChangedEventArgs moved)
    {
        if (!new Uri(moved.Location).AbsolutePath.Equals("/floor", StringComparison.OrdinalIgnoreCase)) return;
        Run(() => InvokeAsync(() =>
        {
            ReadAddress(moved.Location);
            Draw();
        }));
    }
}
