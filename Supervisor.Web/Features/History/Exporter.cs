using System.IO.Pipelines;

namespace Supervisor.Web.Features.History;

/// <summary>The one way to an export, from page, API, command line and schedule: events, or a table.</summary>
internal sealed class Exporter(EventExport events, TableExport tables, ExportMetrics? metrics = null)
{
    /// <inheritdoc cref="EventExport.WriteAsync"/>
    public async Task<ExportAbout> WriteAsync(ExportRequest request, PipeWriter output, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        var about = request.Table is { } table
            ? await tables.WriteAsync(table, request, output, progress, cancellationToken)
            : await events.WriteAsync(request, output, progress, cancellationToken);
        metrics?.Ended(about.Rows, about.IsWhole);
        return about;
    }
}
