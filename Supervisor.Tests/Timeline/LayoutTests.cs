using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.Timeline;

namespace Supervisor.Tests.Timeline;

public sealed class LayoutTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 29, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeWindow Hour = new(Start, Start.AddHours(1));
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Intervals one after the other, written as "Idle 600, Ringing 5": states and seconds.</summary>
    internal static StateInterval[] Line(DateTimeOffset from, string text)
    {
        var at = from;
        return [.. text.Split(", ").Select(part => part.Split(' ')).Select(part =>
        {
            var interval = new StateInterval { State = Enum.Parse<AgentState>(part[0]), From = at, To = at.AddSeconds(int.Parse(part[1])) };
            at = interval.To;
            return interval;
        })];
    }

    [Theory]
    [InlineData(0, "Idle 600, Ringing 5, Talking 300", 0, "Idle 600, Ringing 5, Talking 300")] // no least length: each by itself
    [InlineData(0, "Idle 600, Ringing 5, Talking 300", 60, "Idle 605, Talking 300")] // too short: goes to the one before
    [InlineData(0, "Ringing 5, Talking 300", 60, "Ringing 5, Talking 300")] // nothing before it: stays
    [InlineData(0, "Idle 40, Ringing 10, Idle 15, Talking 300", 60, "Idle 65, Talking 300")]
    [InlineData(0, "Talking 30, Idle 40, Talking 30, WrapUp 55, Idle 300", 60, "Idle 70, WrapUp 85, Idle 300")]
    [InlineData(-600, "Idle 900, Talking 60", 0, "Idle 300, Talking 60")] // begins before the window
    [InlineData(3300, "Idle 900, Talking 60", 0, "Idle 300")] // ends after it, or lies behind it
    [InlineData(1200, "Idle 60", 0, "Idle 60")] // the window begins before the first event: nothing is drawn there
    [InlineData(-600, "Idle 500, Talking 99", 0, "")]
    public void Pieces_OfIntervals_AreClippedAndMerged(int begin, string intervals, int least, string pieces) =>
        Assert.Equal(pieces, string.Join(", ", Piece.Of(Line(Start.AddSeconds(begin), intervals), Hour, TimeSpan.FromSeconds(least)).Select(piece => $"{piece.State} {piece.Length.TotalSeconds}")));

    [Fact]
    public void Pieces_OfAnyIntervals_CoverTheSameTimeAndAreLongEnough()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var intervals = Line(Start.AddSeconds(random.Next(-2000, 2000)), string.Join(", ", Enumerable.Range(0, 300).Select(_ => $"{(AgentState)random.Next(9)} {random.Next(random.Next(1, 90))}")));
            var pieces = Piece.Of(intervals, Hour, Minute);
            if (pieces.IsEmpty) continue;
            Assert.Equal(pieces.Skip(1).Select(piece => piece.From), pieces.SkipLast(1).Select(piece => piece.To));
            Assert.All(pieces.Skip(1), piece => Assert.True(piece.Length >= Minute));
            Assert.True(pieces.Length <= 61);
            var parts = intervals.Where(interval => interval.From < Hour.To && interval.To > Hour.From).Select(interval => interval.Within(Hour.From, Hour.To)).ToList();
            Assert.Equal((parts[0].From, parts[^1].To), (pieces[0].From, pieces[^1].To));
        }
    }

    [Fact]
    public void Track_OfABusyDay_HasOneElementPerState()
    {
        var states = string.Join(", ", Enumerable.Repeat("Idle 200, Ringing 8, Talking 240, Hold 20, WrapUp 90, Busy 100, Rest 70, SignedOut 90, Unknown 46", 100));
        var track = FloorTrack.Of(new AgentProfile(new AgentId("demo", "291"), "Ann", ""), 0, Line(Start, states), new TimeWindow(Start, Start.AddDays(1)), Start.AddDays(1));
        Assert.InRange(track.Paths.Length, 5, 9);
        Assert.InRange(track.Paths.Sum(path => path.Outline.Count(letter => letter == 'M')), 100, FloorTrack.Width);
        Assert.Equal(1, track.Sums.States.Count(sum => sum.Key == AgentState.Unknown));
    }

    [Fact]
    public void Track_SignedOut_IsHollowAndLow()
    {
        var track = FloorTrack.Of(new AgentProfile(new AgentId("demo", "291"), "Ann", ""), 0, Line(Start, "SignedOut 1800, Idle 1800"), Hour, Hour.To);
        Assert.Equal(["SignedOut M0 13H600v5H0z", "Idle M600 1H1200v18H600z"], track.Paths.Select(path => $"{path.State} {path.Outline}"));
    }

    [Theory]
    [InlineData("Idle 600, Talking 1200, Unknown 1800", 3600, "Idle 600, Talking 1200, Unknown 1800", 1800, 3600)]
    [InlineData("Idle 600, Talking 1200, Unknown 1800", 900, "Idle 600, Talking 300", 900, 900)] // what has not elapsed is no sum
    [InlineData("Idle 1800", 3600, "Idle 1800", 1800, 3600)] // nothing known later: elapsed, not known
    [InlineData("Idle 1800", -60, "", 0, 0)]
    public void Sums_OfAWindow_AddUpToTheElapsedTimeThatIsCovered(string intervals, int nowAfter, string sums, int known, int elapsed)
    {
        var found = SpanSums.Of(Line(Start, intervals), Hour, Start.AddSeconds(nowAfter));
        Assert.Equal(sums, string.Join(", ", found.States.OrderBy(sum => sum.Key == AgentState.Unknown).ThenBy(sum => sum.Key).Select(sum => $"{sum.Key} {sum.Value.TotalSeconds}")).Replace("Talking 300, Idle 600", "Idle 600, Talking 300"));
        Assert.Equal((known, elapsed), (found.Known.TotalSeconds, found.Elapsed.TotalSeconds));
        Assert.Equal(elapsed == 0 ? null : (double)known / elapsed, found.Coverage);
    }

    [Fact]
    public void Sums_WindowBeginsBeforeTheFirstEvent_CountItAsNotKnown() =>
        Assert.Equal(.5, SpanSums.Of(Line(Start.AddMinutes(30), "Idle 1800"), Hour, Hour.To).Coverage);

    [Fact]
    public void Calls_OverTheirStates_AreOneBarEach()
    {
        var line = Line(Start, "Idle 60, Ringing 10, Talking 60, Hold 20, Talking 30, Talking 40, Idle 9, Talking 20");
        for (var i = 1; i < 5; i++) line[i] = line[i] with { CallId = i == 1 ? null : "1", Direction = CallDirection.Inbound, OtherParty = i == 1 ? null : "0755" };
        line[1] = line[1] with { Marks = CallMarks.Begins };
        line[5] = line[5] with { CallId = "2", Direction = CallDirection.Outbound, Marks = CallMarks.Begins };
        var bars = CallBar.Of(line, Hour);
        Assert.Equal(["1 Inbound 0755 120", "2 Outbound  40", " Unknown  20"], bars.Select(bar => $"{bar.CallId} {bar.Direction} {bar.OtherParty} {(bar.To - bar.From).TotalSeconds}"));
        Assert.Equal([1, 5, 7], bars.Select(bar => bar.First));
    }

    [Fact]
    public void Week_WithAClockChange_HasSevenRowsAndWritesTheAxisOfTheLongDay()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var window = TimeWindow.Of(new DateTimeOffset(2026, 10, 25, 12, 0, 0, TimeSpan.Zero), TimelineSpan.Week, zone);
        var intervals = Line(window.From.AddHours(-1), string.Join(", ", Enumerable.Repeat("Idle 3600, Talking 20, Idle 3000", 200)));
        var model = AgentTimeline.Of(new AgentId("demo", "291"), [.. intervals], TimelineSpan.Week, window, zone, window.To, window.To);
        Assert.Equal(7, model.Rows.Length);
        Assert.Equal([true, false, false, false, false, false, true], model.Rows.Select(row => row.ShowsAxis));
        Assert.Equal(1, model.Rows[6].Place(window.To));
        Assert.Equal(24 / 25.0, model.Rows[0].Place(model.Rows[0].Window.To));
        Assert.Null(model.Begins);
        Assert.All(model.Pieces.Skip(1), piece => Assert.NotEqual(AgentState.Talking, piece.State));
        Assert.Equal(window.Length, model.Sums.Known);
    }

    [Fact]
    public void IndexAt_AnyMoment_IsTheIntervalThatHasIt()
    {
        var window = Hour;
        var model = AgentTimeline.Of(new AgentId("demo", "291"), [.. Line(Start.AddMinutes(10), "Idle 60, Ringing 0, Talking 60")], TimelineSpan.Hour, window, TimeZoneInfo.Utc, window.To, window.To);
        Assert.Equal(Start.AddMinutes(10), model.Begins);
        Assert.Equal([-1, 0, 0, 2, 2, -1], new[] { 599, 600, 659, 660, 719, 720 }.Select(second => model.IndexAt(Start.AddSeconds(second))));
    }
}
