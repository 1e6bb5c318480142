using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;

namespace Supervisor.Tests.Statistics;

/// <summary>What must hold for any life and any split.</summary>
public sealed class TallyPropertyTests
{
    private static readonly DateTimeOffset Begin = new(2026, 10, 20, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void States_OfEveryPeriod_AddUpToTheKnownTimeAndWithTheRestToTheElapsed()
    {
        foreach (var (random, lives, from, to) in Cases())
        {
            var zone = RandomZone(random);
            var tally = new Tally(Periods.Split(from, to, (PeriodLength)random.Next(5), zone));
            foreach (var life in lives) tally.Add(life);
            foreach (var figures in tally.ToFigures())
            {
                var states = Enum.GetValues<AgentState>().Where(state => state != AgentState.Unknown).Sum(state => figures.In(state).Ticks);
                Assert.Equal(figures.Known.Ticks, states);
                Assert.Equal(figures.Elapsed, figures.Known + figures.NotKnown);
                Assert.True(figures.NotKnown >= figures.Unknown);
                Assert.InRange(figures.Coverage!.Value, 0m, 1m);
                Assert.Equal((figures.Busy + figures.Rest + figures.Unknown).Ticks, figures.Reasons.Sum(reason => reason.Time.Ticks));
            }
        }
    }

    [Fact]
    public void Split_InAnyWay_ChangesNoSum()
    {
        foreach (var (random, lives, from, to) in Cases())
        {
            var whole = RandomLife.Count([new Period(from, to)], lives);
            foreach (var length in Enum.GetValues<PeriodLength>()) Assert.Equal(whole, RandomLife.Count(Periods.Split(from, to, length, RandomZone(random)), lives));
            Assert.Equal(whole, RandomLife.Count(AnySplit(random, from, to), lives));
        }
    }

    [Fact]
    public void Agents_InAnyOrderAndAnyGrouping_GiveTheSameSum()
    {
        foreach (var (random, lives, from, to) in Cases())
        {
            var periods = Periods.Split(from, to, PeriodLength.Day, TimeZoneInfo.Utc);
            var whole = RandomLife.Count(periods, lives);
            var shuffled = lives.ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(whole, RandomLife.Count(periods, shuffled));
            var cut = random.Next(lives.Length + 1);
            Assert.Equal(whole, RandomLife.Count(periods, shuffled[..cut]) + RandomLife.Count(periods, shuffled[cut..]));
        }
    }

    [Fact]
    public void Figures_OfAnyPeriod_AreTheSumOfTheirIntervals()
    {
        foreach (var (_, lives, from, to) in Cases())
        {
            var period = new Period(from, to);
            var figures = RandomLife.Count([period], lives);
            foreach (var figure in Figure.All.Where(figure => figure.Formula is null))
            {
                var made = lives.SelectMany(life => life).Where(interval => figure.IsMadeOf(interval, period)).ToList();
                var sum = figure.Unit == FigureUnit.Count ? made.Count : made.Sum(interval => (decimal)interval.Within(from, to).Length.Ticks) / TimeSpan.TicksPerSecond;
                if (figure.Key == "elapsed") Assert.True(sum <= figure.Value(figures)); // what was before the first interval is in none
                else Assert.Equal(figure.Value(figures), sum);
            }
        }
    }

    private static IEnumerable<(Random Random, StateInterval[][] Lives, DateTimeOffset From, DateTimeOffset To)> Cases()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var lives = Enumerable.Range(0, random.Next(1, 6)).Select(_ => RandomLife.Of(random, Begin.AddMilliseconds(random.Next(100_000_000)), random.Next(1, 300))).ToArray();
            // on whole milliseconds, as intervals are, and often exactly at the edge of one
            var from = random.Next(3) == 0 ? lives[0][random.Next(lives[0].Length)].From : Begin.AddMilliseconds(random.Next(200_000_000));
            yield return (random, lives, from, from.AddMilliseconds(random.Next(1, 2_000_000_000)));
        }
    }

    private static List<Period> AnySplit(Random random, DateTimeOffset from, DateTimeOffset to)
    {
        var cuts = Enumerable.Range(0, random.Next(50)).Select(_ => from.AddTicks((long)(random.NextDouble() * (to - from).Ticks))).Append(from).Append(to).Distinct().Order().ToList();
        return [.. cuts.Zip(cuts.Skip(1), (one, next) => new Period(one, next))];
    }

    private static TimeZoneInfo RandomZone(Random random)
    {
        var zones = TimeZoneInfo.GetSystemTimeZones();
        return zones[random.Next(zones.Count)];
    }
}
