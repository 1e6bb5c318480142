using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Supervisor.Domain.Agents;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Features.Floor;

/// <summary>One agent at more length, beside the grid, and live like it.</summary>
public sealed partial class AgentDrawer
{
    private ElementReference _close;
    private AgentSnapshot? _shown;
    private FloorRow? _focusedFor;
    private SessionHealth? _health;
    private bool _raw;

    /// <summary>Who.</summary>
    [Parameter, EditorRequired] public FloorRow Row { get; set; } = default!;

    /// <summary>Enough seen.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    /// <inheritdoc />
    public override bool IsStale => !ReferenceEquals(_shown, Row.Snapshot) || _health != Health();

    [CascadingParameter(Name = "Past")] private bool Past { get; set; }

    [Inject] private ISessionPool Sessions { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject] private IAuthorizationService Authorization { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        _raw = (await Authorization.AuthorizeAsync((await Authentication).User, Policies.Administration)).Succeeded;
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (ReferenceEquals(_focusedFor, Row)) return;
        _focusedFor = Row;
        await _close.FocusAsync();
    }

    private AgentSnapshot Take()
    {
        _health = Health();
        return _shown = Row.Snapshot;
    }

    /// <summary>How the session stands now says nothing about the past.</summary>
    private SessionHealth? Health() => Past ? null : Sessions.Find(Row.Id);

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? OnClose.InvokeAsync() : Task.CompletedTask;
}
