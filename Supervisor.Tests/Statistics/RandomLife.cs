using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Statistics;

namespace Supervisor.Tests.Statistics;

/// <summary>Intervals of an agent as any random life may leave them: without hole and overlap, some without length, some long.</summary>
internal static class RandomLife
{
    public static StateInterval[] Of(Random random, DateTimeOffset from, int count)
    {
        string?[] reasons = [null, "1", "200", "100-006"];
        var intervals = new StateInterval[count];
        for (var i = 0; i < count; i++)
        {
            var to = from.AddMilliseconds(random.Next(8) switch { 0 => 0, 1 => random.Next(100_000_000), _ => random.Next(200_000) });
            var state = (AgentState)random.Next(9);
            intervals[i] = new StateInterval
            {
                State = state,
                Reason = state is AgentState.Busy or AgentState.Rest or AgentState.Unknown ? reasons[random.Next(4)] : null,
                From = from,
                To = to,
                IsOpen = i == count - 1,
                Sequence = i + 1,
                Marks = (CallMarks)random.Next(16),
                Direction = (CallDirection)random.Next(4),
            };
            from = to;
        }

        return intervals;
    }

    public static Figures Count(IReadOnlyList<Period> periods, params IEnumerable<StateInterval[]> agents)
    {
        var tally = new Tally(periods);
        foreach (var agent in agents) tally.Add(agent);
        return tally.ToFigures().Aggregate(Figures.Zero, Figures.Add);
    }
}
