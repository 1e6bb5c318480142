using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.History;

/// <summary>What is to be exported, and how.</summary>
internal sealed record ExportRequest
{
    public ExportFormat Format { get; init; } = ExportFormat.Csv;

    public EventFilter Filter { get; init; } = EventFilter.Everything;

    /// <summary>Only agents of this team, by the teams of today; for tables, as an event has no team. Null for all.</summary>
    public string? Team { get; init; }

    /// <summary>What is exported instead of events: state intervals, or statistics.</summary>
    public IExportTable? Table { get; init; }

    /// <summary>Whether coverage and the state of the store are looked up for the statements beside it; a workbook always tells them.</summary>
    public bool WithFacts { get; init; }

    /// <summary>Zone of the times.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Begin with a byte order mark, as some spreadsheets want for UTF-8; for CSV only.</summary>
    public bool ByteOrderMark { get; init; }
}

/// <summary>How far an export is.</summary>
/// <param name="Rows">Written so far.</param>
/// <param name="Estimated">All that there will be, as it looks by now: from how much of the stretch of sequences is done. Exact at the end.</param>
internal readonly record struct ExportProgress(long Rows, long Estimated);
