using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.History;

/// <summary>An export of events as an Excel workbook: the same columns as CSV. What a cell cannot hold is cut, and counted.</summary>
internal sealed class XlsxExportFile : IExportFile
{
    private static readonly double[] Widths = [10, 24, 24, 14, 12, 12, 30, 100];

    private readonly EventNames _names = new();
    private readonly TimeZoneInfo _zone;
    private readonly XlsxWorkbook _workbook;
    private long _cut;

    /// <param name="directory">For the file without a name.</param>
    /// <param name="output">Where the whole goes.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="rowsPerSheet">Rows below the header.</param>
    public XlsxExportFile(string directory, PipeWriter output, ExportRequest request, int rowsPerSheet)
    {
        _zone = request.Zone;
        _workbook = new XlsxWorkbook(directory, output, "Events", [.. EventExport.Columns.Zip(Widths, (name, width) => new TableColumn(name, width))], rowsPerSheet);
    }

    public long Written => _workbook.Written;

    public void Add(EventRow row)
    {
        var sheet = _workbook.BeginRow();
        sheet.Cell(row.Sequence);
        sheet.Cell(row.ReceivedAt, _zone);
        sheet.Cell(row.GeneratedAt, _zone);
        sheet.Cell(_names.Of(row.Gateway));
        sheet.Cell(_names.Of(row.AgentId));
        sheet.Cell(FilterAddress.WordFor(row.Origin));
        sheet.Cell(_names.Of(row.Type));
        if (sheet.Cell(Encoding.UTF8.GetString(row.Content))) _cut++;
        sheet.EndRow();
    }

    public ValueTask EndAsync(ExportAbout about, CancellationToken cancellationToken) => _workbook.EndAsync(
        about.Statements()
            .Append(("Times", "Local times of the zone; the order of the events is that of their sequence"))
            .Append(("Contents cut", _cut == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{_cut}, longer than the {XlsxText.Longest} characters of a cell; CSV and JSON Lines have them whole"))),
        cancellationToken);

    public ValueTask DisposeAsync() => _workbook.DisposeAsync();
}
