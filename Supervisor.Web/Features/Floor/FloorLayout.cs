using System.Collections.Immutable;
using System.Text.Json;

namespace Supervisor.Web.Features.Floor;

/// <summary>Which columns the grid shows, in which order, and how high its rows are. Immutable.</summary>
public sealed class FloorLayout
{
    /// <summary>What a floor has that nobody has changed.</summary>
    public static readonly FloorLayout Default = new([.. GridColumn.All.Where(column => !column.IsExtra)], isCompact: false);

    /// <summary>The past knows of no figures of today, and tells what there is of sessions.</summary>
    public static readonly FloorLayout Past = new([.. GridColumn.All.Where(column => !column.IsToday)], isCompact: false);

    private FloorLayout(ImmutableArray<GridColumn> columns, bool isCompact)
    {
        Columns = columns;
        IsCompact = isCompact;
        GroupRoom = Longest(columns);
        Style = FormattableString.Invariant($"--columns: {string.Join(' ', columns.Select(column => column.Track))}; --rest: {columns.Sum(column => column.Pixels)}px; --row: {RowHeight}px");
    }

    /// <summary>The columns shown, pinned ones first.</summary>
    public ImmutableArray<GridColumn> Columns { get; }

    /// <summary>The columns beside each other in which the head of a group has no figure, where there are most of them: room for what it tells of its states.</summary>
    public ImmutableArray<GridColumn> GroupRoom { get; }

    /// <summary>Low rows.</summary>
    public bool IsCompact { get; }

    /// <summary>Pixels of a line; floor.css makes it so high, and Virtualize counts with it.</summary>
    public int RowHeight => IsCompact ? 28 : 36;

    /// <summary>For head and body of the grid, which share the tracks; they, and not the grid, since the widths of pinned columns depend on the width of the grid.</summary>
    public string Style { get; }

    /// <summary>Shows these, and those that are always shown.</summary>
    public FloorLayout With(IEnumerable<GridColumn> columns) => new([.. GridColumn.All.Where(column => column.IsPinned), .. columns.Where(column => !column.IsPinned).Distinct()], IsCompact);

    /// <summary>Low rows, or not.</summary>
    public FloorLayout With(bool isCompact) => new(Columns, isCompact);

    /// <summary>Shows or hides one; what is new comes where the default has it, as far as what stands there allows.</summary>
    public FloorLayout Toggle(GridColumn column)
    {
        if (Columns.Contains(column)) return With(Columns.Remove(column));
        var place = Columns.TakeWhile(other => Place(other) < Place(column)).Count();
        return With(Columns.Insert(place, column));
    }

    /// <summary>Moves one to the left (-1) or to the right (1).</summary>
    public FloorLayout Move(GridColumn column, int by)
    {
        var (at, to) = (Columns.IndexOf(column), Columns.IndexOf(column) + by);
        if (at < 0 || column.IsPinned || to < 0 || to >= Columns.Length || Columns[to].IsPinned) return this;
        return With(Columns.RemoveAt(at).Insert(to, column));
    }

    /// <summary>The same without the figures of today.</summary>
    public FloorLayout WithoutToday() => With(Columns.Where(column => !column.IsToday));

    /// <summary>JSON, for the store.</summary>
    public override string ToString() => JsonSerializer.Serialize(new Stored([.. Columns.Select(column => column.Id)], IsCompact ? "compact" : "comfortable"), JsonSerializerOptions.Web);

    /// <summary>Reads what <see cref="ToString"/> wrote. Columns that there are not (any more) are left out; what is no layout is null.</summary>
    public static FloorLayout? Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json)) return null;
        try
        {
            return JsonSerializer.Deserialize<Stored>(json, JsonSerializerOptions.Web) is { Columns: { } ids } stored
                ? Default.With(ids.Select(id => GridColumn.Find(id ?? "")).OfType<GridColumn>()).With(stored.Density == "compact")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>True where both show the same.</summary>
    public bool IsSame(FloorLayout other) => IsCompact == other.IsCompact && Columns.SequenceEqual(other.Columns);

    private static ImmutableArray<GridColumn> Longest(ImmutableArray<GridColumn> columns)
    {
        var (longest, run) = (0..0, 0);
        for (var i = 0; i < columns.Length; i++)
        {
            run = columns[i] is { IsPinned: false, HasGroupFigure: false } ? run + 1 : 0;
            if (run > longest.End.Value - longest.Start.Value) longest = (i + 1 - run)..(i + 1);
        }

        return columns[longest];
    }

    private static int Place(GridColumn column)
    {
        for (var i = 0; i < GridColumn.All.Count; i++)
            if (GridColumn.All[i] == column) return i;
        return GridColumn.All.Count;
    }

    private sealed record Stored(string?[]? Columns, string? Density);
}
