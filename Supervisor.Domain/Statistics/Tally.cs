using System.Runtime.InteropServices;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;

namespace Supervisor.Domain.Statistics;

/// <summary>
/// Counts the intervals of agents, one agent after the other, in periods. In one pass, and without memory per interval. What happened at the beginning of an interval counts in the period that
/// holds the beginning, its time in each period that it touches. Not for two threads at once.
/// </summary>
/// <param name="periods">In order, without overlap.</param>
public sealed class Tally(IReadOnlyList<Period> periods)
{
    private readonly (long From, long To)[] _bounds = [.. periods.Select(period => (period.From.UtcTicks, period.To.UtcTicks))];
    private readonly Sums[] _sums = [.. periods.Select(_ => new Sums())];
    private long _agents;

    /// <summary>Counts one agent: all its intervals that touch the periods, in order. An open interval counts until its <see cref="StateInterval.To"/>; time without an interval has passed and is not known.</summary>
    public void Add(ReadOnlySpan<StateInterval> intervals)
    {
        _agents++;
        var first = 0;
        foreach (ref readonly var interval in intervals)
        {
            var (from, to) = (interval.From.UtcTicks, interval.To.UtcTicks);
            while (first < _bounds.Length && _bounds[first].To <= from) first++;
            if (first == _bounds.Length) return;
            if (_bounds[first].From <= from) _sums[first].Begin(interval);
            for (var i = first; i < _bounds.Length && _bounds[i].From < to; i++)
                _sums[i].Spend(interval.State, interval.Reason, Math.Min(to, _bounds[i].To) - Math.Max(from, _bounds[i].From));
        }
    }

    /// <summary>What was counted so far, per period.</summary>
    public Figures[] ToFigures()
    {
        var figures = new Figures[_sums.Length];
        for (var i = 0; i < figures.Length; i++) figures[i] = _sums[i].ToFigures(_agents * (_bounds[i].To - _bounds[i].From));
        return figures;
    }

    private sealed class Sums
    {
        private readonly long[] _states = new long[(int)AgentState.Rest + 1];
        private readonly long[] _calls = new long[(int)CallDirection.Internal + 1];
        private Dictionary<(AgentState, string), long>? _reasons;
        private (long Answered, long NotAnswered) _rings;
        private (long Talk, long Hold, long WrapUp) _episodes;

        public void Begin(in StateInterval interval)
        {
            if ((interval.Marks & CallMarks.GoesOn) == 0) BeginEpisode(interval.State);
            if (interval.Marks == CallMarks.None) return;
            if ((interval.Marks & CallMarks.Begins) != 0) _calls[(int)interval.Direction]++;
            if ((interval.Marks & CallMarks.Answered) != 0) _rings.Answered++;
            if ((interval.Marks & CallMarks.NotAnswered) != 0) _rings.NotAnswered++;
        }

        private void BeginEpisode(AgentState state)
        {
            if (state == AgentState.Talking) _episodes.Talk++;
            else if (state == AgentState.Hold) _episodes.Hold++;
            else if (state == AgentState.WrapUp) _episodes.WrapUp++;
        }

        public void Spend(AgentState state, string? reason, long ticks)
        {
            _states[(int)state] += ticks;
            if (reason is null || ticks == 0) return; // a reason without time is none in a sum
            CollectionsMarshal.GetValueRefOrAddDefault(_reasons ??= [], (state, reason), out _) += ticks;
        }

        public Figures ToFigures(long elapsed) => new()
        {
            Elapsed = new TimeSpan(elapsed),
            Unknown = In(AgentState.Unknown),
            SignedOut = In(AgentState.SignedOut),
            Idle = In(AgentState.Idle),
            Ringing = In(AgentState.Ringing),
            Talking = In(AgentState.Talking),
            Hold = In(AgentState.Hold),
            WrapUp = In(AgentState.WrapUp),
            Busy = In(AgentState.Busy),
            Rest = In(AgentState.Rest),
            Reasons = Reasons(),
            CallsIn = _calls[(int)CallDirection.Inbound],
            CallsOut = _calls[(int)CallDirection.Outbound],
            CallsInternal = _calls[(int)CallDirection.Internal],
            CallsOther = _calls[(int)CallDirection.Unknown],
            Answered = _rings.Answered,
            NotAnswered = _rings.NotAnswered,
            TalkEpisodes = _episodes.Talk,
            HoldEpisodes = _episodes.Hold,
            WrapUpEpisodes = _episodes.WrapUp,
        };

        private TimeSpan In(AgentState state) => new(_states[(int)state]);

        private ReasonTimes Reasons()
        {
            var times = new List<ReasonTime>();
            foreach (var ((state, reason), ticks) in _reasons ?? []) times.Add(new ReasonTime(state, reason, new TimeSpan(ticks)));
            foreach (var state in (AgentState[])[AgentState.Unknown, AgentState.Busy, AgentState.Rest])
            {
                var told = times.Where(time => time.State == state && time.Reason is not null).Sum(time => time.Time.Ticks);
                if (_states[(int)state] > told) times.Add(new ReasonTime(state, null, new TimeSpan(_states[(int)state] - told)));
            }

            return times.Count == 0 ? ReasonTimes.None : ReasonTimes.Of(times);
        }
    }
}
