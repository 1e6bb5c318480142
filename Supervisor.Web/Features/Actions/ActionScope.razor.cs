using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Web.Components.Controls;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Actions;

/// <summary>What the parts of the floor need to act, and the page's one dialog. In the past there is none, so nothing can be done there.</summary>
public sealed partial class ActionScope : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _leaving = new();
    private readonly HashSet<AgentId> _mine = [];
    private ActionDialog? _dialog;
    private Task _following = Task.CompletedTask;
    private string _said = "";

    /// <summary>The pump of the page.</summary>
    [Parameter, EditorRequired] public LivePump Pump { get; set; } = default!;

    /// <summary>False in the past.</summary>
    [Parameter] public bool Enabled { get; set; } = true;

    /// <summary>The dialog is open, or no longer. Not an event of the page: nothing of it is to be drawn anew.</summary>
    [Parameter] public Action<bool>? Opened { get; set; }

    /// <summary>The page.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Where things are asked for.</summary>
    [Inject] public IActionDesk Desk { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private ICommandRights Rights { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <summary>The person may act. Others see what is done, and by whom.</summary>
    public bool MayAct { get; private set; }

    /// <summary>The time (UTC).</summary>
    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Opens the menu of an agent.</summary>
    public Task OpenAsync(AgentId agent) => _dialog?.OpenAsync([agent], null) ?? Task.CompletedTask;

    /// <summary>Asks for an action: at once where it needs no further word, else with its dialog.</summary>
    public async Task AskAsync(IReadOnlyList<AgentId> agents, AgentCommand command)
    {
        if (_dialog is null) return;
        if (agents.Count != 1 || !ActionChoices.IsOneClick(command)) await _dialog.OpenAsync(agents, command);
        else if (await ActAsync(agents[0], command, null) is { IsDone: false } refused) await _dialog.OpenAsync(agents, null, refused.Errors);
    }

    /// <summary>Acts as the person in front of the page; roles may have changed since it was opened.</summary>
    public async Task<Outcome> ActAsync(AgentId agent, AgentCommand command, string? why)
    {
        _mine.Add(agent);
        return await Desk.ActAsync(agent, command, why, await ActorAsync(), _leaving.Token);
    }

    /// <summary>The same for many.</summary>
    public async Task ActAllAsync(IReadOnlyList<AgentId> agents, AgentCommand command, string? why, Action<AgentId, Outcome> told)
    {
        _mine.UnionWith(agents.Count <= 3 ? agents : []); // more would be a recital: the dialog lists them
        await Desk.ActAllAsync(agents, command, why, await ActorAsync(), (agent, outcome) => _ = InvokeAsync(() => told(agent, outcome)), _leaving.Token);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _following;
        _leaving.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        MayAct = Enabled && Actor.From((await Authentication).User).MayAct;
        if (Enabled) _following = FollowAsync();
    }

    private async Task<Actor> ActorAsync() => Actor.From(await Rights.NowAsync((await Authentication).User, _leaving.Token));

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var _ in Desk.ChangesAsync(_leaving.Token))
            {
                Say();
                Pump.Flush();
                await Task.Delay(Pace, Time, _leaving.Token);
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

    // How my own actions ended, for those who hear the page.
    private void Say()
    {
        foreach (var agent in _mine.ToList())
        {
            if (Desk.Last(agent) is not { SettledAt: not null } record) continue;
            _mine.Remove(agent);
            _said = L["{0}: {1} {2}", Desk.Setting(agent)?.Agent.Profile.Name ?? agent.WorkNo, L.Label(record.Command.Kind), L.Standing(record)];
            StateHasChanged();
        }
    }
}
