using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;

namespace Supervisor.Web.Features.Sessions;

/// <summary>What one open page shows, and in which order: trouble first. Not thread-safe: one page, one dispatcher.</summary>
public sealed class SessionBoard
{
    private readonly Dictionary<AgentId, SessionRow> _rows = [];
    private bool _waits;

    /// <summary>The rows shown, in order; a new list whenever order or membership changes.</summary>
    public List<SessionRow> Shown { get; private set; } = [];

    /// <summary>Sessions by phase, of the gateway and the words that are asked for.</summary>
    public ImmutableArray<int> Counts { get; private set; } = [.. new int[Enum.GetValues<SessionPhase>().Length]];

    /// <summary>All gateways.</summary>
    public ImmutableArray<string> Gateways { get; private set; } = [];

    /// <summary>What is asked for.</summary>
    public SessionFilter Filter { get; private set; } = SessionFilter.None;

    /// <summary>Rows stay where they are while somebody points at them.</summary>
    public bool Held { get; set; }

    /// <summary>All sessions.</summary>
    public int Total => _rows.Count;

    /// <summary>Takes the newest picture.</summary>
    /// <param name="floor">The picture.</param>
    /// <param name="changed">Whom it may have changed since the last one that was taken; null for anybody.</param>
    public void Accept(FloorSnapshot floor, IReadOnlySet<AgentId>? changed = null)
    {
        var (known, moved) = (_rows.Count, false);
        foreach (var agent in floor.Of(changed)) moved |= Put(agent);
        var someLeft = floor.Agents.Count < _rows.Count;
        if (someLeft)
        {
            foreach (var id in _rows.Keys.Where(id => !floor.Agents.ContainsKey(id)).ToList()) _rows.Remove(id);
        }

        if (someLeft || known != _rows.Count)
        {
            ImmutableArray<string> gateways = [.. _rows.Keys.Select(id => id.Gateway).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
            if (!gateways.SequenceEqual(Gateways)) Gateways = gateways;
        }

        if (moved || someLeft || _waits) Arrange(force: someLeft);
    }

    /// <summary>Somebody asks for others.</summary>
    public void Choose(SessionFilter filter)
    {
        Filter = filter;
        Arrange(force: true);
    }

    /// <summary>Most pictures tell of states and calls. True where one tells of the session, or of a name.</summary>
    private bool Put(AgentSnapshot agent)
    {
        if (!_rows.TryGetValue(agent.Id, out var row))
        {
            _rows.Add(agent.Id, new SessionRow(agent));
            return true;
        }

        var before = row.Snapshot;
        row.Snapshot = agent;
        return !ReferenceEquals(before.Session, agent.Session) || !ReferenceEquals(before.Profile, agent.Profile);
    }

    private void Arrange(bool force)
    {
        var about = _rows.Values.Where(Filter.IsAbout).ToList();
        var counts = new int[Counts.Length];
        foreach (var row in about) counts[(int)row.Snapshot.Session.Phase]++;
        if (!Counts.AsSpan().SequenceEqual(counts)) Counts = [.. counts];
        _waits = Held && !force && Shown.Count > 0;
        if (_waits) return;
        var wanted = about.Where(row => Filter.Phase is null || row.Snapshot.Session.Phase == Filter.Phase).OrderBy(row => row.Trouble).ThenBy(row => row.Id).ToList();
        if (wanted.SequenceEqual(Shown)) return;
        for (var i = 0; i < wanted.Count; i++) wanted[i].Index = i;
        Shown = wanted;
    }
}
