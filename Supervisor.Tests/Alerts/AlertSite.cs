using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Floor;
using Supervisor.Tests.History;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Alerts;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Alerts;

/// <summary>A floor that a test writes, a real store, a clock that stands still, and an engine that can be started as often as an app is.</summary>
internal sealed class AlertSite : IAsyncDisposable
{
    private AlertEngine? _engine;
    private AlertCourier? _courier;

    private AlertSite(TempStore temp)
    {
        Temp = temp;
        Clock = new ManualTimeProvider(TempStore.Noon);
        Outbox = new AlertOutbox(temp.Contexts);
        Store = new AlertStore(temp.Contexts, Outbox, Clock);
    }

    public TempStore Temp { get; }

    public ManualTimeProvider Clock { get; }

    public FakeFloorFeed Floor { get; private set; } = new();

    public AlertOutbox Outbox { get; }

    public AlertStore Store { get; }

    public AlertFeed Feed { get; private set; } = new();

    public LogLines Log { get; } = new();

    /// <summary>Until when the run before was there; null where there was none.</summary>
    public DateTimeOffset? LastSeen { get; set; }

    public static async Task<AlertSite> CreateAsync() => new(await TempStore.CreateAsync());

    public static AlertRuleEntry Rule(string name = "Long rest", int after = 600) => new() { Name = name, States = "rest", AfterSeconds = after, Zone = "UTC", Weekdays = 127, Enabled = true };

    public async Task<AlertRuleEntry> AddAsync(AlertRuleEntry rule)
    {
        await using var db = Temp.Open();
        db.AlertRules.Add(rule);
        await db.SaveChangesAsync();
        Store.RulesChanged.Raise();
        return rule;
    }

    public async Task StartAsync()
    {
        (Feed, var readers) = (new AlertFeed(), Floor.Readers);
        _engine = new AlertEngine(Floor, Store, new AlertPast(Temp.Intervals(Clock), () => LastSeen), Feed, Clock, Log.For<AlertEngine>());
        await _engine.StartAsync(default);
        await Eventually.IsTrueAsync(() => Floor.Readers > readers && Feed.Current.Revision > 0, "the engine follows");
    }

    /// <summary>As a restart is: everything in memory is gone, and the floor begins anew.</summary>
    public async Task StopAsync()
    {
        if (_engine is null) return;
        await _engine.StopAsync(default);
        _engine.Dispose();
        (_engine, Floor) = (null, new FakeFloorFeed());
    }

    public Task SendAsync(AlertCourier courier) => (_courier = courier).StartAsync(default);

    public void Put(int number, AgentState state, DateTimeOffset? since = null) => Floor.Put(People.Agent(number, state, since ?? Clock.GetUtcNow()));

    public async Task<AlertItem> OneAsync(Func<AlertItem, bool> like, string what)
    {
        await Eventually.IsTrueAsync(() => Feed.Current.Newest.Any(like), what);
        return Feed.Current.Newest.Single(like);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_courier is not null) await _courier.StopAsync(default);
        _courier?.Dispose();
        Temp.Dispose();
    }
}
