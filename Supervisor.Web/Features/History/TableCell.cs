namespace Supervisor.Web.Features.History;

/// <summary>A column of a table that is exported.</summary>
/// <param name="Name">Its head, and its name in JSON.</param>
/// <param name="Width">In a workbook, in characters.</param>
internal readonly record struct TableColumn(string Name, double Width);

/// <summary>What stands in a cell: a text, a number, a time, a yes or no, or nothing.</summary>
internal readonly record struct TableCell
{
    /// <summary>Nothing.</summary>
    public static readonly TableCell None;

    public string? Text { get; private init; }

    /// <summary>Seconds with milliseconds, counts, shares.</summary>
    public decimal? Number { get; private init; }

    public DateTimeOffset? Time { get; private init; }

    public bool? Flag { get; private init; }

    public static implicit operator TableCell(string? text) => new() { Text = text };

    public static implicit operator TableCell(decimal? number) => new() { Number = number };

    public static implicit operator TableCell(long number) => new() { Number = number };

    public static implicit operator TableCell(DateTimeOffset? time) => new() { Time = time };

    public static implicit operator TableCell(bool flag) => new() { Flag = flag };
}
