using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Subscriptions;
using Supervisor.Tests.Security;
using Supervisor.Tests.Subscriptions;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Gateways;

public sealed class GatewaysPageTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 3, 4, TimeSpan.Zero);

    private readonly PeopleFixture _people = new();
    private readonly BunitContext _page = new();
    private readonly FakeSubscriptionKeeper _subscriptions = new();

    public async Task InitializeAsync()
    {
        await _people.InitializeAsync();
        await _people.Get<GatewayCommands>().AddAsync(
            new GatewayForm { Name = "g2", BaseUrl = "https://h/", CallbackBaseUrl = "https://us", Subscription = { Enabled = true, AgentId = "7", Password = "Config-Secret-7" } }, PeopleFixture.Admin, default);
        _page.JSInterop.Mode = JSRuntimeMode.Loose;
        _page.AddAuthorization().SetAuthorized("ann").SetRoles(Roles.Admin);
        _page.Services.AddLocalization();
        _page.Services.AddSingleton(TimeProvider.System);
        _page.Services.AddSingleton<ISessionPool>(new FakeSessionPool());
        _page.Services.AddSingleton<ICommandRights>(new FakeCommandRights());
        _page.Services.AddSingleton<ISubscriptionKeeper>(_subscriptions);
        _page.Services.AddSingleton<IFloorFeed>(new FloorFeed());
        _page.Services.AddSingleton(_people.Get<GatewayQueries>());
        _page.Services.AddSingleton(_people.Get<DeclaredGateways>());
        _page.Services.AddSingleton(_people.Get<IDbContextFactory<SupervisorDb>>());
        _page.Services.AddSingleton(_people.Get<CredentialVault>());
        _page.Services.AddSingleton(_people.Get<AuditTrail>());
        _page.Services.AddSingleton<GatewayCommands>();
    }

    public async Task DisposeAsync()
    {
        await _page.DisposeAsync();
        await _people.DisposeAsync();
    }

    public void Dispose() => _page.Dispose();

    [Theory]
    [InlineData(SubscriptionPhase.LoggingIn, null, "Signing in the configuration account...")]
    [InlineData(SubscriptionPhase.Registering, null, "Registering...")]
    [InlineData(SubscriptionPhase.Registered, null, "Registered since 12:03:04")]
    [InlineData(SubscriptionPhase.Waiting, "connect", "Waiting: the gateway cannot be reached. Next try at 12:04:04")]
    [InlineData(SubscriptionPhase.Rejected, "107-003", "Rejected: 107-003")]
    public void Row_EachPhase_IsToldInWords(SubscriptionPhase phase, string? code, string words)
    {
        _subscriptions.Set(Health(phase, code));
        var page = Open();
        Assert.Equal("Off", Cell(page, "g1"));
        Assert.StartsWith(words, Cell(page, "g2"), StringComparison.Ordinal);
    }

    [Fact]
    public void Panel_SubscriptionChanges_ShowsItWithoutAReload()
    {
        _subscriptions.Set(Health(SubscriptionPhase.Registering, null));
        var page = Open();
        page.Find("button[aria-label='Subscription of gateway g2']").Click();
        Assert.Contains("Registering...", page.WaitForElement("section[role=dialog]").TextContent, StringComparison.Ordinal);

        _subscriptions.Set(Health(SubscriptionPhase.Registered, null) with { Results = 42, LastResultAt = Noon.AddMinutes(5) });

        page.WaitForAssertion(() => Assert.Equal(
            ["2026-03-02 12:03:04 +00:00", "s-1", "2026-03-02 12:05:04 +00:00", "2026-03-02 12:04:04 +00:00", "none", "2026-03-02 12:03:04 +00:00", "42", "2026-03-02 12:08:04 +00:00"],
            page.FindAll("table[data-subscription] td").Select(cell => cell.TextContent)));
        Assert.DoesNotContain("Retry", page.Find("section[role=dialog]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Panel_Rejected_RetriesWhenAPersonAsks()
    {
        _subscriptions.Set(Health(SubscriptionPhase.Rejected, "107-003"));
        var page = Open();
        page.Find("button[aria-label='Subscription of gateway g2']").Click();

        page.FindAll("section[role=dialog] .buttons button").Single(button => button.TextContent == "Retry").Click();

        page.WaitForAssertion(() => Assert.Contains("retry g2", _subscriptions.Asked));
        Assert.Contains("The subscription of g2 is tried again.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_ShowsEverythingButThePassword()
    {
        var page = Open();
        page.Find("button[aria-label='Edit gateway g2']").Click();
        Assert.Equal("7", page.WaitForElement("[id='field-Subscription:AgentId']").GetAttribute("value"));
        Assert.True(string.IsNullOrEmpty(page.Find("[id='field-Subscription:Password']").GetAttribute("value")));
        Assert.DoesNotContain("Config-Secret-7", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_Refused_ShowsEachErrorAtItsField()
    {
        var page = Open();
        page.Find("button[aria-label='Edit gateway g1']").Click();
        page.WaitForElement("[id='field-Subscription:Enabled']").Change(true);
        page.WaitForElement("[id='field-Subscription:FlowAccessCode']").Change("8011");

        page.Find("section[role=dialog] form").Submit();

        page.WaitForAssertion(() => Assert.Contains("public base address", page.Find("[id='field-CallbackBaseUrl-error']").TextContent, StringComparison.Ordinal));
        foreach (var field in (string[])["AgentId", "Password", "FlowAccessCode"]) Assert.NotEmpty(page.FindAll($"[id='field-Subscription:{field}-error']"));
        Assert.Empty(_subscriptions.Asked);
    }

    private static SubscriptionHealth Health(SubscriptionPhase phase, string? code) => new("g2", SubscriptionState.Initial with
    {
        Phase = phase,
        LastCode = code,
        Since = Noon,
        ServerId = "s-1",
        RegisteredAt = Noon,
        LoggedInAt = Noon,
        LastHandshakeAt = Noon.AddMinutes(2),
        NextTryAt = Noon.AddMinutes(1),
    }, 0, null);

    private static string Cell(IRenderedComponent<GatewaysPage> page, string gateway) =>
        page.FindAll("tbody tr").Single(row => row.Children[0].TextContent == gateway).QuerySelector("td[data-recognition]")!.TextContent.Trim();

    private IRenderedComponent<GatewaysPage> Open()
    {
        var page = _page.Render<GatewaysPage>();
        page.WaitForElement("td[data-recognition]");
        return page;
    }
}
