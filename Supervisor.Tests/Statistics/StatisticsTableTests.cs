using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.Statistics;

namespace Supervisor.Tests.Statistics;

public sealed class StatisticsTableTests : BunitContext
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Period Hour = new(Noon, Noon.AddHours(1));
    private static readonly Figures Whole = new() { Elapsed = TimeSpan.FromHours(1), Idle = TimeSpan.FromMinutes(20), Talking = TimeSpan.FromMinutes(30), WrapUp = TimeSpan.FromMinutes(10), Answered = 4, TalkEpisodes = 5, CallsIn = 4 };
    private static readonly Figures Part = new() { Elapsed = TimeSpan.FromHours(1), Idle = TimeSpan.FromSeconds(3_599.96), Unknown = TimeSpan.FromMilliseconds(40) };

    public StatisticsTableTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
    }

    [Fact]
    public void Row_AllKnown_HasTimesAndNoMark()
    {
        var table = Table(Row("291", Whole));
        Assert.Equal(("0:30:00", "66.6 %", "100 %", "0:07:30"), (Cell(table, "talking"), Cell(table, "occupancy"), Cell(table, "coverage"), Cell(table, "averageTalk")));
        Assert.Empty(table.FindAll("tbody .part"));
        Assert.Equal("Idle 33.3 %, Talking 50 %, Wrap-up 16.6 %", table.Find("tbody .shares").GetAttribute("aria-label"));
    }

    [Fact]
    public void Row_NotAllKnown_IsNeverCalledWholeAndEveryFigureIsMarked()
    {
        var table = Table(Row("291", Part));
        Assert.Equal("99.9 %", Cell(table, "coverage"));
        Assert.Equal("0:00:00 of 1:00:00 not known", table.Find("tbody .missing").TextContent);
        var buttons = table.FindAll("tbody td button");
        Assert.Equal(buttons.Count, table.FindAll("tbody .part").Count);
        Assert.All(buttons, button => Assert.Equal(table.Find("tbody .missing").Id, button.GetAttribute("aria-describedby")));
    }

    [Fact]
    public void Row_NothingToDivide_SaysSoAndNamesEpisodes()
    {
        var table = Table(Row("291", Whole with { Answered = 0 }), Row("292", Part));
        Assert.Equal("0:06:00 per episode", Cell(table, "averageTalk"));
        Assert.Equal(["–", "–", "–"], table.FindAll("tbody tr")[1].QuerySelectorAll("td > .dim").Skip(1).Select(cell => cell.TextContent));
    }

    [Fact]
    public void Head_OfAColumn_TellsItsDefinitionAndFormula()
    {
        var head = Table(Row("291", Whole)).Find("#define-occupancy");
        Assert.Contains("divided by the same and idle", head.TextContent, StringComparison.Ordinal);
        Assert.Contains("(Talking + Hold + Wrap-up) / (Talking + Hold + Wrap-up + Idle)", head.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Clicks_OnHeadAndFigure_AskToSortAndToOpen()
    {
        var (sorted, opened) = ("", (StatisticsCell?)null);
        var row = Row("291", Whole);
        var table = Render<StatisticsTable>(parameters => parameters.Add(p => p.Rows, [row]).Add(p => p.Total, row).Add(p => p.View, View()).Add(p => p.OnSort, key => sorted = key).Add(p => p.OnOpen, cell => opened = cell));
        table.Find("th button[aria-describedby=define-idle]").Click();
        table.Find("tbody button[id$=-hold]").Click();
        Assert.Equal(("idle", new StatisticsCell(row, Figure.Find("hold")!, false)), (sorted, opened));
        table.Find("tfoot button[id$=-idle]").Click();
        Assert.True(opened!.IsTotal);
    }

    [Fact]
    public void View_SortedByAFigure_HighestFirstThenTheOtherWayAndNothingLast()
    {
        StatisticsRow[] rows = [Row("291", Part), Row("292", Whole), Row("293", Whole with { Talking = TimeSpan.FromMinutes(1) })];
        var view = View().SortedBy("averageTalk");
        Assert.Equal(["292", "293", "291"], view.Arrange(rows).Select(row => row.Group.AgentId));
        Assert.Equal(["293", "292", "291"], view.SortedBy("averageTalk").Arrange(rows).Select(row => row.Group.AgentId));
    }

    [Fact]
    public void View_ThroughItsAddress_IsTheSame()
    {
        var view = View() with { Sort = "idle", Descending = true, Page = 3 };
        view = view.Opened(Row("291", Whole), Figure.Find("hold")!, isTotal: false);
        var read = StatisticsView.Read(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri("http://x/" + view.ToAddress()).Query), TimeZoneInfo.Utc, Noon, []);
        Assert.Equal(view with { Request = read.Request }, read);
        Assert.Equal(view.ToAddress(), read.ToAddress());
    }

    private static StatisticsView View() => new(new StatisticsRequest { From = Hour.From, To = Hour.To, Zone = TimeZoneInfo.Utc }, false);

    private static StatisticsRow Row(string agent, Figures figures) => new(new StatisticsGroup(StatisticsBy.Agent, "demo", agent, "Sales", ""), Hour, figures);

    private static string Cell(IRenderedComponent<StatisticsTable> table, string key) => table.Find($"tbody button[id$=-{key}]").TextContent;

    private IRenderedComponent<StatisticsTable> Table(params StatisticsRow[] rows) =>
        Render<StatisticsTable>(parameters => parameters.Add(p => p.Rows, rows).Add(p => p.Total, rows[0]).Add(p => p.View, View()));
}
