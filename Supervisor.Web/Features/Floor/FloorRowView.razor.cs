using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Limits;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Features.Today;

namespace Supervisor.Web.Features.Floor;

/// <summary>One agent's line. Renders when its own picture, its figures of today, its limit or its place have changed, and at nothing else.</summary>
public sealed partial class FloorRowView
{
    private AgentSnapshot? _shown;
    private FloorRow? _shownRow;
    private FloorLayout? _layout;
    private StateLook _look = StateLook.Of(AgentState.Unknown);
    private StateLimit? _limit;
    private TodayFigures? _today;
    private int _index;
    private bool _active;
    private bool _selected;
    private bool _grouped;
    private string? _flash;

    [Parameter, EditorRequired] public FloorRow Row { get; set; } = default!;

    /// <summary>Which cells.</summary>
    [Parameter, EditorRequired] public FloorLayout Layout { get; set; } = default!;

    /// <summary>It stands under the head of a group.</summary>
    [Parameter] public bool Grouped { get; set; }

    [Parameter] public EventCallback<FloorRow> OnOpen { get; set; }

    /// <summary>Somebody picks the agent out; the flag says: with all from where the range began.</summary>
    [Parameter] public EventCallback<(FloorRow Row, bool Range)> OnPick { get; set; }

    /// <summary>None in the past.</summary>
    [CascadingParameter] private ActionScope? Scope { get; set; }

    /// <summary>Who may do nothing to agents has no use for picking them out.</summary>
    private bool MayPick => Scope is { MayAct: true };

    /// <inheritdoc />
    public override bool IsStale =>
        !ReferenceEquals(_shown, Row.Snapshot) || _index != Row.Index || _active != Row.Active || _selected != Row.Selected || !ReferenceEquals(_today, Row.Today)
        || !ReferenceEquals(_limit, Row.Limit) || !ReferenceEquals(_layout, Layout) || _grouped != Grouped || !ReferenceEquals(_shownRow, Row);

    /// <inheritdoc />
    public override bool Concerns(FloorSnapshot floor) => !ReferenceEquals(_shown, floor.Agents.GetValueOrDefault(Row.Id));

    /// <summary>The history does not tell how the session stood, only why an agent was unknown.</summary>
    [CascadingParameter(Name = "Past")] private bool Past { get; set; }

    /// <summary>Remembers what is about to be shown. A change flashes by alternating two classes: an animation starts again only under a new name.</summary>
    private AgentSnapshot Take()
    {
        var changed = ReferenceEquals(_shownRow, Row) && !ReferenceEquals(_shown, Row.Snapshot);
        _flash = changed ? (_flash == "flash-a" ? "flash-b" : "flash-a") : ReferenceEquals(_shownRow, Row) ? _flash : null;
        (_shown, _shownRow, _index, _active, _selected) = (Row.Snapshot, Row, Row.Index, Row.Active, Row.Selected);
        (_today, _limit, _layout, _grouped, _look) = (Row.Today, Row.Limit, Layout, Grouped, StateLook.Of(Row.Snapshot.State));
        return _shown;
    }

    /// <summary>A time of today: ticks in the browser while the agent is in that state, else stands still.</summary>
    private RenderFragment TimeOf(AgentState state) => cell =>
    {
        var (passed, from) = _today is { IsKnown: true } ? _today.Time(state, Row.Snapshot) : default;
        // two elements, and not one with and without a start: the browser has written into the one that ticks
        if (from is { } since)
        {
            cell.OpenElement(0, "div");
            cell.AddAttribute(1, "role", "gridcell");
            cell.AddAttribute(2, "class", "c-sum");
            cell.AddAttribute(3, "data-since", (since - passed).Epoch());
        }
        else
        {
            cell.OpenElement(4, "div");
            cell.AddAttribute(5, "role", "gridcell");
            cell.AddAttribute(6, "class", "c-sum");
            cell.AddContent(7, _today is { IsKnown: true } ? FloorWords.Span(passed) : "–");
        }

        cell.CloseElement();
    };

    private Task ClickAsync(MouseEventArgs click) =>
        MayPick && (click.ShiftKey || click.CtrlKey || click.MetaKey) ? PickAsync(click) : OnOpen.InvokeAsync(Row);

    private Task PickAsync(MouseEventArgs click) => OnPick.InvokeAsync((Row, click.ShiftKey));
}
