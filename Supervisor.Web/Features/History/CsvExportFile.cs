using System.Buffers;
using System.Text;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.History;

/// <summary>An export as CSV; see <see cref="CsvCells"/> for how a cell is written.</summary>
internal sealed class CsvExportFile : IExportFile
{
    private static readonly byte[][] Origins = [.. Enum.GetValues<EventOrigin>().Select(origin => Encoding.UTF8.GetBytes(FilterAddress.WordFor(origin)))];

    private readonly CsvCells _cells;
    private readonly ZonedClock _clock;

    public CsvExportFile(IBufferWriter<byte> output, ExportRequest request)
    {
        _cells = new CsvCells(output);
        _clock = new ZonedClock(request.Zone);
        if (request.ByteOrderMark) _cells.ByteOrderMark();
        foreach (var column in EventExport.Columns) _cells.Cell(column);
        _cells.EndRow();
    }

    public long Written => _cells.Written;

    public void Add(EventRow row)
    {
        _cells.Cell(row.Sequence);
        _cells.Word(_clock.Of(row.ReceivedAt));
        _cells.Word(row.GeneratedAt is { } generated ? _clock.Of(generated) : []);
        _cells.Cell(row.Gateway);
        _cells.Cell(row.AgentId);
        _cells.Word((uint)row.Origin < Origins.Length ? Origins[(int)row.Origin] : Origins[^1]);
        _cells.Cell(row.Type);
        _cells.Cell(row.Content);
        _cells.EndRow();
    }

    public ValueTask EndAsync(ExportAbout about, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
