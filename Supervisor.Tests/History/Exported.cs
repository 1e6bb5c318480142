using System.IO.Pipelines;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Features.History;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.History;

/// <summary>Exports of a store, into memory.</summary>
internal static class Exported
{
    public static EventExport Export(this TempStore store, int? rowsPerSheet = null) =>
        rowsPerSheet is { } rows ? new EventExport(store.Events, store.Directory, TimeProvider.System) { RowsPerSheet = rows } : new EventExport(store.Events, store.Directory, TimeProvider.System);

    public static IntervalStore Intervals(this TempStore store, TimeProvider time) =>
        new(store.Directory, new IntervalKeeper(store.Directory, Options.Create(new HistoryOptions()), time, NullLogger<IntervalKeeper>.Instance), time);

    public static AgentRoster Roster(this TempStore store, TimeProvider time) => new(store.Intervals(time), store.Contexts);

    public static ExportFactsReader Facts(this TempStore store, TimeProvider time) => new(store.Events, store.Intervals(time), store.Roster(time), new VerificationRecord(store.Contexts, time));

    public static Exporter Exporter(this TempStore store, TimeProvider time) =>
        new(new EventExport(store.Events, store.Directory, time, store.Facts(time)), new TableExport(store.Directory, store.Facts(time), time));

    public static async Task<byte[]> BytesAsync(TempStore store, ExportRequest request, int? rowsPerSheet = null)
    {
        using var stream = new MemoryStream();
        var pipe = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        await store.Export(rowsPerSheet).WriteAsync(request, pipe, null, CancellationToken.None);
        await pipe.CompleteAsync();
        return stream.ToArray();
    }
}
