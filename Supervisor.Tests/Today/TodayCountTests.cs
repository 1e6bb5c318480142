using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.Today;

namespace Supervisor.Tests.Today;

public sealed class TodayCountTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly AgentId Ann = new("main", "291");

    [Fact]
    public void Add_PieceByPieceWithOverlaps_IsWhatTheStatisticsCount()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var life = Life(random);
            var count = new TodayCount(Midnight);
            TodayPicture picture = TodayPicture.Nothing;
            DateTimeOffset now = Midnight, last = Midnight;
            while (now < life[^1].To)
            {
                now = now.AddSeconds(random.Next(1, 4000));
                count.Add(Ann, Seen(life, last.AddMinutes(-1), now));
                Assert.Empty(count.TakeHoles());
                picture = count.ToPicture(now);
                last = now;
            }

            var tally = new Tally([new Period(Midnight, now)]);
            tally.Add(Seen(life, Midnight, now));
            var (expected, figures) = (tally.ToFigures()[0], picture.Agents[Ann]);
            var live = People(figures.State, figures.From);
            foreach (var state in Enum.GetValues<AgentState>().Where(state => state != AgentState.Unknown))
                Assert.Equal(expected.In(state), figures.Until(state, live, now));
            Assert.Equal(expected.Answered, figures.Done.Calls);
            Assert.Equal(expected.Occupancy is { } share ? (int)(share * 100) : null, figures.OccupancyPercent);
            Assert.Equal((int)(expected.Coverage!.Value * 100), figures.CoveragePercent);
        }
    }

    [Fact]
    public void Add_SomethingIsMissing_TheAgentIsAskedForFromMidnight()
    {
        var life = Life(new Random(3));
        var count = new TodayCount(Midnight);
        count.Add(Ann, life.AsSpan(0, 5));
        count.Add(Ann, life.AsSpan(7, 5));
        Assert.Equal([Ann], count.TakeHoles());
        count.Add(Ann, life.AsSpan(0, 12));
        Assert.Empty(count.TakeHoles());
    }

    [Fact]
    public void ToPicture_OnlyTimePasses_FiguresAreTheSameObject()
    {
        var count = new TodayCount(Midnight);
        count.Add(Ann, [Interval(AgentState.SignedOut, 0, 36_000), Interval(AgentState.Busy, 36_000, 72_000, open: true)]);
        var before = count.ToPicture(Midnight.AddSeconds(72_000)).Agents[Ann];
        Assert.Same(before, count.ToPicture(Midnight.AddSeconds(72_005)).Agents[Ann]);
    }

    [Fact]
    public void Time_AgentHasGoneOn_TheOldStateStandsAndTheNewOneRuns()
    {
        var figures = new TodayFigures(new TodaySums().With(AgentState.Idle, TimeSpan.TicksPerMinute).With(AgentState.Talking, TimeSpan.TicksPerHour), AgentState.Idle, Midnight.AddHours(9), null, 100);
        var talking = People(AgentState.Talking, Midnight.AddHours(9).AddSeconds(30));
        Assert.Equal((TimeSpan.FromSeconds(90), null), figures.Time(AgentState.Idle, talking));
        Assert.Equal((TimeSpan.FromHours(1), talking.Since), figures.Time(AgentState.Talking, talking));
        Assert.Equal((TimeSpan.FromMinutes(1), figures.From), figures.Time(AgentState.Idle, People(AgentState.Idle, Midnight.AddHours(8))));
    }

    [Fact]
    public void IsKnown_NothingButUnknown_IsNoZero()
    {
        var count = new TodayCount(Midnight);
        count.Add(Ann, [Interval(AgentState.Unknown, 0, 3_600, open: true)]);
        var figures = count.ToPicture(Midnight.AddHours(1)).Agents[Ann];
        Assert.False(figures.IsKnown);
        Assert.Equal((null, 0), (figures.OccupancyPercent, figures.CoveragePercent));
    }

    private static AgentSnapshot People(AgentState state, DateTimeOffset since) => Floor.People.Agent(291, state, since);

    private static StateInterval Interval(AgentState state, int from, int to, bool open = false, long sequence = 1, CallMarks marks = CallMarks.None) =>
        new() { State = state, From = Midnight.AddSeconds(from), To = Midnight.AddSeconds(to), IsOpen = open, Sequence = sequence, Marks = marks };

    /// <summary>A day from the evening before, some intervals without length.</summary>
    private static StateInterval[] Life(Random random)
    {
        var life = new List<StateInterval>();
        for (var (at, sequence) = (-7_200, 1L); at < 80_000; sequence++)
        {
            var to = at + (random.Next(5) == 0 ? 0 : random.Next(1, 1_500));
            var state = (AgentState)random.Next(9);
            life.Add(Interval(state, at, to, sequence: sequence, marks: state == AgentState.Talking ? CallMarks.Answered : CallMarks.None));
            at = to;
        }

        return [.. life];
    }

    /// <summary>What a reader gets at a moment: the intervals that touch the time, the last one open.</summary>
    private static StateInterval[] Seen(StateInterval[] life, DateTimeOffset from, DateTimeOffset now)
    {
        var begun = life.Where(interval => interval.From < now).ToArray();
        begun[^1] = begun[^1] with { To = now, IsOpen = true };
        return [.. begun.Where(interval => interval.IsOpen || interval.To > from || interval.From >= from)];
    }
}
