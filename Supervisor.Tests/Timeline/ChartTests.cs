using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.Timeline;

namespace Supervisor.Tests.Timeline;

public sealed class ChartTests : BunitContext
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
    private readonly List<DateTimeOffset> _went = [];
    private readonly List<(DateTimeOffset At, int Step)> _zoomed = [];

    public ChartTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
    }

    private static AgentTimeline Model(string line, TimelineSpan span = TimelineSpan.Day, double begins = 8)
    {
        var window = TimeWindow.Of(Start.AddHours(12), span, TimeZoneInfo.Utc);
        var intervals = LayoutTests.Line(Start.AddHours(begins), line);
        for (var i = 0; i < intervals.Length; i++)
        {
            if (intervals[i].State == AgentState.Talking) intervals[i] = intervals[i] with { Direction = CallDirection.Inbound, OtherParty = "0755", Skill = "Sales", CallId = "c" + i };
            if (intervals[i].State == AgentState.Busy) intervals[i] = intervals[i] with { Reason = "203" };
            if (intervals[i].State == AgentState.Unknown) intervals[i] = intervals[i] with { Reason = "not-running" };
        }

        return AgentTimeline.Of(new AgentId("demo", "291"), [.. intervals], span, window, TimeZoneInfo.Utc, window.To, window.To.AddHours(1));
    }

    private IRenderedComponent<GanttChart> Chart(AgentTimeline model, DateTimeOffset at) => Render<GanttChart>(with => with
        .Add(chart => chart.Model, model).Add(chart => chart.At, at).Add(chart => chart.Zone, TimeZoneInfo.Utc)
        .Add(chart => chart.OnGo, at => _went.Add(at)).Add(chart => chart.OnZoom, zoom => _zoomed.Add(zoom)));

    private static string Active(IRenderedComponent<GanttChart> chart) => chart.Find("#" + chart.Find("#timeline-chart").GetAttribute("aria-activedescendant")).GetAttribute("aria-label")!;

    private static Task Press(IRenderedComponent<GanttChart> chart, string key) => chart.Find("#timeline-chart").KeyDownAsync(new KeyboardEventArgs { Key = key });

    [Fact]
    public async Task Arrows_InTheChart_GoFromIntervalToIntervalAndEnterSelects()
    {
        var chart = Chart(Model("Idle 3600, Ringing 10, Talking 600, Busy 600, Unknown 300, SignedOut 100"), Start.AddHours(8.5));
        Assert.Equal("Idle: 08:00:00 to 09:00:00, 1:00:00", Active(chart));
        await Press(chart, "ArrowRight");
        await Press(chart, "ArrowRight");
        Assert.Equal("Talking, call from 0755, skill Sales: 09:00:10 to 09:10:10, 10:00", Active(chart));
        await Press(chart, "ArrowRight");
        Assert.Equal("Busy, reason 203: 09:10:10 to 09:20:10, 10:00", Active(chart));
        Assert.Equal(Active(chart), chart.Find(".tl-readout").TextContent);
        Assert.Empty(_went);
        await Press(chart, "Enter");
        Assert.Equal([Start.AddHours(9).AddSeconds(610)], _went);
        await Press(chart, "ArrowRight");
        Assert.Equal("Unknown, Supervisor was not running: 09:20:10 to 09:25:10, 5:00", Active(chart));
    }

    [Fact]
    public async Task Arrows_WhileTheSameMomentIsReadAnew_AreKept()
    {
        const string line = "Idle 3600, Ringing 10, Talking 600, Busy 600";
        var chart = Chart(Model(line), Start.AddHours(8.5));
        await Press(chart, "ArrowRight");
        await Press(chart, "ArrowRight");

        chart.Render(with => with.Add(one => one.Model, Model(line)));

        Assert.StartsWith("Talking", Active(chart), StringComparison.Ordinal);
        chart.Render(with => with.Add(one => one.Model, Model(line)).Add(one => one.At, Start.AddHours(8.75)));
        Assert.StartsWith("Idle", Active(chart), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrows_BeyondTheEdge_BringTheNeighbouringTime()
    {
        var model = Model("Idle 3600, Talking 600");
        var chart = Chart(model, Start.AddHours(8));
        await Press(chart, "ArrowLeft");
        await Press(chart, "End");
        await Press(chart, "ArrowRight");
        await Press(chart, "Home");
        await Press(chart, "PageDown");
        Assert.Equal([model.Window.From.AddMilliseconds(-1), model.Window.To, model.Window.From, Start.AddDays(1).AddHours(8)], _went);
    }

    [Fact]
    public async Task PlusAndMinus_ZoomAroundThePieceOfTheKeyboard()
    {
        var chart = Chart(Model("Idle 3600, Talking 600"), Start.AddHours(8));
        await Press(chart, "ArrowRight");
        await Press(chart, "+");
        await Press(chart, "-");
        Assert.Equal([(Start.AddHours(9), 1), (Start.AddHours(9), -1)], _zoomed);
    }

    [Fact]
    public async Task Down_InAWeek_GoesToTheSameTimeOfTheNextDay()
    {
        var chart = Chart(Model("Idle 100000, Talking 6000, Idle 100000", TimelineSpan.Week, -24), Start.AddHours(-20));
        await Press(chart, "ArrowDown");
        Assert.StartsWith("Idle: 00:00:00 to 03:46:40", Active(chart), StringComparison.Ordinal);
        Assert.Equal(7, chart.FindAll(".tl-row").Count);
    }

    [Fact]
    public void Moment_WithoutAnyInterval_IsSaidAndNothingIsActive()
    {
        var chart = Chart(Model("Idle 3600"), Start.AddHours(3));
        Assert.Null(chart.Find("#timeline-chart").GetAttribute("aria-activedescendant"));
        Assert.Equal("Nothing is known at 03:00:00.", chart.Find(".tl-readout").TextContent);
    }

    [Fact]
    public async Task Piece_Clicked_IsSelectedAndDrawnHatchedWhereUnknown()
    {
        var chart = Chart(Model("Idle 3600, Unknown 600"), Start.AddHours(8));
        Assert.StartsWith("url(#", chart.Find("#tl-p1").GetAttribute("fill"), StringComparison.Ordinal);
        Assert.Equal(["true", "false"], chart.FindAll("[role=option]").Select(piece => piece.GetAttribute("aria-selected")));
        await chart.Find("#tl-p1").ClickAsync(new MouseEventArgs());
        Assert.Equal([Start.AddHours(9)], _went);
    }

    [Fact]
    public async Task Table_ManyIntervals_ShowsThePageOfTheSelectedOneAndTurns()
    {
        var model = Model(string.Join(", ", Enumerable.Repeat("Idle 30, Talking 30", 125)));
        var table = Render<IntervalTable>(with => with.Add(table => table.Model, model).Add(table => table.At, model.Intervals[130].From).Add(table => table.Zone, TimeZoneInfo.Utc).Add(table => table.OnGo, at => _went.Add(at)));
        Assert.Equal("interval-130", table.Find("[aria-current=true]").Id);
        Assert.Equal(100, table.FindAll("tbody tr").Count);
        Assert.Equal("interval-130", JSInterop.Invocations["supervisorTimeline.reveal"][^1].Arguments[1]);
        Assert.Contains("101 to 200 of 250", table.Markup, StringComparison.Ordinal);
        await table.FindAll(".tl-head button")[1].ClickAsync(new MouseEventArgs());
        Assert.Equal(50, table.FindAll("tbody tr").Count);
        await table.Find("#interval-249 button").ClickAsync(new MouseEventArgs());
        Assert.Equal([model.Intervals[249].From], _went);
    }

    [Fact]
    public void Table_IntervalsOverTheEdges_AreCutAndSayWhereTheyBeginAndEnd()
    {
        var model = Model("Busy 10000, Idle 100000", begins: -1);
        var table = Render<IntervalTable>(with => with.Add(table => table.Model, model).Add(table => table.At, Start).Add(table => table.Zone, TimeZoneInfo.Utc));
        Assert.Equal(["00:00:00 began 2026-11-19 23:00:00", "01:46:40", "1:46:40", "Busy", "reason 203", "", ""], Cells(table, 0));
        Assert.Equal(["01:46:40", "00:00:00 goes on until 2026-11-21 05:33:20", "22:13:20", "Idle", "", "", ""], Cells(table, 1));
    }

    private static IEnumerable<string> Cells(IRenderedComponent<IntervalTable> table, int row) =>
        table.FindAll("tbody tr")[row].QuerySelectorAll("td").Select(cell => string.Join(' ', cell.ChildNodes.Select(node => node.TextContent.Trim()).Where(text => text.Length > 0)));
}
