using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Supervisor.Tests.Security;
using Supervisor.Web.Configuration;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Gateways;

/// <summary>The settings of the recognition subscription: all errors at once, and a password that only goes in.</summary>
public sealed class GatewaySubscriptionTests : IAsyncLifetime
{
    private const string Url = "https://h:8043/agentgateway/resource/";
    private const string Secret = "Config-Secret-7";

    private readonly PeopleFixture _people = new();

    private GatewayCommands Commands => _people.Get<GatewayCommands>();

    public Task InitializeAsync() => _people.InitializeAsync();

    public Task DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task AddAsync_Good_KeepsThePasswordProtectedAndOutOfSight()
    {
        Assert.True((await Commands.AddAsync(Form(), PeopleFixture.Admin, default)).IsDone);

        var stored = (await FindAsync("g2")).Subscription;
        Assert.Equal((true, 100_001, true, "8011"), (stored.Enabled, stored.AgentId, stored.NlpFlag, stored.FlowAccessCode));
        Assert.True(_people.Get<CredentialVault>().TryUnprotect(stored.ProtectedPassword, out var password));
        Assert.Equal(Secret, password);
        Assert.Null(GatewayForm.From(await FindAsync("g2")).Subscription.Password);
        Assert.Contains(await _people.AuditAsync(), entry => entry.Detail?.Contains("recognition subscription by account 100001", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(Secret, _people.Logs.Text + string.Join(' ', (await _people.AuditAsync()).Select(entry => entry.Detail)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_EverythingMissing_ReportsEveryError()
    {
        var form = new GatewayForm { Name = "g2", BaseUrl = Url, Subscription = { Enabled = true, FlowAccessCode = "8011", HasPassword = true } };
        Assert.Equal(
            ["CallbackBaseUrl", "Subscription:AgentId", "Subscription:FlowAccessCode", "Subscription:Password"],
            (await Commands.AddAsync(form, PeopleFixture.Admin, default)).Errors.Select(error => error.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("999999", true)]
    [InlineData("1000001", true)]
    [InlineData("0", false)]
    [InlineData("1100000", false)]
    [InlineData("-5", false)]
    [InlineData("admin", false)]
    public async Task AddAsync_Account_MustBeANumberInRange(string account, bool isGood)
    {
        var form = Form();
        form.Subscription.AgentId = account;
        Assert.Equal(isGood, (await Commands.AddAsync(form, PeopleFixture.Admin, default)).IsDone);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public async Task AddAsync_CallbackAddress_HasAtMost200Characters(int length, bool isGood)
    {
        var form = Form();
        const string path = "/callback/recognition";
        form.CallbackBaseUrl = "https://us/" + new string('x', length - path.Length - "https://us/".Length);
        var outcome = await Commands.AddAsync(form, PeopleFixture.Admin, default);
        Assert.Equal(isGood ? [] : ["CallbackBaseUrl"], outcome.Errors.Select(error => error.Field));
    }

    [Fact]
    public async Task UpdateAsync_NoPassword_KeepsTheStoredOne()
    {
        await Commands.AddAsync(Form(), PeopleFixture.Admin, default);
        var before = await FindAsync("g2");
        var form = GatewayForm.From(before);
        Assert.True((await Commands.UpdateAsync(form, PeopleFixture.Admin, default)).IsDone);
        Assert.Equal(before.Subscription.ChangedAt, (await FindAsync("g2")).Subscription.ChangedAt);

        form.Subscription.FlowAccessCode = null;
        Assert.True((await Commands.UpdateAsync(form, PeopleFixture.Admin, default)).IsDone);
        var after = await FindAsync("g2");
        Assert.Equal(before.Subscription.ProtectedPassword, after.Subscription.ProtectedPassword);
        Assert.NotEqual(before.Subscription.ChangedAt, after.Subscription.ChangedAt);
        Assert.Equal(before.ChangedAt, after.ChangedAt);
    }

    /// <summary>The pool restarts every session of a gateway whose time of change is new.</summary>
    [Fact]
    public async Task UpdateAsync_SubscriptionSwitchedOn_LeavesPolledSessionsAlone()
    {
        var before = await FindAsync("g1");
        var form = GatewayForm.From(before);
        (form.CallbackBaseUrl, form.Subscription) = ("https://us", Form().Subscription);

        Assert.True((await Commands.UpdateAsync(form, PeopleFixture.Admin, default)).IsDone);
        Assert.Equal(before.ChangedAt, (await FindAsync("g1")).ChangedAt);

        form.Mode = EventMode.Push;
        Assert.True((await Commands.UpdateAsync(form, PeopleFixture.Admin, default)).IsDone);
        Assert.NotEqual(before.ChangedAt, (await FindAsync("g1")).ChangedAt);
    }

    [Fact]
    public async Task ApplyAsync_Declared_IsReadAndUnchangedAtTheNextStart()
    {
        await _people.RestartAsync(
            ("Gateways:0:Name", "site"), ("Gateways:0:BaseUrl", Url), ("Gateways:0:CallbackBaseUrl", "https://us"), ("Gateways:0:Subscription:Enabled", "true"),
            ("Gateways:0:Subscription:AgentId", "7"), ("Gateways:0:Subscription:Password", Secret));
        var added = await FindAsync("site");
        Assert.Equal((true, 7, false), (added.Subscription.Enabled, added.Subscription.AgentId, added.Subscription.NlpFlag));

        await _people.RestartAsync();
        Assert.Equal(added.Subscription.ChangedAt, (await FindAsync("site")).Subscription.ChangedAt);

        await _people.RestartAsync(("Gateways:0:Subscription:Password", "another"));
        Assert.NotEqual(added.Subscription.ChangedAt, (await FindAsync("site")).Subscription.ChangedAt);
        Assert.DoesNotContain(Secret, _people.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ConfigurationCheck_BadSubscription_NamesEveryKeyAndNoSecret()
    {
        var errors = Check(
            ("Enabled", "true"), ("AgentId", "x"), ("NlpFlag", "perhaps"), ("FlowAccessCode", "8011"));
        Assert.Equal(
            ["Gateways:0:CallbackBaseUrl", "Gateways:0:Subscription:AgentId", "Gateways:0:Subscription:FlowAccessCode", "Gateways:0:Subscription:NlpFlag", "Gateways:0:Subscription:Password"],
            errors.Select(error => error.Key).Order(StringComparer.Ordinal));
        Assert.All(errors, error => Assert.True(error.Message.Length > 20));
        Assert.Equal(["Gateways:0:Subscription:Enabled"], Check(("Enabled", "yes")).Select(error => error.Key));
    }

    private static IReadOnlyList<ConfigurationError> Check(params (string Key, string Value)[] subscription)
    {
        var values = subscription.ToDictionary(setting => $"Gateways:0:Subscription:{setting.Key}", setting => (string?)setting.Value);
        (values["Gateways:0:Name"], values["Gateways:0:BaseUrl"]) = ("g", Url);
        // the check makes nothing, wherever the directory would lie
        values[DataDirectory.Key] = Path.Combine(Path.GetTempPath(), $"subscription-check-{Guid.NewGuid():N}");
        var errors = ConfigurationCheck.Run(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        Assert.False(Directory.Exists(values[DataDirectory.Key]));
        return errors;
    }

    private static GatewayForm Form() => new()
    {
        Name = "g2",
        BaseUrl = Url,
        CallbackBaseUrl = "https://us/",
        Subscription = { Enabled = true, AgentId = "100001", Password = Secret, NlpFlag = true, FlowAccessCode = "8011" },
    };

    private async Task<ConfiguredGateway> FindAsync(string name)
    {
        await using var db = await _people.OpenAsync();
        return await db.Gateways.AsNoTracking().SingleAsync(x => x.Name == name);
    }
}
