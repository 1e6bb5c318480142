using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Web.Components.Controls;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Sessions;

/// <summary>How every session stands, live: what needs a person first. Ages tick in the browser; a row is rendered when its session has got another answer.</summary>
public sealed partial class SessionsPage
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    private readonly LivePump _pump = new();
    private readonly SessionBoard _board = new();
    private IReadOnlyList<FieldError> _errors = [];
    private string? _progress;
    private bool _mayRetry;
    private int _total = -1;

    [Inject] private SessionRetries Retries { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ICommandRights Rights { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _board.Choose(SessionFilter.FromQuery(new Uri(Navigation.Uri).Query));
        base.OnInitialized();
        Run(TurnAsync);
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var actor = Actor.From((await Authentication).User);
        _mayRetry = actor.MayAdminister || actor.MayAct;
    }

    /// <inheritdoc />
    protected override void OnFloor(FloorSnapshot floor, IReadOnlySet<AgentId>? changed)
    {
        _board.Accept(floor, changed);
        if ((_total == 0) != (_board.Total == 0)) StateHasChanged();
        _total = _board.Total;
        _pump.Flush();
    }

    // polls are answered without any event on the floor: the rows in view look whether they have been heard again
    private async Task TurnAsync()
    {
        using var timer = new PeriodicTimer(Turn, Time);
        while (await timer.WaitForNextTickAsync(Leaving)) _pump.Flush();
    }

    private async Task<Actor> ActorAsync() => Actor.From(await Rights.NowAsync((await Authentication).User, Leaving));

    private async Task FilterAsync(SessionFilter filter)
    {
        _board.Choose(filter);
        _pump.Flush();
        await Js.InvokeVoidAsync("supervisor.replaceQuery", Leaving, filter.ToQuery());
    }

    private async Task RetryAsync(AgentId agent) => _errors = Retries.Retry(agent, await ActorAsync()).Errors;

    private async Task RetryAllAsync()
    {
        var agents = _board.Shown.Where(row => SessionRetries.WaitsWithOthers(row.Snapshot.Session)).Select(row => row.Id).ToList();
        var outcome = await Retries.RetryAllAsync(agents, await ActorAsync(), tried =>
        {
            _progress = L["{0} of {1} tried", tried, agents.Count];
            StateHasChanged();
        }, Leaving);
        (_errors, _progress) = (outcome.Errors, null);
    }
}
