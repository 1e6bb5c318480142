using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.History;

/// <summary>
/// An export as an Excel workbook: a sheet "About", then the events, on as many sheets as they need. Put together in a file without a name,
/// since a workbook is whole only at its end, and then copied to the output.
/// </summary>
internal sealed class XlsxExportFile : IExportFile
{
    private static readonly double[] Widths = [10, 24, 24, 14, 12, 12, 30, 100];

    private readonly List<(string Name, int Number)> _sheets = [];
    private readonly EventNames _names = new();
    private readonly PipeWriter _output;
    private readonly TimeZoneInfo _zone;
    private readonly int _rowsPerSheet;
    private readonly FileStream _scratch;
    private readonly XlsxPackage _package;
    private XlsxSheet? _sheet;
    private int _rows;
    private long _cut;

    public XlsxExportFile(string directory, PipeWriter output, ExportRequest request, int rowsPerSheet)
    {
        (_output, _zone, _rowsPerSheet) = (output, request.Zone, rowsPerSheet);
        _scratch = ExportScratch.Open(directory);
        _package = new XlsxPackage(_scratch);
        _sheet = NextSheet();
    }

    public long Written { get; private set; }

    public void Add(EventRow row)
    {
        if (_rows == _rowsPerSheet)
        {
            _sheet!.Dispose();
            _sheet = NextSheet();
        }
        _rows++;
        var sheet = _sheet!;
        sheet.BeginRow();
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

    public async ValueTask EndAsync(ExportAbout about, CancellationToken cancellationToken)
    {
        _sheet!.Dispose();
        _sheet = null;
        var number = About(about); // last in the file, when everything is known; first in the workbook
        _package.End(_sheets.Prepend(("About", number)));
        _scratch.Position = 0;
        for (int read; (read = await _scratch.ReadAsync(_output.GetMemory(64 * 1024), cancellationToken)) > 0;)
        {
            _output.Advance(read);
            Written += read;
            if ((await _output.FlushAsync(cancellationToken)).IsCompleted) return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _sheet?.Dispose();
            _package.Dispose();
        }
        finally
        {
            await _scratch.DisposeAsync();
        }
    }

    private XlsxSheet NextSheet()
    {
        _rows = 0;
        var sheet = new XlsxSheet(_package.BeginSheet(out var number), Widths, headed: true);
        _sheets.Add((number == 1 ? "Events" : string.Create(CultureInfo.InvariantCulture, $"Events {number}"), number));
        sheet.BeginRow();
        foreach (var column in EventExport.Columns) sheet.Title(column);
        sheet.EndRow();
        return sheet;
    }

    private int About(ExportAbout about)
    {
        using var sheet = new XlsxSheet(_package.BeginSheet(out var number), [24, 100], headed: false);
        var statements = about.Statements()
            .Append(("Times", "Local times of the zone; the order of the events is that of their sequence"))
            .Append(("Contents cut", _cut == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{_cut}, longer than the {XlsxText.Longest} characters of a cell; CSV and JSON Lines have them whole")));
        foreach (var (name, value) in statements)
        {
            sheet.BeginRow();
            sheet.Title(name);
            sheet.Cell(value);
            sheet.EndRow();
        }
        return number;
    }
}
