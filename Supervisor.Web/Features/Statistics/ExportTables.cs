using Supervisor.Web.Features.History;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.Statistics;

/// <summary>What can be exported beside events.</summary>
internal sealed class ExportTables(IntervalStore intervals, AgentRoster roster, TimeProvider time)
{
    /// <summary>The state intervals of a statistic's agents and range.</summary>
    public ExportRequest Intervals(StatisticsRequest about) => Request(about, new IntervalExportTable(intervals, roster, about, time));

    /// <summary>A statistic that was counted.</summary>
    public static ExportRequest Statistics(StatisticsRequest about, StatisticsResult counted) => Request(about, new StatisticsExportTable(about, counted));

    private static ExportRequest Request(StatisticsRequest about, IExportTable table) => new()
    {
        Table = table,
        Zone = about.Zone,
        Team = about.Team,
        Filter = new EventFilter { Gateway = about.Gateway, Agents = about.Agents, From = about.From, To = about.To },
    };
}
