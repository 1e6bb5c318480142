using Microsoft.EntityFrameworkCore;
using Supervisor.Tests.Security;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Gateways;

public sealed class GatewayCommandsTests : IAsyncLifetime
{
    private const string Url = "https://other:8043/agentgateway/resource";

    private readonly PeopleFixture _people = new();

    private GatewayCommands Commands => _people.Get<GatewayCommands>();

    public Task InitializeAsync() => _people.InitializeAsync();

    public Task DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task AddAsync_NoSlashAtTheEnd_GetsOne()
    {
        Assert.True((await Commands.AddAsync(new GatewayForm { Name = "g2", BaseUrl = Url }, PeopleFixture.Admin, default)).IsDone);
        Assert.Equal(Url + "/", (await FindAsync("g2")).BaseUrl);
    }

    [Fact]
    public async Task AddAsync_EverythingWrong_ReportsEveryError()
    {
        var form = new GatewayForm { Name = "-", BaseUrl = "host", Mode = EventMode.Push, CaCertificate = "nowhere.pem", ClientCertificate = "nowhere.pfx", AllowInvalidCertificate = true };

        var outcome = await Commands.AddAsync(form, PeopleFixture.Admin, default);

        Assert.Equal(["AllowInvalidCertificate", "BaseUrl", "CaCertificate", "CallbackBaseUrl", "ClientCertificate", "Name"], outcome.Errors.Select(x => x.Field).Order());
    }

    [Theory]
    [InlineData(".pem")]
    [InlineData(".pfx")]
    public async Task AddAsync_FileWithoutCertificate_IsNamed(string extension)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}{extension}");
        await File.WriteAllTextAsync(file, "no certificate");

        var outcome = await Commands.AddAsync(new GatewayForm { Name = "g2", BaseUrl = Url, CaCertificate = file, ClientCertificate = file }, PeopleFixture.Admin, default);

        Assert.Equal(["CaCertificate", "ClientCertificate"], outcome.Errors.Select(x => x.Field));
        Assert.All(outcome.Errors, error => Assert.Contains(file, error.Text, StringComparison.Ordinal));
        var (_, fault) = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g2", BaseUrl = Url, CaCertificate = file }, []);
        Assert.Contains(file, fault, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Theory]
    [InlineData(nameof(GatewayForm.CaCertificate))]
    [InlineData(nameof(GatewayForm.ClientCertificate))]
    public async Task UpdateAsync_FileIsNoCertificate_IsRefusedAndNothingStored(string field)
    {
        var file = Path.Combine(_people.Directory, "not-a-certificate.pem");
        await File.WriteAllTextAsync(file, "not a certificate");
        var before = await FindAsync("g1");
        var form = GatewayForm.From(before);
        typeof(GatewayForm).GetProperty(field)!.SetValue(form, file);

        Assert.Equal(field, Assert.Single((await Commands.UpdateAsync(form, PeopleFixture.Admin, default)).Errors).Field);

        Assert.Equal(before.ChangedAt, (await FindAsync("g1")).ChangedAt);
        form.Name = "g2";
        Assert.Equal(field, Assert.Single((await Commands.AddAsync(form, PeopleFixture.Admin, default)).Errors).Field);
    }

    [Theory]
    [InlineData("g1")]
    [InlineData("G1")]
    public async Task AddAsync_NameTaken_IsRefused(string name) =>
        Assert.False((await Commands.AddAsync(new GatewayForm { Name = name, BaseUrl = Url }, PeopleFixture.Admin, default)).IsDone);

    [Fact]
    public async Task RemoveAsync_WithAgents_TakesThemAlong()
    {
        await _people.Get<CredentialCommands>().AddAsync(new CredentialForm { Gateway = "g1", AgentId = "291", PhoneNumber = "1" }, PeopleFixture.Admin, default);

        Assert.Equal(OutcomeKind.Forbidden, (await Commands.RemoveAsync("g1", PeopleFixture.Nobody, default)).Kind);
        Assert.True((await Commands.RemoveAsync("g1", PeopleFixture.Admin, default)).IsDone);

        Assert.Equal(0, await _people.AgentsAsync());
        Assert.Contains(await _people.AuditAsync(), x => x is { Action: "gateway.remove", Target: "g1", Detail: "with 1 agents" });
    }

    [Fact]
    public async Task ApplyAsync_Declared_IsAddedUpdatedAndHeld()
    {
        await _people.RestartAsync(("Gateways:0:Name", "site"), ("Gateways:0:BaseUrl", Url));
        var added = await FindAsync("site");
        Assert.Equal(GatewaySource.Configuration, added.Source);
        Assert.False((await Commands.RemoveAsync("site", PeopleFixture.Admin, default)).IsDone);

        await _people.RestartAsync();
        Assert.Equal(added.ChangedAt, (await FindAsync("site")).ChangedAt);

        await _people.RestartAsync(("Gateways:0:BaseUrl", "https://new:1/"));
        Assert.Equal("https://new:1/", (await FindAsync("site")).BaseUrl);

        await _people.RestartAsync(("Gateways:0:Name", "another"));
        Assert.True((await Commands.RemoveAsync("site", PeopleFixture.Admin, default)).IsDone);
    }

    [Fact]
    public async Task DemoGateway_Starts_AddsAgentsOnceAndRests()
    {
        var demo = _people.Get<DemoGateway>();
        CredentialForm[] agents = [new() { AgentId = "101", PhoneNumber = "1", Password = "p" }, new() { AgentId = "102", PhoneNumber = "2" }];
        Assert.False(await demo.IsWantedAsync(default));
        await Commands.RemoveAsync("g1", PeopleFixture.Admin, default);
        Assert.True(await demo.IsWantedAsync(default));

        await demo.ApplyAsync("http://127.0.0.1:1/agentgateway/resource/", agents, null, default);
        await _people.Get<CredentialCommands>().RemoveAsync(new("demo", "101"), PeopleFixture.Admin, default);
        await demo.ApplyAsync("http://127.0.0.1:2/agentgateway/resource/", agents, null, default);

        Assert.Equal(1, await _people.AgentsAsync());
        Assert.Equal("http://127.0.0.1:2/agentgateway/resource/", (await FindAsync("demo")).BaseUrl);
        await demo.RestAsync(default);
        Assert.False((await FindAsync("demo")).Enabled);
    }

    private async Task<ConfiguredGateway> FindAsync(string name)
    {
        await using var db = await _people.OpenAsync();
        return await db.Gateways.AsNoTracking().SingleAsync(x => x.Name == name);
    }
}
