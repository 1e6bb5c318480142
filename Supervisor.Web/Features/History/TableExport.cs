using System.IO.Pipelines;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.History;

/// <summary>Exports a table: state intervals or statistics, in every format, from page, API, command line and schedule alike.</summary>
internal sealed class TableExport(DataDirectory directory, ExportFactsReader facts, TimeProvider time)
{
    private const int FlushAt = 64 * 1024;

    /// <summary>Rows of one sheet below its header; Excel ends at 1,048,576 with the header.</summary>
    private const int RowsPerSheet = 1_048_575;

    /// <inheritdoc cref="EventExport.WriteAsync"/>
    public async Task<ExportAbout> WriteAsync(IExportTable table, ExportRequest request, PipeWriter output, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        var createdAt = time.GetUtcNow();
        var (rows, flushed, share) = (0L, 0L, 0.0);
        await using var file = Begin(table, request, output);
        await foreach (var row in table.RowsAsync(request, new Share(value => share = value), cancellationToken))
        {
            file.Add(row.Span);
            rows++;
            if (file.Written - flushed < FlushAt) continue;
            flushed = file.Written;
            progress?.Report(new ExportProgress(rows, share > 0 ? (long)(rows / share) : rows));
            if ((await output.FlushAsync(cancellationToken)).IsCompleted) return About(isWhole: false); // nobody reads any more
        }

        var whole = About(isWhole: true);
        if (request.WithFacts || request.Format == ExportFormat.Xlsx) whole = whole with { Facts = await facts.ReadAsync(request, cancellationToken) };
        await file.EndAsync(whole, cancellationToken);
        var left = (await output.FlushAsync(cancellationToken)).IsCompleted;
        progress?.Report(new ExportProgress(rows, rows));
        return whole with { IsWhole = !left };

        ExportAbout About(bool isWhole) => new(request, createdAt, rows, null, null, isWhole) { Content = table.Content, Unit = table.Title };
    }

    private ITableFile Begin(IExportTable table, ExportRequest request, PipeWriter output) =>
        request.Format == ExportFormat.Xlsx ? new XlsxTableFile(directory.Root, output, request, table.Title, table.Columns, RowsPerSheet)
        : request.Format == ExportFormat.JsonLines ? new JsonLinesTableFile(output, request, table.Columns)
        : new CsvTableFile(output, request, table.Columns);

    /// <summary>Told in line: <see cref="Progress{T}"/> would tell later, on another thread.</summary>
    private sealed class Share(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
