using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Features.Credentials;

public sealed partial class AgentsPage
{
    internal const int PageSize = 50;

    private static readonly TimeSpan BetweenRenders = TimeSpan.FromMilliseconds(300);

    private IReadOnlyList<CredentialRow> _rows = [];
    private IReadOnlyList<string> _gateways = [];
    private string _search = "";
    private string _gateway = "";
    private int _skip;
    private int _total;
    private bool _loaded;
    private Panel _open;
    private bool _isNew;
    private CredentialForm _form = new();
    private NewPasswordForm _newPassword = new();
    private bool _isChanging;
    private CredentialRow? _chosen;

    private enum Panel
    {
        None,
        Edit,
        Import,
        Remove,
        Disable,
        TakeOver,
        Password,
    }

    [Inject]
    private CredentialQueries Queries { get; set; } = default!;

    [Inject]
    private CredentialCommands Commands { get; set; } = default!;

    [Inject]
    private PasswordCommands Passwords { get; set; } = default!;

    [Inject]
    private GatewayQueries GatewayQueries { get; set; } = default!;

    [Inject]
    private ISessionPool Pool { get; set; } = default!;

    [Inject]
    private IFloorFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    /// <summary>What was searched for, so that the page is the same after a reload, and for a colleague.</summary>
    [SupplyParameterFromQuery(Name = "search")]
    private string? AskedSearch { get; set; }

    [SupplyParameterFromQuery(Name = "gateway")]
    private string? AskedGateway { get; set; }

    [SupplyParameterFromQuery(Name = "skip")]
    private int? AskedSkip { get; set; }

    protected override async Task OnInitializedAsync()
    {
        (_search, _gateway, _skip) = (AskedSearch ?? "", AskedGateway ?? "", Math.Max(0, AskedSkip ?? 0));
        _gateways = await GatewayQueries.NamesAsync(Gone);
        await LoadAsync();
        // sessions change all the time; only a change in a row that is on the screen is worth a render
        _ = FollowAsync(Feed, BetweenRenders, Time, (shown, now) => _rows.Any(row => LooksDifferent(shown, now, row.Id)));
    }

    private SessionNarration Narrate(CredentialRow row) => SessionNarration.Of(row, Pool.Find(row.Id), L, Zone, Pool.SignedOut(row.Id));

    private static bool LooksDifferent(FloorSnapshot shown, FloorSnapshot now, AgentId id) =>
        (shown.Agents.GetValueOrDefault(id), now.Agents.GetValueOrDefault(id)) switch
        {
            (null, null) => false,
            ({ } before, { } after) => after.Session.LooksDifferent(before.Session),
            _ => true,
        };

    private async Task LoadAsync()
    {
        (_rows, _total) = await Queries.PageAsync(_search, _gateway, _skip, PageSize, Gone);
        _loaded = true;
        if (_rows.Count > 0 || _skip == 0) return;
        _skip = 0;
        await LoadAsync();
    }

    private Task SearchAsync(ChangeEventArgs change) => FromTheTopAsync(() => _search = (string?)change.Value ?? "");

    private Task ChooseGatewayAsync(ChangeEventArgs change) => FromTheTopAsync(() => _gateway = (string?)change.Value ?? "");

    private Task FromTheTopAsync(Action change)
    {
        change();
        _skip = 0;
        return ShowAsync();
    }

    private Task TurnAsync(int by)
    {
        _skip = Math.Max(0, _skip + by);
        return ShowAsync();
    }

    private async Task ShowAsync()
    {
        await LoadAsync();
        var asked = new Dictionary<string, string?>();
        if (_search.Length > 0) asked["search"] = _search;
        if (_gateway.Length > 0) asked["gateway"] = _gateway;
        if (_skip > 0) asked["skip"] = _skip.ToString(CultureInfo.InvariantCulture);
        await Js.InvokeVoidAsync("supervisor.replaceQuery", Gone, QueryHelpers.AddQueryString("", asked));
    }

    private async Task AddAsync()
    {
        _gateways = await GatewayQueries.NamesAsync(Gone);
        _form = new CredentialForm { Gateway = _gateway.Length > 0 ? _gateway : _gateways.Count > 0 ? _gateways[0] : "" };
        _isNew = true;
        Show(Panel.Edit);
    }

    private async Task EditAsync(CredentialRow row)
    {
        if (await Queries.FindAsync(row.Id, Gone) is { } form)
        {
            _form = form;
            _isNew = false;
            Show(Panel.Edit, row);
        }
        else
        {
            await LoadAsync();
        }
    }

    private void Show(Panel panel, CredentialRow? row = null) => (_open, _chosen, Errors, Said) = (panel, row, [], "");

    // the forms held a password: it goes with the panel
    private void Close() => (_open, _chosen, Errors, _form, _newPassword) = (Panel.None, null, [], new(), new());

    private (string Text, string Tone) Password(CredentialRow row) =>
        row.InDoubt ? (L["Old or new? The next sign-in finds out"], "warn") : L.Password(Pool.Find(row.Id)?.Password, Time.GetUtcNow());

    private void AskForPassword(CredentialRow row)
    {
        _newPassword = new();
        Show(Panel.Password, row);
    }

    private async Task ChangePasswordAsync()
    {
        if (_isChanging) return;
        var id = _chosen!.Id;
        _isChanging = true;
        try
        {
            var outcome = await Passwords.ChangeAsync(id, _newPassword, await ActorAsync());
            // the panel may have been closed meanwhile: what became of it is said on the page
            if (Took(outcome, L["The password of agent {0} is changed.", id.WorkNo]) && _chosen?.Id == id) Close();
        }
        finally
        {
            _isChanging = false;
        }

        await LoadAsync();
    }

    private async Task SaveAsync()
    {
        var actor = await ActorAsync();
        var outcome = _isNew ? await Commands.AddAsync(_form, actor, Gone) : await Commands.UpdateAsync(_form, actor, Gone);
        await DoneAsync(Took(outcome, L["Agent {0} is saved.", _form.AgentId]));
    }

    private async Task RemoveAsync() =>
        await DoneAsync(Took(await Commands.RemoveAsync(_chosen!.Id, await ActorAsync(), Gone), L["Agent {0} is removed.", _chosen.Id.WorkNo]));

    private async Task TakeOverAsync() =>
        await DoneAsync(Took(await Commands.TakeOverAsync(_chosen!.Id, await ActorAsync(), Gone), L["Agent {0} is being taken over.", _chosen.Id.WorkNo]));

    private async Task RetryAsync(CredentialRow row) => Took(Commands.Retry(row.Id, await ActorAsync()), L["Agent {0} is tried again.", row.Id.WorkNo]);

    private Task AskOrEnableAsync(CredentialRow row)
    {
        if (!row.Enabled) return SetEnabledAsync(row, true);
        Show(Panel.Disable, row);
        return Task.CompletedTask;
    }

    private async Task SetEnabledAsync(CredentialRow row, bool enabled)
    {
        var outcome = await Commands.SetEnabledAsync(row.Id, enabled, await ActorAsync(), Gone);
        await DoneAsync(Took(outcome, enabled ? L["Agent {0} is enabled.", row.Id.WorkNo] : L["Agent {0} is disabled.", row.Id.WorkNo]));
    }

    private bool IsInCall(CredentialRow row) => Feed.Current.Agents.TryGetValue(row.Id, out var agent) && agent.State.InCall();

    private async Task ImportedAsync(ImportPreview preview)
    {
        Said = L["{0} added, {1} updated, {2} unchanged.", preview.Added, preview.Updated, preview.Unchanged];
        Errors = [];
        await DoneAsync(true);
    }

    private async Task DoneAsync(bool done)
    {
        if (!done) return;
        Close();
        await LoadAsync();
    }
}
