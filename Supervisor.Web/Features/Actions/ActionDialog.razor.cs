using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Features.Actions;

/// <summary>The floor's one dialog: the menu of an agent, the words before an action, and what became of a selection. Live like the rest of the page: what is legal changes under the eyes.</summary>
public sealed partial class ActionDialog
{
    private ElementReference _element;
    private IReadOnlyList<AgentId> _agents = [];
    private IReadOnlyList<CommandSetting> _shown = [];
    private IReadOnlyList<RestReason> _restReasons = [];
    private IReadOnlyList<FieldError> _errors = [];
    private Dictionary<AgentId, Outcome>? _ends;
    private List<ActionRecord?> _records = [];
    private AgentCommand? _command;
    private ActionForm _form = new();
    private bool _changed;
    private bool _sending;
    private bool _toEnter;

    /// <summary>Where it is asked for.</summary>
    [Parameter, EditorRequired] public ActionScope Scope { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    /// <inheritdoc />
    public override bool IsStale => _changed || (_agents.Count > 0 && (!_shown.SequenceEqual(Settings()) || !_records.SequenceEqual(Records())));

    /// <summary>Opens: the menu of one agent, or the words of <paramref name="command"/>.</summary>
    public async Task OpenAsync(IReadOnlyList<AgentId> agents, AgentCommand? command, IReadOnlyList<FieldError>? errors = null)
    {
        (_agents, _command, _form, _ends, _errors, _sending, _restReasons) = (agents, command, new ActionForm(), null, errors ?? [], false, []);
        _toEnter = true;
        Scope.Opened?.Invoke(true);
        Changed();
        if (command?.Kind == CommandKind.Rest) await LearnReasonsAsync();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_toEnter) return;
        // only now has the browser what it is to show, and to give the focus to
        _toEnter = false;
        await Js.InvokeVoidAsync("supervisorActions.show", _element);
    }

    private IReadOnlyList<CommandSetting> Take()
    {
        _changed = false;
        _records = Records();
        return _shown = Settings();
    }

    private List<CommandSetting> Settings() => [.. _agents.Select(Scope.Desk.Setting).OfType<CommandSetting>()];

    private List<ActionRecord?> Records() => [.. _agents.Select(Scope.Desk.Last)];

    private void Changed()
    {
        _changed = true;
        StateHasChanged();
    }

    private string Title(IReadOnlyList<CommandSetting> settings) => settings switch
    {
        [var only] when _command is { } command => L["{0}: {1}", only.Agent.Profile.Name, L.Label(command, only.Agent.State)],
        [var only] => L["{0}, agent {1}", only.Agent.Profile.Name, only.Agent.Id.WorkNo],
        _ when _command is { } command => L["{0}: {1} agents", L.Label(command.Kind), _agents.Count],
        _ => L["Actions"],
    };

    private static bool IsHard(AgentCommand command, CommandSetting setting) =>
        CommandRules.Effect(command, setting.Agent) is CallEffect.CutsCall or CallEffect.KicksOut or CallEffect.TakenAway;

    private async Task ChooseAsync(AgentCommand command)
    {
        if (ActionChoices.IsOneClick(command))
        {
            var outcome = await Scope.ActAsync(_agents[0], command, null);
            if (outcome.IsDone) await CloseAsync();
            _errors = outcome.Errors;
            Changed();
            return;
        }

        (_command, _errors, _toEnter) = (command, [], true);
        Changed();
        if (command.Kind == CommandKind.Rest) await LearnReasonsAsync();
    }

    private async Task LearnReasonsAsync()
    {
        if (Settings().FirstOrDefault(setting => setting.Agent.Session.IsFeeding) is not { } first) return;
        _restReasons = await Scope.Desk.RestReasonsAsync(first.Agent.Id);
        Changed();
    }

    private async Task SendAsync()
    {
        if (_sending || _command is null) return;
        var command = _form.Complete(_command);
        // errors of the form itself are shown once, not once for each agent
        _errors = ActionRules.Check(command, _form.Why);
        _sending = _errors.Count == 0;
        Changed();
        if (!_sending) return;
        if (_agents.Count > 1) await SendAllAsync(command);
        else await SendOneAsync(command);
        _sending = false;
    }

    private async Task SendOneAsync(AgentCommand command)
    {
        var outcome = await Scope.ActAsync(_agents[0], command, _form.Why);
        _errors = outcome.Errors;
        if (outcome.IsDone) await CloseAsync();
        else Changed();
    }

    private async Task SendAllAsync(AgentCommand command)
    {
        var ends = _ends = [];
        var legal = Settings().Where(setting => CommandRules.Check(command, setting) == Obstacle.None).Select(setting => setting.Agent.Id).ToList();
        // the button that had the focus goes with the form
        _toEnter = true;
        Changed();
        await Scope.ActAllAsync(legal, command, _form.Why, (agent, outcome) =>
        {
            ends[agent] = outcome;
            Changed();
        });
    }

    private async Task CloseAsync() => await Js.InvokeVoidAsync("supervisorActions.close", _element);

    // the browser has closed it: by a button, by Escape, or by us; it has given the focus back before it says so
    private void Closed()
    {
        Scope.Opened?.Invoke(false);
        (_agents, _command, _ends, _errors, _form) = ([], null, null, [], new ActionForm());
        Changed();
    }
}
