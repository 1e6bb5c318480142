using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Unicode;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.History;

/// <summary>Exports the history: the same file from the page, the API and the command line, streamed with constant memory.</summary>
internal static class EventExport
{
    /// <summary>For the HTTP header.</summary>
    public const string ContentType = "text/csv; charset=utf-8";

    private const int FlushAt = 64 * 1024;

    private static readonly string[] Columns = ["sequence", "receivedAt", "generatedAt", "gateway", "agentId", "origin", "type", "content"];

    /// <summary>Writes all events that match, oldest first. Returns how many.</summary>
    /// <param name="store">Where from.</param>
    /// <param name="filter">Which.</param>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="byteOrderMark">Begin with a byte order mark, as some spreadsheets want for UTF-8.</param>
    /// <param name="zone">Zone of the times; each carries its offset.</param>
    /// <param name="cancellationToken">Ends it in the middle.</param>
    public static async Task<long> WriteCsvAsync(EventStore store, EventFilter filter, PipeWriter output, bool byteOrderMark, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var cells = new CsvCells(output);
        if (byteOrderMark) cells.ByteOrderMark();
        foreach (var column in Columns) cells.Cell(column);
        cells.EndRow();
        var (rows, flushed) = (0L, 0L);
        await foreach (var stored in store.ReadAsync(filter, cancellationToken))
        {
            Row(cells, stored, zone);
            rows++;
            if (cells.Written - flushed < FlushAt) continue;
            flushed = cells.Written;
            if ((await output.FlushAsync(cancellationToken)).IsCompleted) return rows; // nobody reads any more
        }
        await output.FlushAsync(cancellationToken);
        return rows;
    }

    private static void Row(CsvCells cells, StoredEvent stored, TimeZoneInfo zone)
    {
        Span<char> number = stackalloc char[20];
        stored.Sequence.TryFormat(number, out var digits, provider: CultureInfo.InvariantCulture);
        cells.Cell(number[..digits]);
        cells.Cell(IsoTime.InZone(stored.ReceivedAt, zone));
        cells.Cell(stored.GeneratedAt is { } generated ? IsoTime.InZone(generated, zone) : "");
        cells.Cell(stored.Gateway);
        cells.Cell(stored.AgentId);
        cells.Cell(FilterAddress.WordFor(stored.Origin));
        cells.Cell(stored.Type);
        if (stored.Content is { } broken && !Utf8.IsValid(broken)) cells.Cell(Encoding.UTF8.GetString(broken)); // one event must not make the file unreadable
        else cells.Cell(stored.Content ?? []);
        cells.EndRow();
    }
}
