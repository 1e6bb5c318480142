namespace Supervisor.Web.Features.History;

/// <summary>What is in an exported table: columns, and rows as they come, with constant memory.</summary>
internal interface IExportTable
{
    /// <summary>Name of a workbook's sheets, and what the rows are called.</summary>
    string Title { get; }

    /// <summary>What it is, for the statements beside it.</summary>
    string Content { get; }

    IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The rows; the array is used again for the next one.</summary>
    IAsyncEnumerable<ReadOnlyMemory<TableCell>> RowsAsync(ExportRequest request, IProgress<double> done, CancellationToken cancellationToken);
}
