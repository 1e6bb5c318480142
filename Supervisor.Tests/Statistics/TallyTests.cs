using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Statistics;

namespace Supervisor.Tests.Statistics;

public sealed class TallyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Add_IntervalOverTheEndOfAPeriod_TimeIsSplitAndMarksStayWithTheBeginning()
    {
        var hours = Periods.Split(Noon, Noon.AddHours(2), PeriodLength.Hour, TimeZoneInfo.Utc);
        var figures = Count(hours,
            Of(AgentState.Idle, 0, 55),
            Of(AgentState.Ringing, 55, 56) with { Marks = CallMarks.Begins, Direction = CallDirection.Inbound },
            Of(AgentState.Talking, 56, 70) with { Marks = CallMarks.Answered, Direction = CallDirection.Inbound },
            Of(AgentState.WrapUp, 70, 120));
        Assert.Equal((4, 10), (figures[0].Talking.TotalMinutes, figures[1].Talking.TotalMinutes));
        Assert.Equal((1, 1, 1), (figures[0].CallsIn, figures[0].Answered, figures[0].TalkEpisodes));
        Assert.Equal((0, 0, 0, 1), (figures[1].CallsIn, figures[1].Answered, figures[1].TalkEpisodes, figures[1].WrapUpEpisodes));
        Assert.Equal((1m, 1m), (figures[0].Coverage, figures[1].Coverage));
    }

    [Fact]
    public void Add_BeforeTheFirstAndAfterTheLast_HasPassedAndIsNotKnown()
    {
        var figures = Count([new Period(Noon, Noon.AddMinutes(100))], Of(AgentState.Idle, 30, 60), Of(AgentState.Unknown, 60, 70, "100-006"), Of(AgentState.Rest, 70, 80) with { IsOpen = true })[0];
        Assert.Equal((100, 40, 60, 10), (figures.Elapsed.TotalMinutes, figures.Known.TotalMinutes, figures.NotKnown.TotalMinutes, figures.Unknown.TotalMinutes));
        Assert.Equal(0.4m, figures.Coverage);
        Assert.Equal(40, figures.Login.TotalMinutes);
        Assert.Equal([new ReasonTime(AgentState.Unknown, "100-006", TimeSpan.FromMinutes(10)), new ReasonTime(AgentState.Rest, null, TimeSpan.FromMinutes(10))], figures.Reasons);
    }

    [Fact]
    public void Add_UnknownTime_IsNeverIdleNorLogin()
    {
        var figures = Count([new Period(Noon, Noon.AddMinutes(60))], Of(AgentState.Unknown, 0, 60, "not-running"))[0];
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 0m), (figures.Idle, figures.Login, figures.Known, figures.Coverage));
        Assert.Null(figures.Occupancy);
    }

    [Fact]
    public void Add_CallWithoutLength_CountsOnceAtTheEdgeOfTwoPeriods()
    {
        var figures = Count(Periods.Split(Noon, Noon.AddHours(2), PeriodLength.Hour, TimeZoneInfo.Utc),
            Of(AgentState.Idle, 0, 60), Of(AgentState.Ringing, 60, 60) with { Marks = CallMarks.Begins | CallMarks.NotAnswered, Direction = CallDirection.Inbound }, Of(AgentState.Idle, 60, 120));
        Assert.Equal((0, 1), (figures[0].NotAnswered, figures[1].NotAnswered));
        Assert.Equal((0, 1), (figures[0].CallsIn, figures[1].CallsIn));
    }

    [Fact]
    public void Within_PartWithoutTheBeginning_BeginsNothing()
    {
        var talk = Of(AgentState.Talking, 0, 60) with { Marks = CallMarks.Begins | CallMarks.Answered };
        Assert.Equal(talk.Marks, talk.Within(Noon, Noon.AddMinutes(30)).Marks);
        Assert.Equal(CallMarks.GoesOn, talk.Within(Noon.AddMinutes(30), Noon.AddMinutes(60)).Marks);
        Assert.Equal(CallMarks.GoesOn, Of(AgentState.WrapUp, 0, 60).Within(Noon.AddMinutes(30), Noon.AddMinutes(60)).Marks);
        Assert.Equal(CallMarks.None, Of(AgentState.Idle, 0, 60).Within(Noon.AddMinutes(30), Noon.AddMinutes(60)).Marks);
    }

    [Fact]
    public void Add_ManyIntervals_TakesNoMemoryEach()
    {
        var life = RandomLife.Of(new Random(1), Noon, 100_000);
        var tally = new Tally(Periods.Split(Noon, life[^1].To, PeriodLength.Day, TimeZoneInfo.Utc));
        tally.Add(life); // the reasons are known now
        var before = GC.GetAllocatedBytesForCurrentThread();
        tally.Add(life);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, life.Length); // not a byte each
    }

    [Fact]
    public void Figures_Averages_PerCallElsePerEpisodeElseNothing()
    {
        var hour = new Figures { Talking = TimeSpan.FromSeconds(100), Hold = TimeSpan.FromSeconds(20), WrapUp = TimeSpan.FromSeconds(30), Idle = TimeSpan.FromSeconds(50), Answered = 3, TalkEpisodes = 4, HoldEpisodes = 1 };
        Assert.Equal(new Average(TimeSpan.FromMilliseconds(33_333), AverageBasis.Call), hour.AverageTalk);
        Assert.Equal(new Average(TimeSpan.FromSeconds(50), AverageBasis.Call), hour.HandleTime);
        Assert.Equal(new Average(TimeSpan.FromSeconds(25), AverageBasis.Episode), (hour with { Answered = 0 }).AverageTalk);
        Assert.Null((hour with { Answered = 0 }).AverageWrapUp);
        Assert.Equal(0.75m, hour.Occupancy);
        Assert.All(Figure.All.Where(figure => figure.Unit == FigureUnit.Share || figure.EpisodeFormula is not null), figure => Assert.Null(figure.Value(Figures.Zero)));
    }

    private static Figures[] Count(IReadOnlyList<Period> periods, params StateInterval[] intervals)
    {
        var tally = new Tally(periods);
        tally.Add(intervals);
        return tally.ToFigures();
    }

    private static StateInterval Of(AgentState state, int from, int to, string? reason = null) => new() { State = state, Reason = reason, From = Noon.AddMinutes(from), To = Noon.AddMinutes(to) };
}
