using System.Globalization;
using System.IO.Packaging;
using System.IO.Pipelines;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.History;

/// <summary>
/// An export as an Excel workbook: a sheet "About", then the events, on as many sheets as they need. Put together in a file without a name,
/// since a workbook is whole only at its end, and then copied to the output.
/// </summary>
internal sealed class XlsxExportFile : IExportFile
{
    private static readonly double[] Widths = [10, 24, 24, 14, 12, 12, 30, 100];

    private readonly List<(string Name, string Part)> _sheets = [];
    private readonly PipeWriter _output;
    private readonly TimeZoneInfo _zone;
    private readonly int _rowsPerSheet;
    private readonly FileStream _scratch;
    private readonly Package _package;
    private readonly SpreadsheetDocument _document;
    private readonly WorkbookPart _workbook;
    private XlsxSheet? _sheet;
    private int _rows;
    private long _cut;
    private bool _closed;

    public XlsxExportFile(string directory, PipeWriter output, ExportRequest request, int rowsPerSheet)
    {
        (_output, _zone, _rowsPerSheet) = (output, request.Zone, rowsPerSheet);
        _scratch = ExportScratch.Open(directory);
        // for writing only: a package that may also be read keeps every part in memory
        _package = Package.Open(_scratch, FileMode.Create, FileAccess.Write);
        _document = SpreadsheetDocument.Create(_package, SpreadsheetDocumentType.Workbook);
        _workbook = _document.AddWorkbookPart();
        _sheet = NextSheet();
    }

    public long Written { get; private set; }

    public void Add(StoredEvent stored)
    {
        if (_rows == _rowsPerSheet)
        {
            _sheet!.Dispose();
            _sheet = NextSheet();
        }
        _rows++;
        var sheet = _sheet!;
        sheet.BeginRow();
        sheet.Cell(stored.Sequence);
        sheet.Cell(stored.ReceivedAt, _zone);
        sheet.Cell(stored.GeneratedAt, _zone);
        sheet.Cell(stored.Gateway);
        sheet.Cell(stored.AgentId);
        sheet.Cell(FilterAddress.WordFor(stored.Origin));
        sheet.Cell(stored.Type);
        if (sheet.Cell(stored.Content is { } content ? Encoding.UTF8.GetString(content) : "")) _cut++;
        sheet.EndRow();
    }

    public async ValueTask EndAsync(ExportAbout about, CancellationToken cancellationToken)
    {
        _sheet!.Dispose();
        _sheet = null;
        var part = About(about); // at the end, when it is known; it still comes first in the workbook
        XlsxStyles.Write(_workbook.AddNewPart<WorkbookStylesPart>());
        using (var writer = OpenXmlWriter.Create(_workbook))
        {
            var sheets = _sheets.Prepend(("About", part)).Select((sheet, at) => new Sheet { Name = sheet.Item1, Id = sheet.Item2, SheetId = (uint)at + 1 });
            writer.WriteElement(new Workbook(new Sheets(sheets)));
        }
        Close();
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
            Close();
        }
        finally
        {
            await _scratch.DisposeAsync();
        }
    }

    private void Close()
    {
        if (_closed) return;
        _closed = true;
        _document.Dispose();
        _package.Close();
    }

    private XlsxSheet NextSheet()
    {
        _rows = 0;
        var part = _workbook.AddNewPart<WorksheetPart>();
        _sheets.Add((_sheets.Count == 0 ? "Events" : string.Create(CultureInfo.InvariantCulture, $"Events {_sheets.Count + 1}"), _workbook.GetIdOfPart(part)));
        var sheet = new XlsxSheet(part, Widths, headed: true);
        sheet.BeginRow();
        foreach (var column in EventExport.Columns) sheet.Title(column);
        sheet.EndRow();
        return sheet;
    }

    private string About(ExportAbout about)
    {
        var part = _workbook.AddNewPart<WorksheetPart>();
        using var sheet = new XlsxSheet(part, [24, 100], headed: false);
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
        return _workbook.GetIdOfPart(part);
    }
}
