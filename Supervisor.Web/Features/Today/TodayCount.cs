using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Today;

/// <summary>
/// Counts one day as it goes on: an interval that has ended is added once, and never read again. What comes need not be new: whatever was counted is passed over. Not for two threads at once.
/// </summary>
/// <param name="from">Midnight (UTC).</param>
internal sealed class TodayCount(DateTimeOffset from)
{
    private readonly Dictionary<AgentId, Line> _lines = [];
    private readonly List<AgentId> _holes = [];
    private ImmutableDictionary<AgentId, TodayFigures> _figures = ImmutableDictionary<AgentId, TodayFigures>.Empty;

    /// <summary>The midnight it counts from.</summary>
    public DateTimeOffset From => from;

    /// <summary>Agents of whom an interval is missing between what was counted and what came: they are forgotten, and must be given once more from midnight on.</summary>
    public IReadOnlyList<AgentId> TakeHoles()
    {
        var holes = _holes.ToList();
        _holes.Clear();
        foreach (var agent in holes) _lines.Remove(agent);
        return holes;
    }

    /// <summary>Takes an agent's intervals, in order, the open one last.</summary>
    public void Add(AgentId agent, ReadOnlySpan<StateInterval> intervals)
    {
        if (!_lines.TryGetValue(agent, out var line)) _lines[agent] = line = new Line();
        foreach (ref readonly var interval in intervals)
        {
            if (line.Has(interval)) continue;
            if (line.Misses(interval))
            {
                _holes.Add(agent);
                return;
            }

            line.Take(interval, from);
        }
    }

    /// <summary>The day until <paramref name="now"/>. Figures of an agent that have not changed are the same object as before.</summary>
    public TodayPicture ToPicture(DateTimeOffset now)
    {
        var elapsed = Math.Max(1, (now - from).Ticks);
        var figures = _figures.ToBuilder();
        foreach (var (agent, line) in _lines)
        {
            var next = line.ToFigures(now, elapsed);
            if (!figures.TryGetValue(agent, out var before) || before != next) figures[agent] = next;
        }

        _figures = figures.ToImmutable();
        return new TodayPicture(from, now, _figures);
    }

    private sealed class Line
    {
        private TodaySums _done;
        private (DateTimeOffset From, long Sequence)? _last;
        private DateTimeOffset _until;
        private AgentState _state;
        private DateTimeOffset _since;
        private int _openCalls;

        public bool Has(in StateInterval interval) =>
            _last is { } last && !interval.IsOpen && (interval.From < last.From || (interval.From == last.From && interval.Sequence <= last.Sequence));

        public bool Misses(in StateInterval interval) => _last is not null && interval.From > _until;

        public void Take(in StateInterval interval, DateTimeOffset midnight)
        {
            var begin = interval.From < midnight ? midnight : interval.From;
            var calls = interval.From >= midnight && interval.Marks.HasFlag(CallMarks.Answered) ? 1 : 0;
            if (interval.IsOpen)
            {
                (_state, _since, _openCalls) = (interval.State, begin, calls);
                return;
            }

            var ticks = Math.Max(0, (interval.To - begin).Ticks);
            _done = _done.With(interval.State, ticks) with { Calls = _done.Calls + calls };
            (_last, _until) = ((interval.From, interval.Sequence), interval.To);
        }

        public TodayFigures ToFigures(DateTimeOffset now, long elapsed)
        {
            var all = _done.With(_state, Math.Max(0, (now - _since).Ticks));
            var shared = all.Handling + all.Idle;
            return new TodayFigures(_done with { Calls = _done.Calls + _openCalls }, _state, _since, shared == 0 ? null : (int)(100 * (decimal)all.Handling / shared), (int)Math.Min(100, 100 * (decimal)all.Known / elapsed));
        }
    }
}
