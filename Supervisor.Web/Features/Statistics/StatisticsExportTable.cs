using System.Runtime.CompilerServices;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.History;

namespace Supervisor.Web.Features.Statistics;

/// <summary>A statistic as a table: a row per group and period, a column per figure, coverage among them. Times are seconds.</summary>
internal sealed class StatisticsExportTable(StatisticsRequest statistic, StatisticsResult result) : IExportTable
{
    public string Title => "Statistics";

    public string Content => $"Statistics by {StatisticsAddress.WordFor(statistic.By)} per {StatisticsAddress.WordFor(statistic.Per)}; times in seconds, averages per answered call or per episode";

    public IReadOnlyList<TableColumn> Columns { get; } =
        [new("gateway", 14), new("agentId", 12), new("name", 20), new("team", 16), new("from", 24), new("to", 24), .. Figure.All.Select(figure => new TableColumn(figure.Key, 14)), new("averagesPer", 12)];

    public async IAsyncEnumerable<ReadOnlyMemory<TableCell>> RowsAsync(ExportRequest request, IProgress<double> done, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask; // counted already: the rows are few
        var cells = new TableCell[Columns.Count];
        for (var row = 0; row < result.Rows.Length; row++)
        {
            Fill(cells, result.Rows[row]);
            done.Report((row + 1.0) / result.Rows.Length);
            yield return cells;
        }
    }

    private static void Fill(TableCell[] cells, StatisticsRow row)
    {
        var i = 0;
        cells[i++] = row.Group.Gateway;
        cells[i++] = row.Group.AgentId;
        cells[i++] = row.Group.Name;
        cells[i++] = row.Group.Team;
        cells[i++] = row.Period.From;
        cells[i++] = row.Period.To;
        foreach (var figure in Figure.All) cells[i++] = figure.Value(row.Figures) is { } value ? decimal.Round(value, 6) : TableCell.None;
        cells[i] = row.Figures.HandleTime is { } handle ? StatisticsAddress.WordFor(handle.Per) : TableCell.None;
    }
}
