using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Web.Components.Controls;
using Supervisor.Web.Features.Limits;
using Supervisor.Web.Features.Replay;
using Supervisor.Web.Features.Today;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Floor;

/// <summary>
/// The main screen. Holds no truth of its own: a board, and the parts that draw it. With a moment in the address it draws pictures of the past instead, by the clock of a replay. A page is one or
/// the other for as long as it is open, so that nothing of the live floor can stay behind in the past.
/// </summary>
public sealed partial class FloorPage
{
    private static readonly IComponentRenderMode LiveMode = new InteractiveServerRenderMode(prerender: false);
    private static readonly TimeSpan ClockTurn = TimeSpan.FromSeconds(1);

    private readonly LivePump _pump = new();
    private readonly FloorBoard _board = new();
    private readonly Announcer _announcer = new();
    private FloorGrid? _grid;
    private FloorRow? _open;
    private ReplayPlayer? _past;
    private ITodayReader? _today;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private long _pictured;
    private bool _empty = true;
    private bool _nowhere;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private IPastReader History { get; set; } = default!;

    [Inject] private IAuthorizationService Authorization { get; set; } = default!;

    [Inject] private ILimitBook Limits { get; set; } = default!;

    [Inject] private ITodayDesk Today { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <inheritdoc />
    protected override IFloorFeed Source => _past?.Feed ?? base.Source;

    /// <inheritdoc />
    protected override DateTimeOffset Now => _past?.Now ?? base.Now;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        if (ReplayAddress.IsPast(Navigation.Uri)) _past = new ReplayPlayer(History, MayLookBackAsync, Time) { Rested = RestAsync };
        Run(OpenAsync);
        Navigation.LocationChanged += FollowAddress;
        base.OnInitialized();
        Run(TurnAsync);
        if (_past is not { } past) return;
        // no other moment is shown for one that there is not: it would be taken for the one in the address
        if (ReplayAddress.Shown(Navigation.Uri, Time.GetUtcNow()) is { } at) Run(() => past.RunAsync(at, Leaving));
        else _nowhere = true;
    }

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && _past is null) Run(LookAtTodayAsync);
    }

    /// <inheritdoc />
    protected override TimeSpan Rest => _past is null ? TimeSpan.FromMilliseconds(500) : Pace;

    /// <inheritdoc />
    protected override bool IsInView(FloorSnapshot floor) => _board.Shown.Count == 0 || _pump.Concerns(floor);

    /// <inheritdoc />
    protected override void OnFloor(FloorSnapshot floor, IReadOnlySet<AgentId>? changed)
    {
        TakeFacts();
        _board.Accept(floor, Now, changed);
        _pictured = Time.GetTimestamp();
        if (_open is not null && _board.Find(_open.Id) is null)
        {
            _open = null;
            StateHasChanged();
        }

        Draw();
    }

    /// <inheritdoc />
    protected override void OnLeaving()
    {
        Navigation.LocationChanged -= FollowAddress;
        _today?.Dispose();
    }

    /// <summary>Time alone changes the order too: limits are passed without any event. And somebody may have set other limits, and today goes on.</summary>
    private async Task TurnAsync()
    {
        using var timer = new PeriodicTimer(ClockTurn, Time);
        while (await timer.WaitForNextTickAsync(Leaving))
        {
            if (_announcer.Speak(Time.GetUtcNow())) StateHasChanged();
            // where pictures come, they have done so
            if (Time.GetElapsedTime(_pictured) < ClockTurn) continue;
            TakeFacts();
            _board.Arrange(Now);
            Draw();
        }
    }

    private void TakeFacts() => _board.Take(Limits.Current, _today?.Current ?? TodayPicture.Nothing);

    /// <summary>Today begins at the midnight of the person in front of the browser, which only the browser knows.</summary>
    private async Task LookAtTodayAsync()
    {
        try
        {
            _zone = await BrowserZone.FindAsync(Js, Leaving);
        }
        catch (Exception left) when (left is JSDisconnectedException or ObjectDisposedException)
        {
            return; // the page was left before the browser answered
        }

        if (Leaving.IsCancellationRequested) return;
        _today = Today.Open(_zone);
        Redraw();
    }

    /// <summary>The page itself renders only when its parts come or go; everything else is the parts' business.</summary>
    private void Draw()
    {
        var (before, after) = (_empty, _board.Shown.Count == 0);
        _empty = after;
        if (before || after) StateHasChanged();
        _pump.Flush();
    }

    private Task ChooseState((AgentState State, bool Add) choice) => FilterAsync(_board.Filter.Click(choice.State, choice.Add));

    private Task FilterAsync(FloorFilter filter) => ChooseAsync(_board.Choice with { Filter = filter });

    private Task Sort(FloorSort sort) => ChooseAsync(_board.Choice with { Sort = sort });

    private async Task ChooseAsync(FloorChoice choice)
    {
        _board.Choose(choice, Now);
        _announcer.Offer(choice.Filter.IsNone ? L["{0} agents", _board.Total] : L["{0} of {1} agents", _board.Shown.Count, _board.Total]);
        Redraw();
        await WriteAddressAsync();
    }

    private Task RestAsync()
    {
        StateHasChanged();
        return WriteAddressAsync();
    }

    private void LookBack() => Leave(ReplayAddress.LookBack(_board.Choice.ToQuery(), Time.GetUtcNow()));

    private void GoLive() => Leave("/floor" + FloorAddress.Write(_board.Choice, null, HasOther));

    /// <summary>To a page of its own: this one is live or past as long as it lives.</summary>
    private void Leave(string address)
    {
        Navigation.LocationChanged -= FollowAddress;
        Navigation.NavigateTo(address, forceLoad: true);
    }

    /// <summary>A circuit has no check per request, and roles may have changed since it opened.</summary>
    private async Task<bool> MayLookBackAsync()
    {
        var person = (await Authentication).User;
        return (await Authorization.AuthorizeAsync(person, Policies.Floor)).Succeeded && (await Authorization.AuthorizeAsync(person, Policies.History)).Succeeded;
    }

    private void TakeOrder()
    {
        _board.TakeOrder(Now);
        _pump.Flush();
    }

    private void Open(FloorRow row) => _open = row;

    private async Task CloseAsync()
    {
        _open = null;
        if (_grid is not null) await _grid.FocusAsync();
    }
}
