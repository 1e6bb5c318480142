using System.IO.Pipelines;

namespace Supervisor.Web.Features.History;

/// <summary>The one way to an export, from page, API, command line and schedule: events, or a table.</summary>
internal sealed class Exporter(EventExport events, TableExport tables)
{
    /// <inheritdoc cref="EventExport.WriteAsync"/>
    public Task<ExportAbout> WriteAsync(ExportRequest request, PipeWriter output, IProgress<ExportProgress>? progress, CancellationToken cancellationToken) => request.Table is { } table
        ? tables.WriteAsync(table, request, output, progress, cancellationToken)
        : events.WriteAsync(request, output, progress, cancellationToken);
}
