using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.JSInterop;
using Supervisor.Web.Features.History;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Timeline;

/// <summary>What both timelines share: a moment and a span that live in the address, the person's zone, and one load at a time.</summary>
public abstract class TimelinePage : ComponentBase, IDisposable
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _loading = new();

    /// <summary>Zone of the browser; null until it has told.</summary>
    protected TimeZoneInfo? Zone { get; private set; }

    /// <summary>The moment.</summary>
    protected DateTimeOffset At { get; private set; }

    /// <summary>How much time is shown around it.</summary>
    protected TimelineSpan Span { get; private set; }

    /// <summary>What is shown.</summary>
    protected TimeWindow Window => TimeWindow.Of(At, Span, Zone!);

    /// <summary>Spans of this page, from the widest to the finest; a day is one of them, and counts where the address names none of them.</summary>
    protected abstract IReadOnlyList<TimelineSpan> Spans { get; }

    /// <summary>Address of the page without its query.</summary>
    protected abstract string Path { get; }

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Leaving => _leaving.Token;

    /// <summary>The clock.</summary>
    [Inject] protected TimeProvider Time { get; set; } = default!;

    /// <summary>The browser.</summary>
    [Inject] protected IJSRuntime JavaScript { get; set; } = default!;

    /// <summary>The address.</summary>
    [Inject] protected NavigationManager Navigation { get; set; } = default!;

    [Inject] private IAuthorizationService Authorization { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <inheritdoc />
    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        _leaving.Cancel();
        _leaving.Dispose();
        _loading.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        Zone = await BrowserZone.FindAsync(JavaScript, Leaving);
        await FollowAddressAsync();
    }

    /// <summary>Reads what is shown, for <see cref="Window"/>.</summary>
    protected abstract Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>Takes what else the address holds.</summary>
    protected virtual void Read(Dictionary<string, StringValues> query)
    {
    }

    /// <summary>Writes what else the address holds.</summary>
    protected virtual IEnumerable<(string Name, string Value)> Written() => [];

    /// <summary>Goes to another moment or span. The address is replaced, not added to: "back" leads to the page before, not through every step of a key.</summary>
    protected Task GoAsync(DateTimeOffset at, TimelineSpan span)
    {
        (At, Span) = (Within(at), span);
        return ShowAsync();
    }

    /// <summary>Writes the address and loads.</summary>
    protected async Task ShowAsync()
    {
        await JavaScript.InvokeVoidAsync("supervisor.replaceQuery", Leaving, TimelineAddress.Query(At, Span, Written()));
        await RefreshAsync();
    }

    /// <summary>Loads again; a load that is under way is given up.</summary>
    protected async Task RefreshAsync()
    {
        // a circuit has no check per request, and roles may have changed since it opened
        if (!(await Authorization.AuthorizeAsync((await Authentication).User, Policies.History)).Succeeded)
        {
            Navigation.NavigateTo("account/denied", forceLoad: true);
            return;
        }

        await _loading.CancelAsync();
        _loading.Dispose();
        _loading = CancellationTokenSource.CreateLinkedTokenSource(Leaving);
        var token = _loading.Token;
        try
        {
            await LoadAsync(token);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // the person went on meanwhile, or left
        }
    }

    /// <summary>Shows what the address asks for. One that names no moment gets the present one.</summary>
    protected Task FollowAddressAsync()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        At = Within(IsoTime.TryParse(query.GetValueOrDefault("at").ToString(), out var at) ? at : Now());
        var span = TimelineSpans.Parse(query.GetValueOrDefault("span"), TimelineSpan.Day);
        Span = Spans.Contains(span) ? span : TimelineSpan.Day;
        Read(query);
        return ShowAsync();
    }

    /// <summary>The present second.</summary>
    protected DateTimeOffset Now() => DateTimeOffset.FromUnixTimeSeconds(Time.GetUtcNow().ToUnixTimeSeconds());

    private static DateTimeOffset Within(DateTimeOffset at) => at < Earliest ? Earliest : at > Latest ? Latest : at;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(async () =>
    {
        try
        {
            var path = Uri.UnescapeDataString(new Uri(change.Location).AbsolutePath);
            if (!Leaving.IsCancellationRequested && path.Equals(Uri.UnescapeDataString(Path), StringComparison.OrdinalIgnoreCase)) await FollowAddressAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await DispatchExceptionAsync(exception);
        }
    });
}
