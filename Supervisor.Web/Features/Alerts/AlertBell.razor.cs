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
    private DateTimeOffset? _toldFrom;
    private ImmutableArray<AlertItem> _unread = [];
    private ImmutableArray<AlertItem> _shown = [];
    private AlertItem? _newest;
    private ElementReference _button;
    private bool _watching;
    private bool _past;
    private bool _open;

    [Inject] private AlertFeed Feed { get; set; } = default!;

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
        var readThrough = await Commands.ReadThroughAsync(Person, _leaving.Token);
        var now = Time.GetUtcNow();
        _unread = [.. picture.Unread(_person!.User.IsInRole, readThrough, now)];
        // sound and notification: also for what the page of alerts has shown first, so that it is read already
        _toldFrom ??= readThrough;
        _newest = picture.Unread(_person!.User.IsInRole, _toldFrom.Value, now).MaxBy(alert => alert.AsksSince);
        _shown = [.. picture.Newest.Where(alert => alert.AsksAt(now) && alert.IsFor(_person!.User.IsInRole)).Take(Shown)];
        StateHasChanged();
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
