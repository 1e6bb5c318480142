using System.Buffers;
using System.Globalization;

namespace Supervisor.Web.Features.History;

/// <summary>A table as CSV; see <see cref="CsvCells"/> for how a cell is written.</summary>
internal sealed class CsvTableFile : ITableFile
{
    private readonly CsvCells _cells;
    private readonly TimeZoneInfo _zone;

    public CsvTableFile(IBufferWriter<byte> output, ExportRequest request, IReadOnlyList<TableColumn> columns)
    {
        (_cells, _zone) = (new CsvCells(output), request.Zone);
        if (request.ByteOrderMark) _cells.ByteOrderMark();
        foreach (var column in columns) _cells.Cell(column.Name);
        _cells.EndRow();
    }

    public long Written => _cells.Written;

    public void Add(ReadOnlySpan<TableCell> row)
    {
        foreach (ref readonly var cell in row)
        {
            _cells.Cell(
                cell.Number is { } number ? number.ToString(CultureInfo.InvariantCulture)
                : cell.Time is { } time ? IsoTime.InZone(time, _zone)
                : cell.Flag is { } flag ? flag ? "true" : "false"
                : cell.Text);
        }

        _cells.EndRow();
    }

    public ValueTask EndAsync(ExportAbout about, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
