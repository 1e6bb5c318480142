using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Statistics;

/// <summary>One figure of the table.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Figure">Which figure.</param>
/// <param name="IsTotal">The row is that of the totals.</param>
public sealed record StatisticsCell(StatisticsRow Row, Figure Figure, bool IsTotal);
