using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.History;

/// <summary>Searches the history. The address holds the whole state, so that a search can be sent to a colleague.</summary>
public sealed partial class HistoryPage : IDisposable
{
    private const int MostSuggestions = 20;

    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _loading = new();
    private TimeZoneInfo? _zone;
    private EventFilter _filter = EventFilter.Everything;
    private HistoryForm _form = new();
    private HistoryResult? _result;
    private IReadOnlyList<FilterPart> _parts = [];
    private Dictionary<string, string[]> _problems = [];
    private ChainHead? _head;
    private ImmutableArray<string> _types = [];
    private ImmutableArray<string> _gateways = [];
    private ImmutableArray<string> _suggestions = [];
    private string _address = "";

    [Inject] private EventStore Store { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IJSRuntime JavaScript { get; set; } = default!;

    [Inject] private IAuthorizationService Authorization { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    private HistoryPlace Place { get; set; }

    private string ZoneText
    {
        get
        {
            var offset = _zone!.GetUtcOffset(Time.GetUtcNow());
            return string.Create(CultureInfo.InvariantCulture, $"{_zone.Id} (UTC{(offset < TimeSpan.Zero ? "−" : "+")}{offset:hh\\:mm})");
        }
    }

    private string Status => _result switch
    {
        null => _problems.Count > 0 ? "" : L["Loading..."],
        { Items.IsEmpty: true } => L["No events"],
        var result => L["{0} events, {1} to {2}", result.Items.Length, Clock(result.Items[^1].ReceivedAt), Clock(result.Items[0].ReceivedAt)],
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
        await LoadAsync();
    }

    private static IEnumerable<string> Offered(ImmutableArray<string> known, string chosen) =>
        chosen.Length == 0 || known.Contains(chosen) ? known : known.Append(chosen);

    private static string AddressOf(EventFilter filter, string? cursor = null, long sequence = 0)
    {
        var query = FilterAddress.Write(filter);
        if (cursor is not null) query = string.Create(CultureInfo.InvariantCulture, $"{query}{(query.Length > 0 ? "&" : "")}{cursor}={sequence}");
        return query.Length > 0 ? $"history?{query}" : "history";
    }

    private string ExportAddress => QueryHelpers.AddQueryString($"api/v1/events/export?{FilterAddress.Write(_filter)}", "zone", _zone!.Id);

    /// <summary>The part as it lies in the filter now; the one in the result may come from an older filter.</summary>
    private EventFilter WithoutPart(FilterPart part) => _parts.FirstOrDefault(own => own.Kind == part.Kind && own.Value == part.Value)?.Without ?? _filter;

    private string Describe(FilterPart part) => part.Kind switch
    {
        FilterKind.Agent => L["agent {0}", part.Value],
        FilterKind.Gateway => L["gateway {0}", part.Value],
        FilterKind.Type => L["type {0}", part.Value],
        FilterKind.From => L["from {0}", Clock(part.Alone.From!.Value)],
        FilterKind.To => L["to {0}", Clock(part.Alone.To!.Value)],
        FilterKind.Text => L["said \u201c{0}\u201d", part.Value],
        _ => part.Value switch { "gateway" => L["told by the gateway"], "supervisor" => L["told by Supervisor"], "stray" => L["told by the gateway of another agent"], _ => L["told by speech recognition"] },
    };

    private string Clock(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _zone!).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private void Apply() => Navigation.NavigateTo(AddressOf(_form.ToFilter(_zone!)));

    private void Choose(string type, bool chosen)
    {
        if (chosen) _form.Types.Add(type);
        else _form.Types.Remove(type);
    }

    /// <summary>Agents that the history knows and that begin as the last one in the box, each behind what stands before it.</summary>
    private async Task SuggestAsync()
    {
        var cut = _form.Agents.LastIndexOfAny([',', ';', ' ']) + 1;
        var beginning = _form.Agents[cut..];
        var found = beginning.Length == 0 ? [] : await Store.AgentsAsync(beginning, MostSuggestions, _leaving.Token);
        _suggestions = [.. found.Select(agent => _form.Agents[..cut] + agent)];
    }

    private Task RefreshAsync() => LoadAsync();

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(async () =>
    {
        try
        {
            // a late notice of the address that is shown already must not wipe what is being typed
            if (!_leaving.IsCancellationRequested && change.Location != _address && new Uri(change.Location).AbsolutePath.EndsWith("/history", StringComparison.Ordinal)) await LoadAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await DispatchExceptionAsync(exception);
        }
    });

    private async Task LoadAsync()
    {
        // a circuit has no check per request, and roles may have changed since it opened
        if (!(await Authorization.AuthorizeAsync((await Authentication).User, Policies.History)).Succeeded)
        {
            Navigation.NavigateTo("account/denied", forceLoad: true);
            return;
        }
        await _loading.CancelAsync();
        _loading.Dispose();
        _loading = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        var token = _loading.Token;
        ReadAddress();
        try
        {
            var queries = new HistoryQueries(Store);
            (_types, _gateways) = (await Store.TypesAsync(token), await Store.GatewaysAsync(token));
            // what was asked for is not known: an answer to something else would mislead
            _result = _problems.Count > 0 ? null : await queries.LoadAsync(_filter, Place, token);
            _head = await Store.HeadAsync(token);
            StateHasChanged();
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
        _filter = FilterAddress.Read(query, _problems, "before", "after");
        Place = new HistoryPlace(Number("before"), Number("after"));
        if (_address != Navigation.Uri) _form = HistoryForm.Of(_filter, _zone!);
        _parts = [.. FilterPart.Of(_filter)];
        _address = Navigation.Uri;

        long? Number(string name) => query.TryGetValue(name, out var value) && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
