using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;

namespace Supervisor.Web.Features.Sessions;

/// <summary>What one open page shows, and in which order: trouble first. Not thread-safe: one page, one dispatcher.</summary>
public sealed class SessionBoard
{
    private readonly Dictionary<AgentId, SessionRow> _rows = [];

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
    public void Accept(FloorSnapshot floor)
    {
        foreach (var (id, agent) in floor.Agents)
        {
            if (_rows.TryGetValue(id, out var row)) row.Snapshot = agent;
            else _rows.Add(id, new SessionRow(agent));
        }

        var left = _rows.Keys.Where(id => !floor.Agents.ContainsKey(id)).ToList();
        foreach (var id in left) _rows.Remove(id);
        ImmutableArray<string> gateways = [.. _rows.Keys.Select(id => id.Gateway).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
        if (!gateways.SequenceEqual(Gateways)) Gateways = gateways;
        Arrange(force: left.Count > 0);
    }

    /// <summary>Somebody asks for others.</summary>
    public void Choose(SessionFilter filter)
    {
        Filter = filter;
        Arrange(force: true);
    }

    private void Arrange(bool force)
    {
        var about = _rows.Values.Where(Filter.IsAbout).ToList();
        var counts = new int[Counts.Length];
        foreach (var row in about) counts[(int)row.Snapshot.Session.Phase]++;
        if (!Counts.AsSpan().SequenceEqual(counts)) Counts = [.. counts];
        if (Held && !force && Shown.Count > 0) return;
        var wanted = about.Where(row => Filter.Phase is null || row.Snapshot.Session.Phase == Filter.Phase).OrderBy(row => row.Trouble).ThenBy(row => row.Id).ToList();
        if (wanted.SequenceEqual(Shown)) return;
        for (var i = 0; i < wanted.Count; i++) wanted[i].Index = i;
        Shown = wanted;
    }
}
