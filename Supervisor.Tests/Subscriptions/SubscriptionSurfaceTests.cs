using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Supervisor.Domain.Subscriptions;
using Supervisor.Tests.Gateway;
using Supervisor.Tests.Security;
using Supervisor.Tests.Support;
using Supervisor.Web.Cli;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Security;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Subscriptions;

/// <summary>What programs and operators see: API, metrics, command line. The whole app against a gateway over HTTP.</summary>
public sealed class SubscriptionSurfaceTests(WebAppFixture app) : IClassFixture<WebAppFixture>, IAsyncLifetime
{
    private const string Secret = "Config-Secret-7";

    private readonly string _directory = Directory.CreateTempSubdirectory("subscription-cli").FullName;
    private RecordingGateway _gateway = null!;
    private string _output = "";
    private string _error = "";

    public async Task InitializeAsync() => _gateway = await RecordingGateway.StartAsync();

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, true);
    }

    [Fact]
    public async Task Gateways_Subscribed_AreToldToSupervisorsWithoutSecrets()
    {
        await AddAsync("told");
        using var client = await app.ClientAsync(Roles.Supervisor);
        await Eventually.IsTrueAsync(() => app.Get<ISubscriptionKeeper>().Find("told") is { State.Phase: SubscriptionPhase.Registered }, "the registration");
        var token = _gateway.Asked.Single(asked => asked.Path.EndsWith("register", StringComparison.Ordinal)).Json.GetProperty("serviceToken").GetString()!;
        Assert.InRange(token.Length, 32, 256);
        app.Get<ISubscriptions>().Heard(app.Get<ISubscriptions>().Find(token)!, 3);

        var text = await client.GetStringAsync("/api/v1/gateways/told");

        var gateway = JsonDocument.Parse(text).RootElement;
        var subscription = gateway.GetProperty("subscription");
        Assert.Equal(("told", "poll", "registered", "20140414172508-001-00101", 3), (
            gateway.GetProperty("name").GetString(), gateway.GetProperty("mode").GetString(), subscription.GetProperty("state").GetString(),
            subscription.GetProperty("serverId").GetString(), subscription.GetProperty("results").GetInt32()));
        Assert.All((string[])["registeredAt", "nextTryAt", "loggedInAt", "lastResultAt"], name => Assert.Equal(JsonValueKind.String, subscription.GetProperty(name).ValueKind));
        foreach (var secret in (string[])[Secret, token, "guid-1"]) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        var all = JsonDocument.Parse(await client.GetStringAsync("/api/v1/gateways")).RootElement.EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!);
        Assert.Equal(JsonValueKind.Null, all["g1"].GetProperty("subscription").ValueKind);
        var metrics = await client.GetStringAsync("/metrics");
        Assert.Contains("supervisor_subscription_up{gateway=\"told\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("supervisor_subscription_results_total{gateway=\"told\"} 3", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateways_LoginRefused_IsToldWithItsCodeAndIsDown()
    {
        _gateway.Answers["login"] = ("""{"message":"no","retcode":"107-003"}""", []);
        await AddAsync("refused");
        using var client = await app.ClientAsync(Roles.Admin);
        await Eventually.IsTrueAsync(() => app.Get<ISubscriptionKeeper>().Find("refused") is { State.LastCode: "107-003" }, "the refusal");

        var subscription = JsonDocument.Parse(await client.GetStringAsync("/api/v1/gateways/refused")).RootElement.GetProperty("subscription");

        Assert.Equal("107-003", subscription.GetProperty("lastCode").GetString());
        Assert.NotEqual("", subscription.GetProperty("lastCodeText").GetString());
        Assert.Contains("supervisor_subscription_up{gateway=\"refused\"} 0", await client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Roles.Manager, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Viewer, HttpStatusCode.NotFound)]
    [InlineData(Roles.Admin, HttpStatusCode.NotFound)]
    public async Task Gateways_EachRole_IsAnsweredWithAProblem(string? role, HttpStatusCode expected)
    {
        using var client = await app.ClientAsync(role);
        using var answer = await client.GetAsync("/api/v1/gateways/nowhere");
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Doctor_GoodAccount_LogsInAndRegistersNothing()
    {
        Assert.Equal(0, await AddOnCommandLineAsync());
        Assert.Equal(0, await RunAsync("doctor"));
        Assert.Contains("configuration account 7 of gateway g: good", _output, StringComparison.Ordinal);
        Assert.Contains("recognition subscription of gateway g: the app has not registered yet", _output, StringComparison.Ordinal);
        // beside a look at clock and certificate, which asks for nothing
        var sent = _gateway.Asked.Where(asked => asked.Method != "GET").ToList();
        Assert.All(sent, asked => Assert.EndsWith("config/login", asked.Path, StringComparison.Ordinal));
        Assert.Equal(Secret, Assert.Single(sent).Json.GetProperty("password").GetString());
        await RunAsync("gateways", "list");
        Assert.Contains("recognition results", _output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_AccountRefused_IsToldAndNotZero()
    {
        await AddOnCommandLineAsync();
        _gateway.Answers["login"] = ("""{"message":"no","retcode":"107-003"}""", []);
        Assert.Equal(1, await RunAsync("doctor"));
        Assert.Contains("configuration account 7 of gateway g: 107-003", _output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, _output + _error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GatewaysAdd_SubscriptionWithoutItsNeeds_IsRefusedWithEveryReason()
    {
        Assert.Equal(1, await RunAsync("gateways", "add", "g", _gateway.BaseUri.ToString(), "--subscribe", "x", "--flow-access-code", "1"));
        foreach (var field in (string[])["CallbackBaseUrl:", "Subscription:AgentId:", "Subscription:Password:", "Subscription:FlowAccessCode:"])
            Assert.Contains(field, _error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SubscriptionPhase.Registered, 1, false, "s1, registered since 2026-03-02T12:00:00Z, last handshake 2026-03-02T12:02:00Z, next 2026-03-02T12:04:00Z")]
    [InlineData(SubscriptionPhase.Registered, 9, false, "lapsed, as the app does not run")]
    [InlineData(SubscriptionPhase.Waiting, 1, true, "the gateway cannot be reached; next try at 2026-03-02T12:04:00Z")]
    [InlineData(SubscriptionPhase.Rejected, 1, true, "press Retry")]
    public void Tell_EachPhase_SaysWhatTheAppHasWrittenLast(SubscriptionPhase phase, int minutesLater, bool isTrouble, string words)
    {
        var noon = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var state = SubscriptionState.Initial with
        {
            Phase = phase,
            Since = noon,
            ServerId = "s1",
            RegisteredAt = noon,
            LastHandshakeAt = noon.AddMinutes(2),
            LastGoodAt = noon.AddMinutes(2),
            NextTryAt = noon.AddMinutes(4),
            LastCode = phase == SubscriptionPhase.Registered ? null : "connect",
        };
        var (text, trouble) = SubscriptionProbe.Tell(new KeptSubscription("g", "", state, "t", "guid", null, []), noon.AddMinutes(2 + minutesLater));
        Assert.Equal(isTrouble, trouble);
        Assert.Contains(words, text, StringComparison.Ordinal);
    }

    private async Task AddAsync(string name) => Assert.True((await app.Get<GatewayCommands>().AddAsync(
        new GatewayForm { Name = name, BaseUrl = _gateway.BaseUri.ToString(), CallbackBaseUrl = "https://us", Subscription = { Enabled = true, AgentId = "7", Password = Secret } },
        PeopleFixture.Admin, default)).IsDone);

    private Task<int> AddOnCommandLineAsync() =>
        RunAsync("gateways", "add", "g", _gateway.BaseUri.ToString(), "--callback-base-url", "https://us", "--subscribe", "7", "--password-stdin");

    private async Task<int> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync([.. args, "--Data:Directory", _directory], new Terminal(new StringReader(Secret + "\n"), output, error), (_, _) => Task.FromResult<string?>(null));
        (_output, _error) = (output.ToString(), error.ToString());
        return code;
    }
}
