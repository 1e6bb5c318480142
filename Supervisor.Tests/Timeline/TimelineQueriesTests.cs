using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Features.Timeline;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Timeline;

public sealed class TimelineQueriesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 0, 0, 0, TimeSpan.Zero);
    private static readonly AgentId Ann = new("demo", "101");

    private readonly ManualTimeProvider _time = new(Monday.AddDays(7));
    private TempStore _store = null!;
    private TimelineQueries _queries = null!;

    public async Task InitializeAsync()
    {
        _store = await TempStore.CreateAsync();
        var keeper = new IntervalKeeper(_store.Directory, Options.Create(new HistoryOptions()), _time, NullLogger<IntervalKeeper>.Instance);
        _queries = new TimelineQueries(new IntervalStore(_store.Directory, keeper, _time), new CredentialQueries(_store.Contexts), _time);
    }

    public Task DisposeAsync()
    {
        _store.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Agent_ADay_IsReadAndLaidOutWithin50Milliseconds()
    {
        _store.Append(WorkingDays.Of(20, Monday, 7));
        await _queries.AgentAsync(Ann, Monday.AddHours(12), TimelineSpan.Day, TimeZoneInfo.Utc, default);
        var best = TimeSpan.MaxValue;
        AgentTimeline model = null!;
        for (var i = 0; i < 10; i++)
        {
            var watch = Stopwatch.StartNew();
            model = await _queries.AgentAsync(Ann, Monday.AddDays(2).AddHours(12), TimelineSpan.Day, TimeZoneInfo.Utc, default);
            if (watch.Elapsed < best) best = watch.Elapsed;
        }

        Assert.InRange(model.Intervals.Length, 100, 400);
        Assert.True(best < TimeSpan.FromMilliseconds(50), $"{best.TotalMilliseconds} ms");
    }

    [Fact]
    public async Task Agent_SumsOfTheDays_AreTheSumsOfTheWeek()
    {
        _store.Append(WorkingDays.Of(2, Monday, 7));
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var week = await _queries.AgentAsync(Ann, Monday.AddDays(3), TimelineSpan.Week, berlin, default);
        var known = TimeSpan.Zero;
        for (var day = 0; day < 7; day++) known += (await _queries.AgentAsync(Ann, Monday.AddDays(day).AddHours(12), TimelineSpan.Day, berlin, default)).Sums.Known;
        Assert.Equal(week.Sums.Known, known);
        Assert.True(known > TimeSpan.FromHours(40));
    }

    [Fact]
    public async Task Floor_SomeRows_ComeInTheOrderAskedForAlsoWhereNothingIsKnown()
    {
        _store.Append(WorkingDays.Of(5, Monday, 1));
        var agents = await _queries.AgentsAsync(default);
        Assert.Equal(["101", "102", "103", "104", "105"], agents.Select(agent => agent.Name));
        var rows = await _queries.FloorAsync([agents[3], new AgentProfile(new AgentId("demo", "999"), "Nobody", ""), agents[1]], 7, TimeWindow.Of(Monday.AddHours(12), TimelineSpan.Day, TimeZoneInfo.Utc), default);
        Assert.Equal([("104", 7, true), ("Nobody", 8, false), ("102", 9, true)], rows.Select(row => (row.Profile.Name, row.Index, row.Paths.Length > 0)));
    }
}
