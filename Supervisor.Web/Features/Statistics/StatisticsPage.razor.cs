using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Statistics;

/// <summary>Counts what the agents did. The address holds the whole state, down to the open panel.</summary>
public sealed partial class StatisticsPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _loading = new();
    private TimeZoneInfo? _zone;
    private StatisticsView? _view;
    private StatisticsForm _form = new();
    private StatisticsResult? _result;
    private ImmutableArray<StatisticsRow> _rows = [];
    private ImmutableArray<string> _gateways = [];
    private ImmutableArray<string> _teams = [];
    private Dictionary<string, string[]> _problems = [];
    private string _counted = "";
    private string _address = "";

    [Inject] private StatisticsQueries Queries { get; set; } = default!;

    [Inject] private AgentRoster Roster { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IJSRuntime JavaScript { get; set; } = default!;

    [Inject] private IAuthorizationService Authorization { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    private int Pages => Math.Max(1, ((_result?.Rows.Length ?? 0) + StatisticsView.PageSize - 1) / StatisticsView.PageSize);

    private int PageShown => Math.Min(_view?.Page ?? 1, Pages);

    private string Status => _result switch
    {
        null => _problems.Count > 0 ? "" : L["Loading..."],
        { TooMany: > 0 } => L["Too many rows"],
        { Rows.IsEmpty: true } => L["No rows"],
        { LeftOut: > 0 } result => L["{0}. Agents counted: {1}. Not counted, since they were removed and nothing is known of them in this time: {2}.", RangeText(result), result.Agents, result.LeftOut],
        var result => L["{0}. Agents counted: {1}.", RangeText(result), result.Agents],
    };

    /// <summary>Why there is no row: English sentence, also the key of its translation.</summary>
    internal static string WhyNothing(StatisticsRequest request, DateTimeOffset now) => request switch
    {
        { From: var from } when from >= now => "Nothing was counted: the range lies in the future.",
        { Agents.IsEmpty: true, Team: null, Gateway: null } => "Nothing was counted: the history knows no agent in this range.",
        _ => "Nothing was counted: the history knows no such agent in this range.",
    };

    /// <inheritdoc />
    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        _leaving.Cancel();
        _leaving.Dispose();
        _loading.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnLocationChanged;
        _zone = await BrowserZone.FindAsync(JavaScript, _leaving.Token);
        await LoadAsync(again: true);
    }

    private static IEnumerable<string> Offered(ImmutableArray<string> known, string chosen) =>
        chosen.Length == 0 || known.Contains(chosen) ? known : known.Append(chosen);

    private string RangeText(StatisticsResult result) => FigureText.Period(result.Total.Period, Domain.Statistics.PeriodLength.Range, _view!.Request.Zone);

    private string ExportAddress(string what) => QueryHelpers.AddQueryString($"api/v1/{what}/export", StatisticsAddress.Write(_view!.Request, withZone: true));

    private string AddressOf(RangePreset preset)
    {
        var range = preset.At(Time.GetUtcNow(), _view!.Request.Zone);
        return _view.Over(_view.Request with { From = range.From, To = range.To }).ToAddress();
    }

    private bool IsChosen(RangePreset preset)
    {
        var range = preset.At(Time.GetUtcNow(), _view!.Request.Zone);
        return range.From == _view.Request.From && range.To == _view.Request.To;
    }

    private void Apply() => Go(_view!.Over(_form.ToRequest(_view.Request)));

    private void Go(StatisticsView view) => Navigation.NavigateTo(view.ToAddress());

    /// <summary>The focus goes back to the figure that was opened.</summary>
    private async Task CloseAsync()
    {
        var opened = _view!;
        Go(opened with { Open = null });
        await JavaScript.InvokeVoidAsync("supervisor.focusOn", _leaving.Token, StatisticsTable.IdOf(opened));
    }

    private Task RefreshAsync() => LoadAsync(again: true);

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(async () =>
    {
        try
        {
            // a late notice of the address that is shown already must not wipe what is being typed
            if (!_leaving.IsCancellationRequested && change.Location != _address && new Uri(change.Location).AbsolutePath.EndsWith("/history/statistics", StringComparison.Ordinal)) await LoadAsync(again: false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await DispatchExceptionAsync(exception);
        }
    });

    /// <summary>Shows what the address says; counts only where it asks for another statistic, or <paramref name="again"/>.</summary>
    private async Task LoadAsync(bool again)
    {
        // a circuit has no check per request, and roles may have changed since it opened
        if (!(await Authorization.AuthorizeAsync((await Authentication).User, Policies.History)).Succeeded)
        {
            Navigation.NavigateTo("account/denied", forceLoad: true);
            return;
        }

        ReadAddress();
        var asked = QueryHelpers.AddQueryString("", StatisticsAddress.Write(_view!.Request, withZone: true));
        if ((again || asked != _counted) && _problems.Count == 0) await CountAsync(asked);
        else if (_problems.Count > 0) (_result, _counted) = (null, "");
        if (_result is { } result) _rows = [.. _view!.Arrange(result.Rows).Skip((PageShown - 1) * StatisticsView.PageSize).Take(StatisticsView.PageSize)];
        StateHasChanged();
    }

    private async Task CountAsync(string asked)
    {
        await _loading.CancelAsync();
        _loading.Dispose();
        _loading = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        var token = _loading.Token;
        (_result, _counted) = (null, asked);
        StateHasChanged();
        try
        {
            var roster = await Roster.LoadAsync(token);
            _gateways = [.. roster.Select(agent => agent.Id.Gateway).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
            _teams = [.. roster.Select(agent => agent.Team).Where(team => team.Length > 0).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
            _result = await Queries.LoadAsync(_view!.Request, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // the person asked for something else meanwhile, or left
        }
    }

    private void ReadAddress()
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        _problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        _view = StatisticsView.Read(query, _zone!, Time.GetUtcNow(), _problems);
        if (_address != Navigation.Uri) _form = StatisticsForm.Of(_view.Request);
        _address = Navigation.Uri;
    }
}
