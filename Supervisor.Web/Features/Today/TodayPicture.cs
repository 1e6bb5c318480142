using System.Collections.Immutable;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Today;

/// <summary>The day so far of every agent that the history knows. Immutable.</summary>
/// <param name="From">Midnight by the clock of the zone (UTC).</param>
/// <param name="AsOf">When it was counted (UTC).</param>
/// <param name="Agents">By agent.</param>
public sealed record TodayPicture(DateTimeOffset From, DateTimeOffset AsOf, ImmutableDictionary<AgentId, TodayFigures> Agents)
{
    /// <summary>Nothing counted yet.</summary>
    public static readonly TodayPicture Nothing = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, ImmutableDictionary<AgentId, TodayFigures>.Empty);
}
