using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Timeline;

/// <summary>The rows of the floor's timeline: one tab stop, the keyboard's row named by aria-activedescendant, as in the live grid.</summary>
public sealed partial class FloorTracks
{
    /// <summary>Pixels; must equal the height in timeline.css.</summary>
    public const float RowHeight = 30;

    private Virtualize<FloorTrack>? _rows;
    private int _active = -1;
    private int _pageRows = 20;
    private ImmutableArray<AgentProfile> _agents;
    private TimeWindow _window;

    /// <summary>Everybody who is wanted, in order.</summary>
    [Parameter, EditorRequired] public ImmutableArray<AgentProfile> Agents { get; set; } = [];

    /// <summary>The moment.</summary>
    [Parameter, EditorRequired] public DateTimeOffset At { get; set; }

    /// <summary>How much time.</summary>
    [Parameter, EditorRequired] public TimelineSpan Span { get; set; }

    /// <summary>Which.</summary>
    [Parameter, EditorRequired] public TimeWindow Window { get; set; }

    /// <summary>Whose clock.</summary>
    [Parameter, EditorRequired] public required TimeZoneInfo Zone { get; set; }

    /// <summary>Reads the rows in view.</summary>
    [Parameter, EditorRequired] public required Func<(int First, ImmutableArray<AgentProfile> Agents, TimeWindow Window), CancellationToken, Task<ImmutableArray<FloorTrack>>> Load { get; set; }

    /// <summary>Another moment is wanted.</summary>
    [Parameter] public EventCallback<DateTimeOffset> OnGo { get; set; }

    /// <summary>Zoom: 1 in, -1 out.</summary>
    [Parameter] public EventCallback<int> OnZoom { get; set; }

    [Inject] private IJSRuntime JavaScript { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <summary>Reads the rows in view anew; before the parameters come, so that rows and axis change together.</summary>
    public async Task ReloadAsync(ImmutableArray<AgentProfile> agents, TimeWindow window)
    {
        if (_agents != agents) _active = -1;
        (_agents, _window) = (agents, window);
        if (_rows is not null) await _rows.RefreshDataAsync();
    }

    /// <inheritdoc />
    protected override void OnInitialized() => (_agents, _window) = (Agents, Window);

    private async ValueTask<ItemsProviderResult<FloorTrack>> RowsAsync(ItemsProviderRequest request)
    {
        var agents = _agents;
        var first = Math.Min(request.StartIndex, agents.Length);
        var wanted = agents.Slice(first, Math.Min(request.Count, agents.Length - first));
        return new(await Load((first, wanted, _window), request.CancellationToken), agents.Length);
    }

    private string X(DateTimeOffset at) => TimelineClock.Percent((at - Window.From) / Window.Length);

    private void Enter()
    {
        if (_active < 0 && Agents.Length > 0) _active = 0;
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.CtrlKey || key.AltKey || key.MetaKey || Agents.IsEmpty) return;
        int? to = key.Key switch
        {
            "ArrowDown" => _active + 1,
            "ArrowUp" => _active - 1,
            "PageDown" => _active + _pageRows,
            "PageUp" => _active - _pageRows,
            "Home" => 0,
            "End" => Agents.Length - 1,
            _ => null,
        };
        if (to is { } index)
        {
            _active = Math.Clamp(index, 0, Agents.Length - 1);
            _pageRows = Math.Max(1, await JavaScript.InvokeAsync<int>("supervisor.reveal", "timeline-grid", _active, RowHeight) - 1);
            return;
        }

        switch (key.Key)
        {
            case "ArrowRight" or "ArrowLeft": await OnGo.InvokeAsync(Span.Step(At, key.Key == "ArrowRight", Zone)); break;
            case "+" or "=": await OnZoom.InvokeAsync(1); break;
            case "-": await OnZoom.InvokeAsync(-1); break;
            case "Enter" when _active >= 0: Navigation.NavigateTo(TimelineAddress.Of(Agents[_active].Id, At, Span)); break;
        }
    }
}
