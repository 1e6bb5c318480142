using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using Supervisor.Web.Alerts;

namespace Supervisor.Web.Features.Alerts;

/// <summary>All alerts: who is in need, who takes care of it, and what was.</summary>
public sealed partial class AlertsPage
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private AlertView _view;
    private string _search = "";
    private long? _before;
    private IReadOnlyList<AlertItem>? _page;
    private IReadOnlyDictionary<AlertView, int> _counts = ImmutableDictionary<AlertView, int>.Empty;
    private ImmutableArray<AlertItem> _chosen = [];
    private string _note = "";
    private bool _taking;
    private bool _pointed;
    private bool _focused;
    private bool _waits;
    private bool _reading;
    private DateTimeOffset _readThrough;

    [Inject] private AlertFeed Feed { get; set; } = default!;

    [Inject] private AlertQueries Queries { get; set; } = default!;

    [Inject] private AlertCommands Commands { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private string EmptyText => _search.Length > 0 ? L["No alert here matches {0}.", _search] : _view switch
    {
        AlertView.Open => L["Nothing asks for attention."],
        AlertView.Acknowledged => L["Nobody takes care of an alert that is still on."],
        AlertView.Snoozed => L["No alert is put off."],
        _ => L["No alert was raised yet. Rules say when one is."],
    };

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        if (Enum.TryParse<AlertView>(query.GetValueOrDefault("view").ToString(), true, out var view) && Enum.IsDefined(view)) _view = view;
        _search = query.GetValueOrDefault("q").ToString();
        _ = FollowAsync();
    }

    private async Task FollowAsync()
    {
        try
        {
            using var subscription = Feed.Subscribe();
            await LoadAsync();
            await foreach (var _ in subscription.ReadAllAsync(Gone))
            {
                await LoadAsync(hold: _pointed || _focused);
                await Task.Delay(Pace, Time, Gone);
            }
        }
        catch (OperationCanceledException)
        {
            // the page was left
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    /// <summary>Reads the page anew. With <paramref name="hold"/> the rows stay where they are, so that no button moves away under a hand: only what they say is new.</summary>
    private async Task LoadAsync(bool hold = false)
    {
        var page = await Queries.PageAsync(_view, _search, _before, Gone);
        _waits = hold && _page is { Count: > 0 } && !page.Select(alert => alert.Id).SequenceEqual(_page.Select(alert => alert.Id));
        _page = _waits ? [.. _page!.Select(alert => page.FirstOrDefault(now => now.Id == alert.Id) ?? alert)] : page;
        _counts = await Queries.CountsAsync(Gone);
        StateHasChanged();
        _ = ReadAsync();
    }

    /// <summary>What stands on the page is read once somebody can see it: a page behind another one is read by nobody.</summary>
    private async Task ReadAsync()
    {
        var showsNewest = _view is AlertView.Open or AlertView.History && _search.Length == 0 && _before is null && !_waits;
        if (!showsNewest || _reading || Newest() <= _readThrough) return;
        _reading = true;
        try
        {
            await Js.InvokeVoidAsync("supervisorAlerts.inSight", Gone);
            // to what was shown, so that one mark is not the cause of the next
            _readThrough = Newest();
            await Commands.ReadAsync((await ActorAsync()).Name, Gone);
        }
        catch (Exception left) when (left is OperationCanceledException or JSDisconnectedException or ObjectDisposedException)
        {
            // the page was left
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
        finally
        {
            _reading = false;
        }
    }

    private DateTimeOffset Newest() => Feed.Current.Newest.Where(alert => alert.AsksAt(Time.GetUtcNow())).Select(alert => alert.AsksSince).DefaultIfEmpty().Max();

    private Task TakeOrderAsync() => LoadAsync();

    private async Task ReleaseAsync(bool pointer)
    {
        if (pointer) _pointed = false;
        else _focused = false;
        if (_waits && !_pointed && !_focused) await LoadAsync();
    }

    private async Task ChooseAsync(AlertView view)
    {
        (_view, _before, Said) = (view, null, "");
        await LoadAsync();
        await WriteAddressAsync();
    }

    private async Task SearchAsync(string? text)
    {
        (_search, _before) = (text?.Trim() ?? "", null);
        await LoadAsync();
        await WriteAddressAsync();
    }

    private Task PageAsync(long? before)
    {
        _before = before;
        return LoadAsync();
    }

    private async Task WriteAddressAsync()
    {
        var query = new List<KeyValuePair<string, string?>> { new("view", _view.ToString().ToLowerInvariant()) };
        if (_search.Length > 0) query.Add(new("q", _search));
        await Js.InvokeVoidAsync("supervisor.replaceQuery", Gone, QueryHelpers.AddQueryString("", query));
    }

    private void Take(ImmutableArray<AlertItem> alerts) => (_taking, _chosen, _note, Errors, Said) = (true, alerts, "", [], "");

    private void Close() => (_taking, Errors) = (false, []);

    private async Task TakeAsync()
    {
        var outcome = await Commands.AcknowledgeAsync([.. _chosen.Select(alert => alert.Id)], _note, await ActorAsync(), Gone);
        if (!Took(outcome, _chosen.Length == 1 ? L["You take care of {0}.", _chosen[0].AgentName] : L["You take care of {0} alerts.", _chosen.Length])) return;
        Close();
        await LoadAsync();
    }

    private async Task SnoozeAsync(AlertItem alert, string? chosen)
    {
        if (!int.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)) return;
        Took(await Commands.SnoozeAsync([alert.Id], minutes, await ActorAsync(), Gone), L["{0} is put off for {1} minutes, for everybody.", alert.AgentName, minutes]);
        await LoadAsync();
    }

    private string ViewName(AlertView view) => view switch
    {
        AlertView.Open => L["Open"],
        AlertView.Acknowledged => L["Acknowledged"],
        AlertView.Snoozed => L["Put off"],
        _ => L["All"],
    };

    private string TakenBy(AlertItem alert) => alert switch
    {
        { AcknowledgedBy: { } by, AcknowledgedAt: { } at } => L["{0}, {1}", by, Clock(at)],
        { SnoozedBy: { } by, SnoozedUntil: { } until } when until > Time.GetUtcNow() => L["put off by {0} until {1}", by, Clock(until)],
        _ => "",
    };

    private string Clock(DateTimeOffset at)
    {
        var (local, today) = (TimeZoneInfo.ConvertTime(at, Zone), TimeZoneInfo.ConvertTime(Time.GetUtcNow(), Zone));
        return local.ToString(local.Date == today.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
