using System.Globalization;
using System.IO.Pipelines;

namespace Supervisor.Web.Features.History;

/// <summary>
/// A workbook of as many sheets as its rows need, put together in a file without a name and then sent. Its first sheet says what is in it; it is written last, when everything is known.
/// </summary>
internal sealed class XlsxWorkbook : IAsyncDisposable
{
    private readonly List<(string Name, int Number)> _sheets = [];
    private readonly PipeWriter _output;
    private readonly string _title;
    private readonly IReadOnlyList<TableColumn> _columns;
    private readonly int _rowsPerSheet;
    private readonly Stream _scratch;
    private readonly XlsxPackage _package;
    private XlsxSheet? _sheet;
    private int _rows;

    /// <param name="directory">For the file without a name.</param>
    /// <param name="output">Where the whole goes.</param>
    /// <param name="title">Name of the sheets.</param>
    /// <param name="columns">Their heads.</param>
    /// <param name="rowsPerSheet">Rows below the head; what is more goes on on the next sheet.</param>
    public XlsxWorkbook(string directory, PipeWriter output, string title, IReadOnlyList<TableColumn> columns, int rowsPerSheet)
    {
        (_output, _title, _columns, _rowsPerSheet) = (output, title, columns, rowsPerSheet);
        _scratch = ExportScratch.Open(directory);
        _package = new XlsxPackage(_scratch);
        _sheet = NextSheet();
    }

    /// <summary>Bytes given to the output so far.</summary>
    public long Written { get; private set; }

    /// <summary>The sheet on which a row has begun; end it there.</summary>
    public XlsxSheet BeginRow()
    {
        if (_rows == _rowsPerSheet)
        {
            _sheet!.Dispose();
            _sheet = NextSheet();
        }

        _rows++;
        _sheet!.BeginRow();
        return _sheet;
    }

    /// <summary>Ends the workbook and gives it to the output.</summary>
    public async ValueTask EndAsync(IEnumerable<(string Name, string Value)> about, CancellationToken cancellationToken)
    {
        _sheet!.Dispose();
        _sheet = null;
        var number = About(about);
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
        var sheet = new XlsxSheet(_package.BeginSheet(out var number), [.. _columns.Select(column => column.Width)], headed: true);
        _sheets.Add((number == 1 ? _title : string.Create(CultureInfo.InvariantCulture, $"{_title} {number}"), number));
        sheet.BeginRow();
        foreach (var column in _columns) sheet.Title(column.Name);
        sheet.EndRow();
        return sheet;
    }

    private int About(IEnumerable<(string Name, string Value)> statements)
    {
        using var sheet = new XlsxSheet(_package.BeginSheet(out var number), [24, 100], headed: false);
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
