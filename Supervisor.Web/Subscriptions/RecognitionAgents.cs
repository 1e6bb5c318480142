using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Supervisor.Domain.Agents;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Subscriptions;

/// <summary>
/// Whose results are kept: those of agents that this site watches. A subscription brings the speech of every agent of the call centre,
/// and what is said in other people's calls is none of our business.
/// </summary>
internal sealed class RecognitionAgents(IFloorFeed feed, IDbContextFactory<SupervisorDb> databases, TimeProvider time) : IDisposable
{
    /// <summary>How old the list may be that says that somebody is not one of ours.</summary>
    private static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private FrozenSet<AgentId> _configured = [];
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>True for an agent that is configured and enabled, also before its session has begun.</summary>
    public async ValueTask<bool> WatchesAsync(AgentId agent)
    {
        if (feed.Current.Agents.ContainsKey(agent)) return true;
        await _reading.WaitAsync();
        try
        {
            if (time.GetUtcNow() - _readAt > LongestAge)
            {
                _configured = await ReadAsync();
                _readAt = time.GetUtcNow();
            }

            return _configured.Contains(agent);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();

    private async Task<FrozenSet<AgentId>> ReadAsync()
    {
        await using var db = await databases.CreateDbContextAsync();
        var agents = await db.Agents.AsNoTracking().Where(agent => agent.Enabled && agent.Gateway!.Enabled).Select(agent => new { agent.Gateway!.Name, agent.AgentId }).ToListAsync();
        return agents.Select(agent => new AgentId(agent.Name, agent.AgentId)).ToFrozenSet();
    }
}
