using System.Diagnostics.Metrics;
using Supervisor.Web.Metering;

namespace Supervisor.Web.Features.History;

/// <summary>Exports, counted: from page, API and schedule alike.</summary>
internal sealed class ExportMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _exports = meters.Own().CreateCounter<long>("supervisor.exports", "{export}", "Exports that ended since start, by whether they are whole.");
    private readonly Counter<long> _rows = meters.Own().CreateCounter<long>("supervisor.export_rows", "{row}", "Rows exported since start.");

    /// <summary>An export has ended.</summary>
    public void Ended(long rows, bool isWhole)
    {
        _exports.Add(1, new KeyValuePair<string, object?>("whole", isWhole ? "yes" : "no"));
        _rows.Add(rows);
    }
}
