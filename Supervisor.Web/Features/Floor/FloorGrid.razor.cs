using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using Supervisor.Web.Features.Actions;

namespace Supervisor.Web.Features.Floor;

/// <summary>
/// The live grid: one tab stop, the keyboard's line named by aria-activedescendant, so that rows may come and go while it stays. With groups it is a treegrid, of the heads and their rows.
/// floor.js keeps the browser from scrolling on the keys that are handled here.
/// </summary>
public sealed partial class FloorGrid
{
    private ElementReference _grid;
    private List<IFloorLine>? _lines;
    private FloorSort? _sort;
    private FloorLayout? _layout;
    private IFloorLine? _active;
    private GridColumn? _column;
    private bool _focused;
    private bool _pointed;
    private bool _acting;
    private bool _moved;
    private int _pageRows = 20;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public FloorBoard Board { get; set; } = default!;

    /// <summary>Which columns.</summary>
    [Parameter] public FloorLayout Layout { get; set; } = FloorLayout.Default;

    /// <summary>Somebody wants to see more of an agent.</summary>
    [Parameter] public EventCallback<FloorRow> OnOpen { get; set; }

    /// <summary>Somebody wants another order.</summary>
    [Parameter] public EventCallback<FloorSort> OnSort { get; set; }

    [CascadingParameter(Name = "Past")] private bool Past { get; set; }

    /// <summary>What can be done to agents; none in the past.</summary>
    [CascadingParameter] private ActionScope? Actions { get; set; }

    /// <summary>Who may do nothing to agents, and in the past nobody may, has no use for picking them out.</summary>
    private bool MayPick => Actions is { MayAct: true };

    /// <inheritdoc />
    public override bool IsStale => _moved || !ReferenceEquals(_lines, Board.Lines) || !ReferenceEquals(_sort, Board.Sort) || !ReferenceEquals(_layout, Layout);

    [Inject] private IJSRuntime Js { get; set; } = default!;

    private string? ActiveElement => _column is not null ? "fh-" + _column.Id : Standing?.ElementId;

    /// <summary>The line the keyboard stands on, unless a filter has taken it out of the list.</summary>
    private IFloorLine? Standing => _active is { } line && line.Index < Board.Lines.Count && ReferenceEquals(Board.Lines[line.Index], line) ? line : null;

    /// <summary>Brings the keyboard back, e.g. from the drawer.</summary>
    public ValueTask FocusAsync() => _grid.FocusAsync(preventScroll: true);

    /// <summary>The dialog of actions is open over the grid, or no longer. It has taken pointer and focus, and gives them back to the row it was opened from.</summary>
    public void Act(bool open)
    {
        _acting = open;
        HoldOrder();
    }

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender) => _moved = false;

    private void Enter(GridColumn? column)
    {
        _column = column;
        _moved = true;
    }

    private async Task MoveAsync(IFloorLine line)
    {
        Activate(line);
        _pageRows = Math.Max(1, await Js.InvokeAsync<int>("supervisor.reveal", "floor-grid", line.Index, Layout.RowHeight) - 1);
    }

    private void Activate(IFloorLine line)
    {
        if (_active is not null) _active.Active = false;
        _active = line;
        line.Active = true;
        _moved = true;
        Pump.Flush();
    }

    private Task OpenAsync(FloorRow row)
    {
        Board.EndRange();
        Activate(row);
        return OnOpen.InvokeAsync(row);
    }

    private void Pick((FloorRow Row, bool Range) choice)
    {
        if (!MayPick) return;
        if (choice.Range) Board.SelectTo(Standing, choice.Row);
        else Board.Toggle(choice.Row);
        Activate(choice.Row);
    }

    private void FoldAsync(FloorGroup group)
    {
        Board.Fold(group, !group.IsCollapsed);
        Activate(group);
    }

    private Task SortAsync(GridColumn column, bool second) =>
        OnSort.InvokeAsync(second ? Board.Sort.ShiftClick(column.Sort) : Board.Sort.Click(column.Sort));

    private void Focus(bool inside)
    {
        _focused = inside;
        if (inside && Standing is null && Board.Lines.Count > 0) Activate(Board.Lines[0]);
        HoldOrder();
    }

    private void Point(bool inside)
    {
        _pointed = inside;
        HoldOrder();
    }

    private void HoldOrder() => Board.Hold(_focused || _pointed || _acting);

    /// <summary>The level that the head shows as the first: the second, where the first is by something that no heading stands for, as the urgency.</summary>
    private SortLevel Leading => Board.Sort.Second is { } second && !Layout.Columns.Any(column => !column.IsNarrow && column.Sort == Board.Sort.First.Column) ? second : Board.Sort.First;

    private string AriaSort(GridColumn column) => Leading.Column != column.Sort || column.IsNarrow ? "none" : Leading.Descending ? "descending" : "ascending";

    private string? Mark(GridColumn column) =>
        column.IsNarrow ? null
        : Leading.Column == column.Sort ? Arrow(Leading)
        : Board.Sort.Second is { } second && second.Column == column.Sort ? Arrow(second) + "\u00b2"
        : null;

    private static string Arrow(SortLevel level) => level.Descending ? "\u25be" : "\u25b4";
}
