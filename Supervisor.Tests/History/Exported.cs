using System.IO.Pipelines;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Features.History;

namespace Supervisor.Tests.History;

/// <summary>Exports of a store, into memory.</summary>
internal static class Exported
{
    public static EventExport Export(this TempStore store, int? rowsPerSheet = null) =>
        rowsPerSheet is { } rows ? new EventExport(store.Events, store.Directory, TimeProvider.System) { RowsPerSheet = rows } : new EventExport(store.Events, store.Directory, TimeProvider.System);

    public static async Task<byte[]> BytesAsync(TempStore store, ExportRequest request, int? rowsPerSheet = null)
    {
        using var stream = new MemoryStream();
        var pipe = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        await store.Export(rowsPerSheet).WriteAsync(request, pipe, null, CancellationToken.None);
        await pipe.CompleteAsync();
        return stream.ToArray();
    }
}
