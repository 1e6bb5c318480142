using Microsoft.AspNetCore.Components;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Web.Features.Gateways;

public sealed partial class GatewaysPage
{
    private static readonly TimeSpan BetweenRenders = TimeSpan.FromSeconds(1);

    private IReadOnlyList<GatewayRow> _rows = [];
    private bool _loaded;
    private Panel _open;
    private bool _isNew;
    private GatewayForm _form = new();
    private GatewayRow? _chosen;

    private enum Panel
    {
        None,
        Edit,
        Remove,
        Subscription,
    }

    [Inject]
    private GatewayQueries Queries { get; set; } = default!;

    [Inject]
    private GatewayCommands Commands { get; set; } = default!;

    [Inject]
    private ISessionPool Pool { get; set; } = default!;

    [Inject]
    private ISubscriptionKeeper Subscriptions { get; set; } = default!;

    [Inject]
    private IFloorFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        _ = FollowAsync(Feed, BetweenRenders, Time, (_, _) => true);
        _ = FollowSubscriptionsAsync();
    }

    private async Task LoadAsync() => (_rows, _loaded) = (await Queries.AllAsync(Gone), true);

    private async Task FollowSubscriptionsAsync()
    {
        try
        {
            while (true)
            {
                var change = Subscriptions.NextChange;
                StateHasChanged();
                await change.WaitAsync(Gone);
                await Task.Delay(BetweenRenders, Time, Gone);
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

    private SubscriptionNarration Narrate(ConfiguredGateway gateway) => SubscriptionNarration.Of(gateway, Subscriptions.Find(gateway.Name), L, Zone);

    private string Certificate(ConfiguredGateway gateway) => gateway switch
    {
        { AllowInvalidCertificate: true } => L["Any certificate is accepted"],
        { CaCertificate: { } file } => L["Signed by {0}", Path.GetFileName(file)],
        _ when gateway.BaseUrl.StartsWith("http://", StringComparison.OrdinalIgnoreCase) => L["No encryption"],
        _ => L["The machine's trust"],
    };

    private string Sessions(GatewayRow row)
    {
        if (!row.Gateway.Enabled) return L["Not in use"];
        var phases = row.AgentIds.Select(x => Pool.Find(new AgentId(row.Gateway.Name, x))?.State.Phase).ToList();
        var live = phases.Count(x => x == SessionPhase.Live);
        var stuck = phases.Count(x => x is SessionPhase.Rejected or SessionPhase.Occupied);
        var waiting = phases.Count(x => x == SessionPhase.Waiting);
        return L["{0} live, {1} waiting, {2} need a person", live, waiting, stuck];
    }

    private void Add()
    {
        (_form, _isNew) = (new GatewayForm(), true);
        Show(Panel.Edit, null);
    }

    private void Edit(GatewayRow row)
    {
        (_form, _isNew) = (GatewayForm.From(row.Gateway), false);
        Show(Panel.Edit, row);
    }

    private void Show(Panel panel, GatewayRow? row) => (_open, _chosen, Errors, Said) = (panel, row, [], "");

    private void Close() => (_open, _chosen, Errors) = (Panel.None, null, []);

    private async Task SaveAsync()
    {
        var actor = await ActorAsync();
        var outcome = _isNew ? await Commands.AddAsync(_form, actor, Gone) : await Commands.UpdateAsync(_form, actor, Gone);
        await DoneAsync(Took(outcome, L["Gateway {0} is saved.", _form.Name]));
    }

    private async Task RemoveAsync() =>
        await DoneAsync(Took(await Commands.RemoveAsync(_chosen!.Gateway.Name, await ActorAsync(), Gone), L["Gateway {0} is removed.", _chosen.Gateway.Name]));

    private async Task RetryAsync() => Took(Commands.RetrySubscription(_chosen!.Gateway.Name, await ActorAsync()), L["The subscription of {0} is tried again.", _chosen.Gateway.Name]);

    private async Task DoneAsync(bool done)
    {
        if (!done) return;
        Close();
        await LoadAsync();
    }
}
