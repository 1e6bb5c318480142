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
        using var desk = new TodayDesk(new IntervalStore(_store.Directory, new IntervalKeeper(_store.Directory, Options.Create(new HistoryOptions()), _time, NullLogger<IntervalKeeper>.Instance), _time), _time, NullLogger<TodayDesk>.Instance);
        await desk.StartAsync(default);
        using var here = desk.Open(TimeZoneInfo.Utc);
        using var there = desk.Open(TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"));
        var ann = new AgentId("demo", "291");
        await Eventually(() => here.Current.Agents.ContainsKey(ann) && there.Current.Agents.ContainsKey(ann));
        Assert.Equal((new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), TimeSpan.TicksPerMinute), (here.Current.From, here.Current.Agents[ann].Done.Idle));
        Assert.Equal(new DateTimeOffset(2026, 11, 19, 15, 0, 0, TimeSpan.Zero), there.Current.From);

        _store.Append([TempStore.Event(121)]);
        await Eventually(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return here.Current.Agents[ann].State == AgentState.Idle;
        });
        Assert.Equal(TimeSpan.TicksPerMinute, here.Current.Agents[ann].Done.WrapUp);
        await desk.StopAsync(default);
    }

    private static async Task Eventually(Func<bool> condition)
    {
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(30);
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, "It did not come to pass.");
            await Task.Yield();
        }
    }
}
