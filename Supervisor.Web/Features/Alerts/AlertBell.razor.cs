using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Supervisor.Web.Alerts;
using Supervisor.Web.Features.Replay;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Alerts;

/// <summary>The newest alerts in the app bar, and how many of them this person has not read. On a page of the past it is not there.</summary>
public sealed partial class AlertBell : IAsyncDisposable
{
    private const int Shown = 8;
    private const int MostCounted = 99;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _leaving = new();
    private Task _following = Task.CompletedTask;
    private AuthenticationState? _person;
    private AlertPicture _picture = AlertPicture.Empty;
    private DateTimeOffset _readThrough;
    private ImmutableArray<AlertItem> _unread = [];
    private ImmutableArray<AlertItem> _shown = [];
    private AlertItem? _newest;
    private ElementReference _button;
    private bool _watching;
    private bool _past;
    private bool _open;

    [Inject] private AlertFeed Feed { get; set; } = default!;

    [Inject] private AlertQueries Queries { get; set; } = default!;

    [Inject] private AlertCommands Commands { get; set; } = default!;

    [Inject] private IAuthorizationService Authorization { get; set; } = default!;

    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private string Person => _person?.User.Identity?.Name ?? "";

    private string CountText => _unread.Length > MostCounted ? "99+" : _unread.Length.ToString(CultureInfo.CurrentCulture);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= FollowAddress;
        await _leaving.CancelAsync();
        await _following;
        _leaving.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _past = ReplayAddress.IsPast(Navigation.Uri);
        Navigation.LocationChanged += FollowAddress;
        _person = await Authentication.GetAuthenticationStateAsync();
        if (!(await Authorization.AuthorizeAsync(_person.User, Policies.Floor)).Succeeded) return;
        var subscription = Feed.Subscribe();
        _watching = true;
        _following = FollowAsync(subscription);
    }

    /// <summary>The bar outlives the page below it.</summary>
    private void FollowAddress(object? sender, LocationChangedEventArgs moved)
    {
        (_past, _open) = (ReplayAddress.IsPast(moved.Location), false);
        _ = InvokeAsync(StateHasChanged);
    }

    private async Task FollowAsync(AlertSubscription subscription)
    {
        try
        {
            using (subscription)
            {
                await ShowAsync(subscription.Snapshot);
                await foreach (var picture in subscription.ReadAllAsync(_leaving.Token))
                {
                    await ShowAsync(picture);
                    await Task.Delay(Pace, Time, _leaving.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // the page is left
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task ShowAsync(AlertPicture picture)
    {
        _picture = picture;
        _readThrough = await Queries.ReadThroughAsync(Person, _leaving.Token);
        Count();
        StateHasChanged();
    }

    private void Count()
    {
        var now = Time.GetUtcNow();
        _unread = [.. _picture.Unread(_person!.User.IsInRole, _readThrough, now)];
        _newest = _unread.IsEmpty ? null : _unread.MaxBy(alert => alert.AsksSince);
        _shown = [.. _picture.Newest.Where(alert => alert.AsksAt(now) && alert.IsFor(_person!.User.IsInRole)).Take(Shown)];
    }

    private async Task ToggleAsync()
    {
        _open = !_open;
        // what is seen is read; the list stays as it is while it is open
        if (_open) await Commands.ReadAsync(Person, _leaving.Token);
    }

    private void Close() => _open = false;

    private async Task Key(KeyboardEventArgs key)
    {
        if (key.Key != "Escape" || !_open) return;
        _open = false;
        await _button.FocusAsync();
    }
}
