using Supervisor.Domain.Agents;

namespace Supervisor.Web.Realtime;

/// <summary>Whom the newest pictures have changed: without it, who follows the floor looks at ten thousand agents to find the one that moved. Not safe for more than one thread.</summary>
/// <param name="size">Changes that are remembered.</param>
internal sealed class ChangeRing(int size)
{
    private readonly AgentId?[] _agents = new AgentId?[size];
    private long _last;
    private long _known;

    /// <summary>Remembers one change. Revisions come one after the other; where one is missed, nothing before it is known any more.</summary>
    /// <param name="revision">The picture's, after the change.</param>
    /// <param name="agent">Whom it has changed; null for anybody.</param>
    public void Add(long revision, AgentId? agent)
    {
        if (revision != _last + 1) _known = 0;
        _last = revision;
        _known = Math.Min(_known + 1, size);
        _agents[revision % size] = agent;
    }

    /// <summary>Whom the pictures after one revision have changed, up to and with another; null where that may be anybody.</summary>
    public IReadOnlySet<AgentId>? Between(long after, long upTo)
    {
        if (after < _last - _known || upTo > _last) return null;
        var changed = new HashSet<AgentId>();
        for (var revision = after + 1; revision <= upTo; revision++)
        {
            if (_agents[revision % size] is not { } agent) return null;
            changed.Add(agent);
        }

        return changed;
    }
}
