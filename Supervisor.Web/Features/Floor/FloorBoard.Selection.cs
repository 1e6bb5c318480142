namespace Supervisor.Web.Features.Floor;

/// <summary>Who is picked out on this page, to do something with all of them at once. Only what is shown can be selected: nobody is acted upon unseen.</summary>
public sealed partial class FloorBoard
{
    private FloorRow? _anchor;

    /// <summary>The selected rows, in the order shown. A new list whenever it changes.</summary>
    public IReadOnlyList<FloorRow> Selected { get; private set; } = [];

    /// <summary>Adds one, or takes it away again; a range begins here.</summary>
    public void Toggle(FloorRow row)
    {
        if (!IsShown(row)) return;
        row.Selected = !row.Selected;
        _anchor = row;
        CollectSelected();
    }

    /// <summary>Selects from where the range began to <paramref name="to"/>, and nobody else.</summary>
    /// <param name="from">Where it begins unless it has begun already; null: with <paramref name="to"/>.</param>
    /// <param name="to">Its other end.</param>
    public void SelectTo(FloorRow? from, FloorRow to)
    {
        if (!IsShown(to)) return;
        if (_anchor is null || !IsShown(_anchor)) _anchor = from is not null && IsShown(from) ? from : to;
        var (first, last) = (Math.Min(_anchor.Index, to.Index), Math.Max(_anchor.Index, to.Index));
        foreach (var row in Shown) row.Selected = row.Index >= first && row.Index <= last;
        CollectSelected();
    }

    /// <summary>Selects everybody shown.</summary>
    public void SelectAll()
    {
        foreach (var row in Shown) row.Selected = true;
        CollectSelected();
    }

    /// <summary>Selects nobody.</summary>
    public void ClearSelection()
    {
        foreach (var row in Selected) row.Selected = false;
        EndRange();
        CollectSelected();
    }

    /// <summary>The next range begins anew.</summary>
    public void EndRange() => _anchor = null;

    /// <summary>After the rows shown have changed: who is not among them is not selected any more.</summary>
    private void KeepSelection()
    {
        if (Selected.Count == 0) return;
        foreach (var row in Selected) row.Selected = IsShown(row);
        CollectSelected();
    }

    private void CollectSelected()
    {
        var selected = Shown.Where(row => row.Selected).ToList();
        if (!selected.SequenceEqual(Selected)) Selected = selected;
    }

    private bool IsShown(FloorRow row) => row.Index < Shown.Count && ReferenceEquals(Shown[row.Index], row);
}
