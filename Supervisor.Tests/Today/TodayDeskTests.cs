using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Today;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Today;

public sealed class TodayDeskTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new(TempStore.Noon.AddHours(1));
    private TempStore _store = null!;

    public async Task InitializeAsync() => _store = await TempStore.CreateAsync();

    public Task DisposeAsync()
    {
        _store.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Open_TwoZones_EachCountsFromItsOwnMidnightAndGoesOn()
    {
        _store.Append([TempStore.Event(1), TempStore.Event(61, type: "AgentState_Work")]);
        await using (var db = _store.Open())
        {
            // somebody was there all the time
            db.RunMarks.Add(new Web.Persistence.Entities.RunMark { Id = 1, AliveAt = TempStore.Noon.AddHours(10) });
            await db.SaveChangesAsync();
        }

        using var desk = new TodayDesk(new IntervalStore(_store.Directory, new IntervalKeeper(_store.Directory, Options.Create(new HistoryOptions()), _time, NullLogger<IntervalKeeper>.Instance), _time), _time, NullLogger<TodayDesk>.Instance);
        await desk.StartAsync(default);
        using var here = desk.Open(TimeZoneInfo.Utc);
        using var there = desk.Open(TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"));
        var ann = new AgentId("demo", "291");
        await Eventually.IsTrueAsync(() => here.Current.Agents.ContainsKey(ann) && there.Current.Agents.ContainsKey(ann));
        Assert.Equal((new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), TimeSpan.TicksPerMinute), (here.Current.From, here.Current.Agents[ann].Done.Idle));
        Assert.Equal(new DateTimeOffset(2026, 11, 19, 15, 0, 0, TimeSpan.Zero), there.Current.From);

        _store.Append([TempStore.Event(121)]);
        await Eventually.IsTrueAsync(() =>
        {
            // the desk waits again when it has counted
            if (here.Current.Agents[ann].State != AgentState.Idle && _time.ArmedTimers > 0) _time.Advance(TodayDesk.Pace);
            return here.Current.Agents[ann].State == AgentState.Idle;
        });
        Assert.Equal(TimeSpan.TicksPerMinute, here.Current.Agents[ann].Done.WrapUp);
        await desk.StopAsync(default);
    }
}
