using Microsoft.Data.Sqlite;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Sessions;

/// <summary>The events of an agent that a run before this one has stored: one that was killed before it answered finds them sent again.</summary>
internal sealed class StoredPushes(EventStore store, ILogger<StoredPushes> logger)
{
    /// <summary>Newest events of one agent that are read: more than a gateway puts into one push.</summary>
    public const int Most = 256;

    /// <summary>Oldest first. A store that cannot be read is no reason to refuse a push, which comes only once.</summary>
    public async Task<IReadOnlyList<GatewayEvent>> ReadAsync(AgentId agent, CancellationToken cancellationToken)
    {
        try
        {
            var filter = new EventFilter { Gateway = agent.Gateway, Agents = [agent.WorkNo], Origin = EventOrigin.Gateway };
            var page = await store.OlderAsync(filter, before: null, Most, cancellationToken);
            return [.. page.Items.Reverse().Select(stored => new GatewayEvent(stored.Type, agent.WorkNo, stored.GeneratedAt, stored.Content))];
        }
        catch (SqliteException unreadable)
        {
            logger.StoredPushesUnreadable(agent, unreadable.Message);
            return [];
        }
    }
}
