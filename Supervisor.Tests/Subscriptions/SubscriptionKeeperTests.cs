using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Subscriptions;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Security;
using Supervisor.Tests.Support;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Subscriptions;

/// <summary>The subscription's life with a gateway that restarts, forgets, refuses and goes away, on a clock that the test moves.</summary>
public sealed class SubscriptionKeeperTests : IAsyncLifetime, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("subscriptions").FullName;
    private readonly ManualTimeProvider _time = new();
    private readonly IDataProtectionProvider _protection = new EphemeralDataProtectionProvider();
    private readonly LogCapture _logs = new();
    private readonly ScriptedSubscriptions _gateway;
    private readonly Desired _desired = new();
    private readonly ILoggerFactory _loggers;
    private TokenTable<SubscriptionSource> _tokens;
    private SubscriptionKeeper _keeper;

    public SubscriptionKeeperTests()
    {
        _gateway = new ScriptedSubscriptions(_time);
        _tokens = new TokenTable<SubscriptionSource>(_time);
        _loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));
        _keeper = NewKeeper();
        _desired.Plans = [Plan()];
    }

    public Task InitializeAsync() => _keeper.StartedAsync(default);

    public async Task DisposeAsync()
    {
        await StopAsync();
        _loggers.Dispose();
        Directory.Delete(_directory, true);
    }

    public void Dispose()
    {
        _keeper.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Run_GoodGateway_ShakesHandsEveryTwoMinutesForAnHour()
    {
        await UntilAsync(() => Handshakes.Count >= 30, step: 60);
        Assert.Equal(["login", "register"], _gateway.Operations.Take(2));
        Assert.All(_gateway.Asked.Skip(2), asked => Assert.Equal("handshake", asked.Operation));
        var sent = _gateway.Asked.Skip(1).Select(asked => asked.At).ToList();
        for (var i = 1; i < sent.Count; i++) Assert.Equal(SubscriptionMachine.BetweenHandshakes, sent[i] - sent[i - 1]);
    }

    [Fact]
    public async Task Run_GatewayRestarted_LogsInAndRegistersAnew()
    {
        await RegisteredAsync();
        var before = Token;
        _gateway.Forget();

        await UntilAsync(() => Operations("register") == 2 && State.Phase == SubscriptionPhase.Registered);

        Assert.Equal(["login", "register", "handshake", "login", "handshake", "register"], _gateway.Operations);
        Assert.NotEqual(before, Token);
        Assert.Single(_gateway.Registered);
    }

    [Fact]
    public async Task Run_LoginExpired_IsRenewedAndTheRegistrationStays()
    {
        await RegisteredAsync();
        var serverId = State.ServerId;
        _gateway.Forget(registrations: false);

        await UntilAsync(() => Handshakes.Count == 3);

        Assert.Equal(["login", "register", "handshake", "login", "handshake", "handshake"], _gateway.Operations);
        Assert.Equal((SubscriptionPhase.Registered, serverId), (State.Phase, State.ServerId));
    }

    [Fact]
    public async Task Run_HandshakeRefused_RegistersAnewAndTakesResultsOfBothForFiveMinutes()
    {
        await RegisteredAsync();
        var before = Token;
        _gateway.RefuseHandshake = "107-005";

        await UntilAsync(() => Operations("register") == 2 && State.Phase == SubscriptionPhase.Registered);

        var after = Token;
        Assert.NotEqual(before, after);
        Assert.Equal("g", Find(before)?.Gateway);
        Assert.Equal("g", Find(after)?.Gateway);
        var registered = _time.GetUtcNow();
        await UntilAsync(() => _time.GetUtcNow() - registered > SubscriptionDriver.FormerTokens);
        Assert.Null(Find(before));
        Assert.Equal("g", Find(after)?.Gateway);
    }

    [Fact]
    public async Task Run_TenMinutesWithoutNetwork_ComesBackWithANewRegistrationAndTakesResultsAllTheTime()
    {
        await RegisteredAsync();
        var before = Token;
        _gateway.IsAway = true;
        var away = _time.GetUtcNow();
        await UntilAsync(() => _time.GetUtcNow() - away > TimeSpan.FromMinutes(10));
        Assert.Equal((SubscriptionPhase.Waiting, "connect"), (State.Phase, State.LastCode));
        Assert.Equal("g", Find(before)?.Gateway);
        _gateway.Forget();
        var during = false;
        _gateway.Registering = token => during = Find(token) is not null;

        _gateway.IsAway = false;
        await UntilAsync(() => State.Phase == SubscriptionPhase.Registered);

        Assert.True(during, "results that come before the answer were refused");
        Assert.Equal("g", Find(before)?.Gateway);
        Assert.Equal("g", Find(Token)?.Gateway);
    }

    [Fact]
    public async Task Run_WrongPassword_IsSentTwiceAndNeverAgain()
    {
        await RegisteredAsync();
        _gateway.Password = "another";
        _gateway.Forget();
        await UntilAsync(() => State.Phase == SubscriptionPhase.Rejected);
        var rejected = _time.GetUtcNow();
        await UntilAsync(() => _time.GetUtcNow() - rejected > TimeSpan.FromHours(1), step: 60);
        Assert.Equal(["login", "register", "handshake", "login", "login"], _gateway.Operations);

        _gateway.Password = "secret";
        Assert.True(_keeper.Retry("g"));
        await UntilAsync(() => State.Phase == SubscriptionPhase.Registered);
    }

    [Fact]
    public async Task Run_SettingsChanged_AreTriedAndTheRegistrationGoesOn()
    {
        await RegisteredAsync();
        var serverId = State.ServerId;

        _desired.Plans = [Plan(stamp: 2)];
        _keeper.Nudge();
        await UntilAsync(() => Handshakes.Count == 1 && State.Phase == SubscriptionPhase.Registered);
        Assert.Equal(serverId, State.ServerId);

        var before = Token;
        _desired.Plans = [Plan(stamp: 3, callback: "https://other")];
        _keeper.Nudge();
        await UntilAsync(() => Operations("register") == 2 && State.Phase == SubscriptionPhase.Registered);
        Assert.Equal("g", Find(before)?.Gateway);
    }

    [Fact]
    public async Task Run_NoLongerWanted_RefusesResultsAndSendsNothing()
    {
        await RegisteredAsync();
        var token = Token;
        _desired.Plans = [];
        _keeper.Nudge();
        await UntilAsync(() => Find(token) is null);
        Assert.Null(_keeper.Find("g"));
        Assert.Equal(["login", "register"], _gateway.Operations);
    }

    [Fact]
    public async Task Restart_WithinFiveMinutes_GoesOnWithTheRegistration()
    {
        await RegisteredAsync();
        var (serverId, token) = (State.ServerId, Token);
        await RestartAsync(TimeSpan.FromMinutes(4));
        await UntilAsync(() => State.Phase == SubscriptionPhase.Registered);
        Assert.Equal(["login", "register", "handshake"], _gateway.Operations);
        Assert.Equal(serverId, State.ServerId);
        Assert.Equal("g", Find(token)?.Gateway);
        Assert.Single(_gateway.Registered);
    }

    [Fact]
    public async Task Restart_AfterTheGatewayHasForgotten_RegistersAnewAndStillTakesLateResults()
    {
        await RegisteredAsync();
        var token = Token;
        await RestartAsync(TimeSpan.FromMinutes(6));
        await UntilAsync(() => State.Phase == SubscriptionPhase.Registered);
        Assert.Equal(["login", "register", "register"], _gateway.Operations);
        Assert.Equal("g", Find(token)?.Gateway);
    }

    [Fact]
    public async Task Heard_Results_AreCountedForTheirGateway()
    {
        await RegisteredAsync();
        ISubscriptions subscriptions = _keeper;
        var change = _keeper.NextChange;
        subscriptions.Heard(Find(Token)!, 2);
        subscriptions.Heard(Find(Token)!, 1);
        Assert.True(change.IsCompleted);
        Assert.Equal((3, _time.GetUtcNow()), (Assert.Single(subscriptions.All).Results, subscriptions.All[0].LastResultAt));
    }

    [Fact]
    public async Task Secrets_OfALifeWithTrouble_AreInNoLogAndInNoText()
    {
        await RegisteredAsync();
        var first = Token;
        _gateway.Forget();
        await UntilAsync(() => Operations("register") == 2 && State.Phase == SubscriptionPhase.Registered);
        await StopAsync();
        Assert.Contains("is registered as", _logs.Text, StringComparison.Ordinal);
        var kept = new SubscriptionFile(Place, _protection, NullLogger<SubscriptionFile>.Instance).Load()["g"];
        var told = $"{_logs.Text} {kept} {kept.Former[0]} {kept.State} {new SubscriptionForm(first, "u", true, null)}";
        foreach (var secret in (string[])[first, kept.Token!, kept.Guid!, "secret"]) Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
        var file = await File.ReadAllTextAsync(Path.Combine(_directory, "subscriptions"));
        Assert.DoesNotContain(kept.Token!, file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DiskRefusedTheFile_IsWrittenWhenItTakesIt()
    {
        var file = Path.Combine(_directory, "subscriptions");
        await RegisteredAsync();
        await StopAsync();
        // nothing can take the place of a directory
        File.Delete(file);
        Directory.CreateDirectory(file);
        _keeper.Dispose();
        _keeper = NewKeeper();
        await _keeper.StartedAsync(default);
        await UntilAsync(() => Operations("register") == 2 && State.Phase == SubscriptionPhase.Registered, step: 1);
        var (now, handshakes) = (_time.GetUtcNow(), Handshakes.Count);
        await UntilAsync(() => _time.GetUtcNow() - now > SubscriptionKeeper.Turn * 2, step: 1);
        Directory.Delete(file);
        await UntilAsync(() => File.Exists(file), step: 1);
        Assert.Equal(handshakes, Handshakes.Count);
    }

    [Fact]
    public void Save_KeysCannotBeUsed_IsToldAndNoFault() =>
        Assert.False(new SubscriptionFile(Place, new Locked(), NullLogger<SubscriptionFile>.Instance).Save([]));

    private DataDirectory Place => TempStore.At(_directory);

    private SubscriptionState State => _keeper.Find("g")?.State ?? SubscriptionState.Initial;

    private string Token => _gateway.Registered[State.ServerId!];

    private List<DateTimeOffset> Handshakes => [.. _gateway.Asked.Where(asked => asked.Operation == "handshake").Select(asked => asked.At)];

    private int Operations(string operation) => _gateway.Operations.Count(asked => asked == operation);

    private SubscriptionSource? Find(string token) => ((ISubscriptions)_keeper).Find(token);

    private SubscriptionPlan Plan(long stamp = 1, string callback = "https://us") =>
        SubscriptionPlan.Of(new ConfiguredGateway
        {
            Name = "g",
            BaseUrl = "https://h/",
            CallbackBaseUrl = callback,
            ChangedAt = new DateTimeOffset(stamp, TimeSpan.Zero),
            Subscription = { Enabled = true, AgentId = 7 },
        }, _gateway)!;

    private SubscriptionKeeper NewKeeper() => new(
        _desired, new SubscriptionFile(Place, _protection, NullLogger<SubscriptionFile>.Instance),
        new SubscriptionSurroundings(_tokens, _ => "secret", _time, () => 0.5), _loggers);

    private Task RegisteredAsync() => UntilAsync(() => State.Phase == SubscriptionPhase.Registered);

    private async Task StopAsync()
    {
        var stopping = _keeper.StopAsync(default);
        await UntilAsync(() => stopping.IsCompleted);
        await stopping;
    }

    private async Task RestartAsync(TimeSpan after)
    {
        await StopAsync();
        _keeper.Dispose();
        _time.Advance(after);
        _tokens = new TokenTable<SubscriptionSource>(_time);
        _keeper = NewKeeper();
        await _keeper.StartedAsync(default);
    }

    // Lets the keeper run, and time pass, until it is so.
    private Task UntilAsync(Func<bool> condition, int step = 10) => Eventually.IsTrueAsync(() =>
    {
        if (condition()) return true;
        // not before both the keeper and the subscription wait for time: what is sent must be sent at its time
        var waiting = _keeper.Find("g") is null or { State.Phase: SubscriptionPhase.Rejected } ? 1 : 2;
        if (_time.ArmedTimers >= waiting) _time.Advance(TimeSpan.FromSeconds(step));
        return false;
    });

    private sealed class Locked : IDataProtectionProvider, IDataProtector
    {
        public IDataProtector CreateProtector(string purpose) => this;

        public byte[] Protect(byte[] plaintext) => throw new CryptographicException("the key ring is empty");

        public byte[] Unprotect(byte[] protectedData) => throw new CryptographicException("the key ring is empty");
    }

    private sealed class Desired : ISubscriptionRoster
    {
        public ImmutableArray<SubscriptionPlan> Plans { get; set; } = [];

        public Task<ImmutableArray<SubscriptionPlan>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Plans);

        public void CloseUnused(IReadOnlySet<ISubscriptionClient> used)
        {
        }
    }
}
