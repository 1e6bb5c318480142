using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Subscriptions;
using Supervisor.Simulator;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Simulator;
using Supervisor.Tests.Support;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Subscriptions;

/// <summary>The subscription against the simulated gateway over real HTTP, both on one manual clock.</summary>
public sealed class SubscriptionSimulatorTests : IAsyncLifetime, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("subscriptions").FullName;
    private SimulatorFixture _gateway = null!;
    private CallbackReceiver _receiver = null!;
    private GatewayEndpoint _endpoint = null!;
    private SubscriptionKeeper _keeper = null!;

    public async Task InitializeAsync()
    {
        _gateway = await SimulatorFixture.StartAsync();
        _receiver = await CallbackReceiver.StartAsync();
        var account = _gateway.Server.ConfigurationAccount;
        var gateway = new ConfiguredGateway
        {
            Name = "g",
            BaseUrl = _gateway.Server.BaseUri.ToString(),
            CallbackBaseUrl = _receiver.Root.ToString(),
            Subscription = { Enabled = true, AgentId = int.Parse(account.Id, CultureInfo.InvariantCulture) },
        };
        _endpoint = GatewayEndpoint.Create(gateway, []).Endpoint!;
        _keeper = new SubscriptionKeeper(
            new Desired(SubscriptionPlan.Of(gateway, new SubscriptionClient(_endpoint, TimeProvider.System))!),
            new SubscriptionFile(TempStore.At(_directory), new EphemeralDataProtectionProvider(), NullLogger<SubscriptionFile>.Instance),
            new SubscriptionSurroundings(new TokenTable<SubscriptionSource>(_gateway.Clock), _ => account.Password, _gateway.Clock, () => 0.5), NullLoggerFactory.Instance);
        await _keeper.StartedAsync(default);
        await UntilAsync(() => State.Phase == SubscriptionPhase.Registered);
    }

    public async Task DisposeAsync()
    {
        await _keeper.StopAsync(default);
        _endpoint.Dispose();
        await _receiver.DisposeAsync();
        await _gateway.DisposeAsync();
        Directory.Delete(_directory, true);
    }

    public void Dispose() => _keeper.Dispose();

    [Fact]
    public async Task Run_AnHour_IsOneLivingSubscriptionThroughExpiredLogins()
    {
        var begin = _gateway.Clock.GetUtcNow();
        await UntilAsync(() => _gateway.Clock.GetUtcNow() - begin > TimeSpan.FromHours(1));
        var standing = Assert.Single(_gateway.Server.Account.Subscriptions);
        Assert.Equal((true, State.ServerId), (standing.Alive, standing.ServerId));
        Assert.True(State.LoggedInAt > begin, "the login of the first half hour was never renewed");
    }

    [Fact]
    public async Task Run_SubscriptionEndedByTheGateway_RegistersAnewWithinTwoMinutes()
    {
        var before = State.ServerId;
        _gateway.Server.EndSubscriptions();
        await UntilAsync(() => State.Phase == SubscriptionPhase.Registered && State.ServerId != before);
        Assert.Equal(State.ServerId, Assert.Single(_gateway.Server.Account.Subscriptions, standing => standing.Alive).ServerId);
    }

    [Fact]
    public async Task Run_LoginExpired_KeepsTheRegistration()
    {
        var before = State.ServerId;
        Assert.Equal(1, _gateway.Server.ExpireConfigurationLogins());
        var handshake = State.LastHandshakeAt;
        await UntilAsync(() => State.LastHandshakeAt > (handshake ?? DateTimeOffset.MinValue));
        Assert.Equal((SubscriptionPhase.Registered, before), (State.Phase, State.ServerId));
    }

    [Fact]
    public async Task Run_GatewayRestartedWithoutMemory_RegistersAnew()
    {
        var before = State.RegisteredAt;
        await _gateway.Server.RestartAsync(keepSessions: false);
        await UntilAsync(() => State.Phase == SubscriptionPhase.Registered && State.RegisteredAt > before);
        Assert.True(Assert.Single(_gateway.Server.Account.Subscriptions).Alive);
    }

    [Fact]
    public async Task Run_TenMinutesWithoutNetwork_ComesBackWithANewRegistration()
    {
        var before = State.ServerId;
        await _gateway.Server.StopListeningAsync();
        var away = _gateway.Clock.GetUtcNow();
        await UntilAsync(() => _gateway.Clock.GetUtcNow() - away > TimeSpan.FromMinutes(10));
        Assert.Equal(SubscriptionPhase.Waiting, State.Phase);
        await _gateway.Server.ResumeListeningAsync();
        await UntilAsync(() => State.Phase == SubscriptionPhase.Registered);
        Assert.NotEqual(before, State.ServerId);
        Assert.Equal(State.ServerId, Assert.Single(_gateway.Server.Account.Subscriptions, standing => standing.Alive).ServerId);
    }

    private SubscriptionState State => _keeper.Find("g")?.State ?? SubscriptionState.Initial;

    // Lets the keeper run, and time pass while nothing is asked of the gateway, until it is so.
    private Task UntilAsync(Func<bool> condition) => Eventually.IsTrueAsync(() =>
    {
        if (condition()) return true;
        if (State is { Asked: SubscriptionQuestion.None, NextTryAt: { } next })
            _gateway.Clock.Advance(next > _gateway.Clock.GetUtcNow() ? next - _gateway.Clock.GetUtcNow() : TimeSpan.FromSeconds(1));
        return false;
    });

    private sealed class Desired(SubscriptionPlan plan) : ISubscriptionRoster
    {
        public Task<ImmutableArray<SubscriptionPlan>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<SubscriptionPlan>>([plan]);

        public void CloseUnused(IReadOnlySet<ISubscriptionClient> used)
        {
        }
    }
}
