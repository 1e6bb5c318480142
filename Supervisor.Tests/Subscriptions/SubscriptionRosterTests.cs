using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Subscriptions;

/// <summary>Which gateways are subscribed to, and over which connections. Each set of connections has timers, which show whether it is closed.</summary>
public sealed class SubscriptionRosterTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private TempStore _store = null!;
    private SubscriptionRoster _roster = null!;

    public async Task InitializeAsync()
    {
        _store = await TempStore.CreateAsync();
        _roster = new SubscriptionRoster(_store.Contexts, _time, NullLogger<SubscriptionRoster>.Instance);
        await using var db = _store.Open();
        db.Gateways.Add(new ConfiguredGateway { Name = "g", BaseUrl = "http://gateway/", CallbackBaseUrl = "https://us", ChangedAt = TempStore.Noon, Subscription = { Enabled = true, AgentId = 7 } });
        await db.SaveChangesAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task CloseUnused_GatewayChanged_ClosesTheFormerConnectionsWhenTheirSubscriptionHasEnded()
    {
        var before = await ReadAsync();
        Assert.Same(before.Client, (await ReadAsync()).Client);
        var open = _time.ArmedTimers;
        Assert.True(open > 0);

        await ChangeAsync(gateway => gateway.ChangedAt = TempStore.Noon.AddSeconds(1));
        var after = await ReadAsync();
        Assert.NotSame(before.Client, after.Client);
        _roster.CloseUnused(new HashSet<ISubscriptionClient> { before.Client, after.Client });
        Assert.Equal(2 * open, _time.ArmedTimers);

        _roster.CloseUnused(new HashSet<ISubscriptionClient> { after.Client });
        Assert.Equal(open, _time.ArmedTimers);
    }

    [Fact]
    public async Task CloseUnused_NotWantedAnyMore_ClosesItsConnections()
    {
        await ReadAsync();
        await ChangeAsync(gateway => gateway.Subscription.Enabled = false);
        Assert.Empty(await _roster.ReadAsync(default));
        _roster.CloseUnused(new HashSet<ISubscriptionClient>());
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task Read_SettingsOfTheSubscriptionChanged_AreThoseOfThePlan()
    {
        var before = await ReadAsync();
        await ChangeAsync(gateway => (gateway.Subscription.AgentId, gateway.Subscription.ChangedAt) = (8, TempStore.Noon.AddSeconds(1)));
        var after = await ReadAsync();
        Assert.Same(before.Client, after.Client);
        Assert.Equal(8, after.Settings.AgentId);
        Assert.NotEqual(before.Stamp, after.Stamp);
    }

    public void Dispose()
    {
        _roster.Dispose();
        _store.Dispose();
    }

    private async Task ChangeAsync(Action<ConfiguredGateway> change)
    {
        await using var db = _store.Open();
        change(await db.Gateways.SingleAsync());
        await db.SaveChangesAsync();
    }

    private async Task<SubscriptionPlan> ReadAsync() => Assert.Single(await _roster.ReadAsync(default));
}
