using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Statistics;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Statistics;

public sealed class StatisticsQueriesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = TempStore.Noon;

    private readonly ManualTimeProvider _time = new(TempStore.Noon);
    private TempStore _store = null!;
    private long _sequence;

    public async Task InitializeAsync()
    {
        _store = await TempStore.CreateAsync();
        await using var db = _store.Open();
        var demo = new ConfiguredGateway { Name = "demo", BaseUrl = "http://127.0.0.1/" };
        demo.Agents.Add(Credential("291", "Ann", "Sales"));
        demo.Agents.Add(Credential("292", "Bob", "Sales"));
        demo.Agents.Add(Credential("293", "Cy", ""));
        db.Gateways.Add(demo);
        await db.SaveChangesAsync();
    }

    public Task DisposeAsync()
    {
        _store.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(60, "", null, "Nothing was counted: the range lies in the future.")]
    [InlineData(-60, "", null, "Nothing was counted: the history knows no agent in this range.")]
    [InlineData(-60, "291", null, "Nothing was counted: the history knows no such agent in this range.")]
    [InlineData(-60, "", "Sales", "Nothing was counted: the history knows no such agent in this range.")]
    public void NoRow_OfThisRequest_IsToldByWhatWasAskedFor(int from, string agents, string? team, string words)
    {
        var request = new StatisticsRequest { From = Noon.AddSeconds(from), To = Noon.AddSeconds(from + 30), Zone = TimeZoneInfo.Utc, Team = team, Agents = agents.Length == 0 ? [] : [agents] };
        Assert.Equal(words, StatisticsPage.WhyNothing(request, Noon));
    }

    [Fact]
    public async Task Load_ByAgent_CountsTheOpenIntervalUntilNowAndNothingOfTheFuture()
    {
        Append(("291", 0, "AgentState_Ready"), ("291", 600, "AgentState_Work"));
        Run(until: 900);
        var result = await Queries().LoadAsync(Request(0, 86_400), default);
        var row = Assert.Single(result.Rows);
        Assert.Equal(("Ann", "Sales", "demo/291"), (row.Group.Name, row.Group.Team, row.Group.Key));
        Assert.Equal((900, 600, 300), (row.Figures.Elapsed.TotalSeconds, row.Figures.Idle.TotalSeconds, row.Figures.WrapUp.TotalSeconds));
        Assert.Equal((Noon.AddSeconds(900), 1m), (row.Period.To, row.Figures.Coverage));
    }

    [Fact]
    public async Task Load_AppWasNotThere_TheRestIsNotKnown()
    {
        Append(("291", 0, "AgentState_Ready"));
        Run(until: 100);
        _time.Advance(TimeSpan.FromSeconds(900));
        var figures = (await Queries().LoadAsync(Request(0, 1_000), default)).Total.Figures;
        Assert.Equal((100, 900, 0), (figures.Idle.TotalSeconds, figures.NotKnown.TotalSeconds, figures.Unknown.TotalSeconds));
    }

    [Fact]
    public async Task Load_EveryGroupingAndPeriod_GivesTheSameTotal()
    {
        Append([.. Life(2_000)]);
        Run(until: 200_000);
        var queries = Queries();
        var whole = (await queries.LoadAsync(Request(1_000, 150_000), default)).Total.Figures;
        Assert.True(whole.Answered > 10 && whole.Coverage > 0.5m);
        foreach (var by in Enum.GetValues<StatisticsBy>())
            foreach (var per in Enum.GetValues<PeriodLength>())
            {
                var result = await queries.LoadAsync(Request(1_000, 150_000) with { By = by, Per = per }, default);
                Assert.Equal(whole, result.Total.Figures);
                Assert.Equal(whole, result.Rows.Select(row => row.Figures).Aggregate(Figures.Zero, Figures.Add));
                Assert.Equal(result.Rows.Select(row => row.Group).Distinct().Count() * result.Periods.Length, result.Rows.Length);
            }
    }

    [Fact]
    public async Task Load_ByTeam_AgentsOfTheTeamOfToday()
    {
        Append(("291", 0, "AgentState_Ready"), ("292", 0, "AgentState_Ready"), ("293", 0, "AgentState_Ready"), ("777", 0, "AgentState_Ready"));
        Run(until: 100);
        var result = await Queries().LoadAsync(Request(0, 100) with { By = StatisticsBy.Team }, default);
        Assert.Equal([("", 200), ("Sales", 200)], result.Rows.Select(row => (row.Group.Team!, (int)row.Figures.Idle.TotalSeconds)));
        Assert.Equal(["demo/291", "demo/292"], (await Queries().LoadAsync(Request(0, 100) with { Team = "Sales" }, default)).Rows.Select(row => row.Group.Key));
        Assert.Empty((await Queries().LoadAsync(Request(0, 100) with { Gateway = "other" }, default)).Rows);
    }

    [Fact]
    public async Task Load_RemovedAgent_CountsWhileSomethingIsKnownOfIt()
    {
        Append(("291", 0, "AgentState_Ready"), ("777", 0, "AgentState_Ready"), ("777", 50, SupervisorEventTypes.Gap));
        Run(until: 3_000);
        var known = await Queries().LoadAsync(Request(0, 100), default);
        Assert.Equal(("demo/291 demo/777", 0), (string.Join(' ', known.Rows.Select(row => row.Group.Key)), known.LeftOut));
        var later = await Queries().LoadAsync(Request(1_000, 2_000), default);
        Assert.Equal(("demo/291", 1, 1m), (string.Join(' ', later.Rows.Select(row => row.Group.Key)), later.LeftOut, later.Total.Figures.Coverage));
    }

    [Fact]
    public async Task Load_TooManyRows_SaysSoAndCountsNothing()
    {
        Append(("291", 0, "AgentState_Ready"));
        _time.Advance(TimeSpan.FromDays(36_500));
        var result = await Queries().LoadAsync(Request(0, 20L * 365 * 86_400) with { Per = PeriodLength.Hour }, default);
        Assert.InRange(result.TooMany, 100_000, 200_000);
        Assert.Empty(result.Rows);
        Assert.Empty((await Queries().LoadAsync(Request(40_000L * 86_400, 40_001L * 86_400), default)).Rows);
    }

    [Fact]
    public async Task Intervals_OfEveryFigure_AddUpToIt()
    {
        Append([.. Life(1_500)]);
        Run(until: 200_000);
        var request = Request(1_000, 80_000) with { Per = PeriodLength.Day, By = StatisticsBy.Team };
        var result = await Queries().LoadAsync(request, default);
        var behind = new FigureIntervals(Store(), Roster());
        foreach (var row in result.Rows.Append(result.Total))
            foreach (var figure in Figure.All.Where(figure => figure.Formula is null && figure.Key != "elapsed"))
            {
                var (page, items) = (await behind.LoadAsync(request, result.Total.Period, row, figure, 0, default), new List<FigureInterval>());
                Assert.Equal(row.Figures, page.Figures);
                for (var skip = 0; skip < page.Count; skip += FigureIntervals.PageSize) items.AddRange((await behind.LoadAsync(request, result.Total.Period, row, figure, skip, default)).Items);
                var sum = figure.Unit == FigureUnit.Count ? items.Count : items.Sum(item => (decimal)item.Interval.Length.Ticks) / TimeSpan.TicksPerSecond;
                Assert.Equal((figure.Value(row.Figures), page.Count), (sum, items.Count));
                Assert.Equal(page.Sum.Ticks, items.Sum(item => item.Interval.Length.Ticks));
            }
    }

    private static StatisticsRequest Request(long from, long to) => new() { From = Noon.AddSeconds(from), To = Noon.AddSeconds(to), Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };

    private static AgentCredential Credential(string id, string name, string team) => new() { AgentId = id, Name = name, Team = team, PhoneNumber = "70001" };

    private static IEnumerable<(string, double, string)> Life(int count)
    {
        var random = new Random(5);
        string[] types = ["AgentState_Ready", "AgentState_Busy", "AgentEvent_Ringing", "AgentEvent_Talking", "AgentEvent_Hold", "AgentEvent_Call_Release", "AgentState_Work", "AgentState_SetRest_Success", "AgentOther_ShutdownService"];
        return Enumerable.Range(1, count).Select(n => ("29" + random.Next(1, 5), n * 60d, types[random.Next(types.Length)]));
    }

    private void Append(params (string Agent, double Seconds, string Type)[] events) => _store.Append(events.Select(told =>
    {
        var content = told.Type.StartsWith("AgentEvent_", StringComparison.Ordinal) ? $$"""{"callid":"1-{{_sequence / 20}}","caller":"0755","feature":"7"}""" : told.Type == SupervisorEventTypes.Gap ? """{"cause":"not-watched"}""" : null;
        return TempStore.Event(++_sequence, told.Agent, told.Type, content) with
        {
            ReceivedAt = Noon.AddSeconds(told.Seconds),
            Origin = told.Type == SupervisorEventTypes.Gap ? EventOrigin.Supervisor : EventOrigin.Gateway,
        };
    }));

    /// <summary>The app was there until then, and it is then.</summary>
    private void Run(int until)
    {
        _time.Advance(Noon.AddSeconds(until) - _time.GetUtcNow());
        using var connection = SqliteConnections.OpenStore(_store.Directory.Database);
        using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO RunMarks VALUES (1, {_time.GetUtcNow().UtcTicks})";
        command.ExecuteNonQuery();
    }

    private IntervalStore Store() => new(_store.Directory, new IntervalKeeper(_store.Directory, Options.Create(new HistoryOptions()), _time, NullLogger<IntervalKeeper>.Instance), _time);

    private AgentRoster Roster() => new(Store(), _store.Contexts);

    private StatisticsQueries Queries() => new(Store(), Roster(), _time);
}
