using System.IO.Pipelines;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.History;

/// <summary>Exports the history: the same file from the page, the API and the command line, streamed with constant memory.</summary>
/// <param name="store">Where from.</param>
/// <param name="directory">Where a workbook is put together.</param>
/// <param name="time">For the time of the export.</param>
/// <param name="facts">Tells how good the history is; null: it is not told.</param>
internal sealed class EventExport(EventStore store, DataDirectory directory, TimeProvider time, ExportFactsReader? facts = null)
{
    /// <summary>Columns of every format.</summary>
    public static readonly string[] Columns = ["sequence", "receivedAt", "generatedAt", "gateway", "agentId", "origin", "type", "content"];

    private const int RowsPerReport = 500;

    /// <summary>For an export into a stream that stays open: every buffer is one write, and one of 4 KB would be a hop to another thread each 16 rows.</summary>
    public static readonly StreamPipeWriterOptions IntoStream = new(minimumBufferSize: 128 * 1024, leaveOpen: true);

    /// <summary>Rows of one sheet below its header; what is more goes on on the next. Excel ends at 1,048,576 with the header; a test makes it less.</summary>
    public int RowsPerSheet { get; init; } = 1_048_575;

    /// <summary>Writes all events that match, oldest first, and tells what it wrote.</summary>
    /// <param name="request">Which, and how.</param>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="progress">Is told every few hundred rows, and at the end.</param>
    /// <param name="cancellationToken">Ends it in the middle.</param>
    /// <exception cref="IOException">The output, or the file in which a workbook is put together, cannot be written.</exception>
    public async Task<ExportAbout> WriteAsync(ExportRequest request, PipeWriter output, IProgress<ExportProgress>? progress, CancellationToken cancellationToken)
    {
        var createdAt = time.GetUtcNow();
        var end = progress is null ? 0 : await LastAsync(request.Filter, cancellationToken);
        var (rows, flushed) = (0L, 0L);
        (long Sequence, DateTimeOffset ReceivedAt) first = default, last = default;
        await using var ahead = new ReadAhead(output);
        await using var file = Begin(request, output, ahead);
        using var scan = store.Scan(request.Filter);
        for (var more = true; more;)
        {
            more = await scan.NextAsync(Add, cancellationToken);
            if (file.Written - flushed < ReadAhead.Size) continue;
            flushed = file.Written;
            if (!await ahead.SendAsync(cancellationToken)) return About(isWhole: false);
        }
        var whole = About(isWhole: true);
        if (facts is not null && (request.WithFacts || request.Format == ExportFormat.Xlsx)) whole = whole with { Facts = await facts.ReadAsync(request, cancellationToken) };
        await file.EndAsync(whole, cancellationToken);
        var taken = await ahead.EndAsync(cancellationToken);
        progress?.Report(new ExportProgress(rows, rows));
        return whole with { IsWhole = taken };

        bool Add(EventRow row)
        {
            file.Add(row);
            last = (row.Sequence, row.ReceivedAt);
            if (rows == 0) first = last;
            if (rows++ % RowsPerReport == 0) progress?.Report(new ExportProgress(rows, Estimate(rows, first.Sequence, last.Sequence, end)));
            return file.Written - flushed < ReadAhead.Size;
        }

        ExportAbout About(bool isWhole) => new(request, createdAt, rows, rows > 0 ? first.ReceivedAt : null, rows > 0 ? last.ReceivedAt : null, isWhole);
    }

    /// <summary>As many rows for the rest of the stretch as there were for the part that is done.</summary>
    private static long Estimate(long rows, long begin, long now, long end) =>
        end <= now ? rows : (long)((double)rows * (end - begin + 1) / (now - begin + 1));

    // a workbook is put together in a file, and goes out at the end only
    private IExportFile Begin(ExportRequest request, PipeWriter output, ReadAhead ahead) =>
        request.Format == ExportFormat.Xlsx ? new XlsxExportFile(directory.Root, output, request, RowsPerSheet)
        : request.Format == ExportFormat.JsonLines ? new JsonLinesExportFile(ahead, request)
        : new CsvExportFile(ahead, request);

    private async Task<long> LastAsync(EventFilter filter, CancellationToken cancellationToken) =>
        (await store.OlderAsync(filter, null, 1, cancellationToken)).Items is [var newest] ? newest.Sequence : 0;
}
