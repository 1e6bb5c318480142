using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;

namespace Supervisor.Web.Features.Replay;

/// <summary>The floor as it was, moving forwards through what was read of the history. Mutable; owned by one <see cref="ReplayPlayer"/>.</summary>
internal sealed class PastFloor
{
    private readonly Dictionary<AgentId, PastAgent> _agents;
    private readonly Queue<PastChange> _ahead;

    /// <summary>Begins at a moment.</summary>
    /// <param name="opening">What is known of it.</param>
    /// <param name="revision">Of the picture before it: revisions grow through jumps too.</param>
    public PastFloor(PastOpening opening, long revision = 0)
    {
        _agents = opening.Agents.ToDictionary(agent => agent.Profile.Id);
        _ahead = new Queue<PastChange>(opening.Ahead.Changes);
        (At, ReadTo, ReachesPresent) = (opening.At, opening.Ahead.To, opening.Ahead.ReachesPresent);
        var shown = opening.Agents.Where(agent => agent.IsOnFloor).Select(agent => agent.Snapshot!).ToList();
        Picture = FloorSnapshot.Empty with
        {
            Revision = revision + 1,
            AsOf = At,
            Agents = FloorSnapshot.Empty.Agents.AddRange(shown.Select(agent => KeyValuePair.Create(agent.Id, agent))),
            Totals = shown.Aggregate(FloorTotals.Empty, (totals, agent) => totals.Move(null, agent.State)),
        };
    }

    /// <summary>The moment shown.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>How far it can move without reading.</summary>
    public DateTimeOffset ReadTo { get; private set; }

    /// <summary>What was read last ended where our knowledge did.</summary>
    public bool ReachesPresent { get; private set; }

    /// <summary>The floor at <see cref="At"/>.</summary>
    public FloorSnapshot Picture { get; private set; }

    /// <summary>Takes what was read from <see cref="ReadTo"/> on.</summary>
    public void Take(PastWindow window)
    {
        foreach (var change in window.Changes) _ahead.Enqueue(change);
        (ReadTo, ReachesPresent) = (window.To, window.ReachesPresent);
    }

    /// <summary>Moves forwards, at most to <see cref="ReadTo"/>; never back.</summary>
    public void MoveTo(DateTimeOffset at)
    {
        at = at > ReadTo ? ReadTo : at;
        if (at <= At) return;
        At = at;
        while (_ahead.TryPeek(out var change) && change.Interval.From <= at)
        {
            _ahead.Dequeue();
            Apply(change);
        }
    }

    private void Apply(in PastChange change)
    {
        var before = _agents.GetValueOrDefault(change.Agent.Id) ?? new PastAgent(change.Agent);
        var after = before.Apply(change.Interval);
        if (ReferenceEquals(before, after)) return;
        _agents[change.Agent.Id] = after;
        var (id, was, now) = (change.Agent.Id, before.IsOnFloor ? before.Snapshot : null, after.IsOnFloor ? after.Snapshot : null);
        Picture = Picture with
        {
            Revision = Picture.Revision + 1,
            AsOf = change.Interval.From,
            Agents = now is null ? Picture.Agents.Remove(id) : Picture.Agents.SetItem(id, now),
            Totals = Picture.Totals.Move(was?.State, now?.State),
        };
    }
}
