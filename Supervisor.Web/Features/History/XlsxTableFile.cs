using System.IO.Pipelines;

namespace Supervisor.Web.Features.History;

/// <summary>A table as an Excel workbook.</summary>
internal sealed class XlsxTableFile(string directory, PipeWriter output, ExportRequest request, string title, IReadOnlyList<TableColumn> columns, int rowsPerSheet) : ITableFile
{
    private readonly XlsxWorkbook _workbook = new(directory, output, title, columns, rowsPerSheet);

    public long Written => _workbook.Written;

    public void Add(ReadOnlySpan<TableCell> row)
    {
        var sheet = _workbook.BeginRow();
        foreach (ref readonly var cell in row)
        {
            if (cell.Number is { } number) sheet.Cell(number);
            else if (cell.Time is { } time) sheet.Cell(time, request.Zone);
            else sheet.Cell(cell.Flag is { } flag ? flag ? "yes" : "no" : cell.Text ?? "");
        }

        sheet.EndRow();
    }

    public ValueTask EndAsync(ExportAbout about, CancellationToken cancellationToken) =>
        _workbook.EndAsync(about.Statements().Append(("Times", "Local times of the zone; JSON Lines and CSV have the offset")), cancellationToken);

    public ValueTask DisposeAsync() => _workbook.DisposeAsync();
}
