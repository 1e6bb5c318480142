using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.History;

/// <summary>An export as CSV; see <see cref="CsvCells"/> for how a cell is written.</summary>
internal sealed class CsvExportFile : IExportFile
{
    private readonly CsvCells _cells;
    private readonly TimeZoneInfo _zone;

    public CsvExportFile(IBufferWriter<byte> output, ExportRequest request)
    {
        _cells = new CsvCells(output);
        _zone = request.Zone;
        if (request.ByteOrderMark) _cells.ByteOrderMark();
        foreach (var column in EventExport.Columns) _cells.Cell(column);
        _cells.EndRow();
    }

    public long Written => _cells.Written;

    public void Add(StoredEvent stored)
    {
        Span<char> number = stackalloc char[20];
        stored.Sequence.TryFormat(number, out var digits, provider: CultureInfo.InvariantCulture);
        _cells.Cell(number[..digits]);
        _cells.Cell(IsoTime.InZone(stored.ReceivedAt, _zone));
        _cells.Cell(stored.GeneratedAt is { } generated ? IsoTime.InZone(generated, _zone) : "");
        _cells.Cell(stored.Gateway);
        _cells.Cell(stored.AgentId);
        _cells.Cell(FilterAddress.WordFor(stored.Origin));
        _cells.Cell(stored.Type);
        if (stored.Content is { } broken && !Utf8.IsValid(broken)) _cells.Cell(Encoding.UTF8.GetString(broken)); // one event must not make the file unreadable
        else _cells.Cell(stored.Content ?? []);
        _cells.EndRow();
    }

    public ValueTask EndAsync(ExportAbout about, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
