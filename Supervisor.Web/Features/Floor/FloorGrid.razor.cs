using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using Supervisor.Web.Features.Actions;

namespace Supervisor.Web.Features.Floor;

/// <summary>
/// The live grid: one tab stop, the keyboard's row named by aria-activedescendant, so that rows may come and go while it stays.
/// floor.js keeps the browser from scrolling on the keys that are handled here.
/// </summary>
public sealed partial class FloorGrid
{
    /// <summary>Pixels; must equal the height in floor.css, or jumps leave blank stretches.</summary>
    public const float RowHeight = 36;

    private static readonly GridColumn[] Columns =
    [
        new("Health", FloorColumn.Session, "dot", Hidden: true),
        new("Agent", FloorColumn.Agent, "agent"),
        new("State", FloorColumn.State, "state"),
        new("In state", FloorColumn.Time, "time"),
        new("Team", FloorColumn.Team, "team"),
        new("Call", FloorColumn.Call, "call"),
        new("Login", FloorColumn.Login, "login"),
        new("Gateway", FloorColumn.Gateway, "gateway"),
        new("Session", FloorColumn.Session, "session"),
    ];

    private ElementReference _grid;
    private List<FloorRow>? _shown;
    private FloorSort? _sort;
    private FloorRow? _active;
    private GridColumn? _column;
    private bool _focused;
    private bool _pointed;
    private bool _moved;
    private int _pageRows = 20;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public FloorBoard Board { get; set; } = default!;

    /// <summary>Somebody wants to see more of an agent.</summary>
    [Parameter] public EventCallback<FloorRow> OnOpen { get; set; }

    /// <summary>Somebody wants another order.</summary>
    [Parameter] public EventCallback<FloorSort> OnSort { get; set; }

    [CascadingParameter(Name = "Past")] private bool Past { get; set; }

    /// <summary>What can be done to agents; none in the past.</summary>
    [CascadingParameter] private ActionScope? Actions { get; set; }

    /// <inheritdoc />
    public override bool IsStale => _moved || !ReferenceEquals(_shown, Board.Shown) || !ReferenceEquals(_sort, Board.Sort);

    [Inject] private IJSRuntime Js { get; set; } = default!;

    private string? ActiveElement => _column is not null ? "fh-" + _column.Css : Standing?.ElementId;

    /// <summary>The row the keyboard stands on, unless a filter has taken it out of the list.</summary>
    private FloorRow? Standing => _active is { } row && row.Index < Board.Shown.Count && ReferenceEquals(Board.Shown[row.Index], row) ? row : null;

    /// <summary>Brings the keyboard back, e.g. from the drawer.</summary>
    public ValueTask FocusAsync() => _grid.FocusAsync(preventScroll: true);

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender) => _moved = false;

    private void Enter(GridColumn? column)
    {
        _column = column;
        _moved = true;
    }

    private async Task MoveAsync(FloorRow row)
    {
        Activate(row);
        _pageRows = Math.Max(1, await Js.InvokeAsync<int>("supervisor.reveal", "floor-grid", row.Index, RowHeight) - 1);
    }

    private void Activate(FloorRow row)
    {
        if (_active is not null) _active.Active = false;
        _active = row;
        row.Active = true;
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
        if (Past) return;
        if (choice.Range) Board.SelectTo(Standing, choice.Row);
        else Board.Toggle(choice.Row);
        Activate(choice.Row);
    }

    private Task SortAsync(GridColumn column, bool second) =>
        OnSort.InvokeAsync(second ? Board.Sort.ShiftClick(column.Column) : Board.Sort.Click(column.Column));

    private void Focus(bool inside)
    {
        _focused = inside;
        if (inside && Standing is null && Board.Shown.Count > 0) Activate(Board.Shown[0]);
        Board.Hold(_focused || _pointed);
    }

    private void Point(bool inside)
    {
        _pointed = inside;
        Board.Hold(_focused || _pointed);
    }

    private string AriaSort(GridColumn column) =>
        Board.Sort.First.Column != column.Column || column.Hidden ? "none" : Board.Sort.First.Descending ? "descending" : "ascending";

    private string? Mark(GridColumn column) =>
        column.Hidden ? null
        : Board.Sort.First.Column == column.Column ? Arrow(Board.Sort.First)
        : Board.Sort.Second is { } second && second.Column == column.Column ? Arrow(second) + "\u00b2"
        : null;

    private static string Arrow(SortLevel level) => level.Descending ? "\u25be" : "\u25b4";

    /// <param name="Title">English word, the key of the translation.</param>
    /// <param name="Column">What it sorts by.</param>
    /// <param name="Css">Class suffix.</param>
    /// <param name="Hidden">Too narrow for its title, which is then for screen readers.</param>
    private sealed record GridColumn(string Title, FloorColumn Column, string Css, bool Hidden = false);
}
