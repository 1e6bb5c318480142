using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Supervisor.Domain.Agents;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.Statistics;

/// <summary>An agent that the history knows.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">Display name as configured now, or empty.</param>
/// <param name="Team">Team as configured now, or empty.</param>
/// <param name="IsConfigured">False for one that is not to be watched: removed, or of a gateway that is removed or disabled.</param>
public sealed record RosterEntry(AgentId Id, string Name, string Team, bool IsConfigured);

/// <summary>The agents of the history, with names and teams of today: the history does not keep former ones.</summary>
internal sealed class AgentRoster(IntervalStore intervals, IDbContextFactory<SupervisorDb> databases)
{
    /// <summary>All, in order.</summary>
    public async Task<ImmutableArray<RosterEntry>> LoadAsync(CancellationToken cancellationToken)
    {
        var known = await intervals.AgentsAsync(cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var configured = (await db.Agents.AsNoTracking().Select(x => new { Gateway = x.Gateway!.Name, x.AgentId, x.Name, x.Team, x.Gateway.Enabled }).ToListAsync(cancellationToken))
            .ToDictionary(x => new AgentId(x.Gateway, x.AgentId));
        return [.. known.Select(id => configured.TryGetValue(id, out var agent) ? new RosterEntry(id, agent.Name, agent.Team, agent.Enabled) : new RosterEntry(id, "", "", false))];
    }
}
