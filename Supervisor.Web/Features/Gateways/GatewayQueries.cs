using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Gateways;

/// <summary>One gateway as lists show it.</summary>
/// <param name="Gateway">As stored, without its agents.</param>
/// <param name="AgentIds">Its agents.</param>
public sealed record GatewayRow(ConfiguredGateway Gateway, IReadOnlyList<string> AgentIds);

/// <summary>Reads gateways for pages and the command line.</summary>
internal sealed class GatewayQueries(IDbContextFactory<SupervisorDb> databases)
{
    public async Task<IReadOnlyList<GatewayRow>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var gateways = await db.Gateways.AsNoTracking().OrderBy(x => x.Name).ToListAsync(cancellationToken);
        var agents = (await db.Agents.AsNoTracking().Select(x => new { x.GatewayId, x.AgentId }).ToListAsync(cancellationToken)).ToLookup(x => x.GatewayId, x => x.AgentId);
        return gateways.Select(x => new GatewayRow(x, agents[x.Id].ToList())).ToList();
    }

    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Gateways.AsNoTracking().OrderBy(x => x.Name).Select(x => x.Name).ToListAsync(cancellationToken);
    }
}
