using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class SessionRosterTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Noon = TempStore.Noon;

    private TempStore _store = null!;
    private SessionRoster _roster = null!;

    /// <summary>Everything that changes what is desired.</summary>
    public static TheoryData<string> Changes => [.. All.Keys];

    private static IReadOnlyDictionary<string, Action<ConfiguredGateway>> All { get; } = new Dictionary<string, Action<ConfiguredGateway>>
    {
        ["an agent is added"] = gateway => gateway.Agents.Add(Agent("293", Noon)),
        ["an agent is added with an older change"] = gateway => gateway.Agents.Add(Agent("293", Noon.AddDays(-1))),
        ["an agent is changed"] = gateway => (gateway.Agents[0].Team, gateway.Agents[0].ChangedAt) = ("other", Noon.AddSeconds(1)),
        ["an agent is changed after the clock was set back"] = gateway => (gateway.Agents[1].Team, gateway.Agents[1].ChangedAt) = ("other", Noon.AddSeconds(-2)),
        ["an agent is taken away"] = gateway => gateway.Agents.RemoveAt(0),
        ["an agent is signed out here"] = gateway => gateway.Agents[0].SignedOutAt = Noon.AddDays(-2),
        ["a signed-out agent may be signed in again"] = gateway => gateway.Agents[1].SignedOutAt = null,
        ["a signed-out agent is signed out anew"] = gateway => gateway.Agents[1].SignedOutAt = Noon.AddSeconds(1),
        ["an inspector is named"] = gateway => gateway.Inspector = "291",
        ["the gateway is changed"] = gateway => (gateway.BaseUrl, gateway.ChangedAt) = ("http://other/", Noon.AddSeconds(1)),
        ["the gateway is switched off"] = gateway => (gateway.Enabled, gateway.ChangedAt) = (false, Noon.AddSeconds(1)),
    };

    public async Task InitializeAsync()
    {
        _store = await TempStore.CreateAsync();
        _roster = new SessionRoster(_store.Contexts, Options.Create(new SessionOptions()), new ManualTimeProvider(), NullLogger<SessionRoster>.Instance);
        await using var db = _store.Open();
        var gateway = new ConfiguredGateway { Name = "demo", BaseUrl = "http://gateway/", ChangedAt = Noon };
        gateway.Agents.Add(Agent("291", Noon));
        gateway.Agents.Add(Agent("292", Noon.AddMinutes(-1)));
        gateway.Agents[1].SignedOutAt = Noon.AddMinutes(-1);
        db.Gateways.Add(gateway);
        await db.SaveChangesAsync();
    }

    [Fact]
    public async Task Read_NothingHasChanged_IsNull()
    {
        Assert.Equal(["291", "292"], Numbers(await ReadAsync()));
        Assert.Null(await ReadAsync());
    }

    [Theory, MemberData(nameof(Changes))]
    public async Task Read_SomethingHasChanged_IsReadOnce(string change)
    {
        await ReadAsync();
        await ChangeAsync(All[change]);

        Assert.NotNull(await ReadAsync());
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task Read_NoGateway_IsNobody()
    {
        await using (var db = _store.Open()) await db.Gateways.ExecuteDeleteAsync();
        Assert.Empty((await ReadAsync())!.Value);
    }

    [Fact]
    public async Task Read_GatewayChangedAfterTheClockWasSetBack_IsReadOnce()
    {
        await using (var db = _store.Open())
        {
            db.Gateways.Add(new ConfiguredGateway { Name = "other", BaseUrl = "http://other/", ChangedAt = Noon.AddHours(1) });
            await db.SaveChangesAsync();
        }

        await ReadAsync();
        await ChangeAsync(gateway => (gateway.BaseUrl, gateway.ChangedAt) = ("http://moved/", Noon.AddSeconds(1)));
        Assert.NotNull(await ReadAsync());
        Assert.Null(await ReadAsync());
    }

    /// <summary>A change that cannot be used must not take the agents away; when the file is put right, nobody has to say so.</summary>
    [Fact]
    public async Task Read_CertificateFileBreaksWithAChange_KeepsTheFormerGatewayUntilItIsMended()
    {
        var before = (await ReadAsync())!.Value;
        var file = _store.PathOf("ca.pem");
        await ChangeAsync(gateway => (gateway.CaCertificate, gateway.BaseUrl, gateway.ChangedAt) = (file, "https://other/", Noon.AddSeconds(1)));

        var during = (await ReadAsync())!.Value;
        Assert.Equal(before.Select(plan => (plan.Id, plan.Stamp)), during.Select(plan => (plan.Id, plan.Stamp)));
        Assert.All(during, plan => Assert.Same(before[0].Client, plan.Client));
        Assert.Null(await ReadAsync());

        await WriteCertificateAsync(file);
        var after = (await ReadAsync())!.Value;
        Assert.All(after, plan => Assert.NotSame(before[0].Client, plan.Client));
        Assert.All(after, plan => Assert.Equal(Noon.AddSeconds(1).UtcTicks, plan.Stamp.Gateway));
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task Read_CertificateFileIsBrokenFromTheStart_ItsSessionsWaitWithTheCauseUntilItIsMended()
    {
        var file = _store.PathOf("ca.pem");
        await ChangeAsync(gateway => (gateway.CaCertificate, gateway.BaseUrl) = (file, "https://other/"));

        var during = (await ReadAsync())!.Value;
        Assert.Equal(2, during.Length);
        var reply = await during[0].Client.SignInAsync("291", default, false, default);
        Assert.Equal(Answer.Unreachable("gateway-settings"), reply.Answer);
        Assert.Contains("ca.pem", reply.Fault, StringComparison.Ordinal);
        Assert.Empty(_roster.Endpoints);

        await WriteCertificateAsync(file);
        Assert.All((await ReadAsync())!.Value, plan => Assert.NotEqual(during[0].Stamp.Gateway, plan.Stamp.Gateway));
        Assert.Single(_roster.Endpoints);
    }

    [Fact]
    public async Task Read_SettingsAreWrongInAnotherWay_ItsSessionsTellTheNewCause()
    {
        var file = _store.PathOf("ca.pem");
        await ChangeAsync(gateway => (gateway.CaCertificate, gateway.BaseUrl) = (file, "https://other/"));
        var first = (await ReadAsync())!.Value[0];

        var other = _store.PathOf("other.pem");
        await ChangeAsync(gateway => (gateway.CaCertificate, gateway.ChangedAt) = (other, Noon.AddSeconds(1)));
        var second = (await ReadAsync())!.Value[0];
        Assert.NotEqual(first.Stamp.Gateway, second.Stamp.Gateway);

        // the file alone: nobody has changed the settings
        await File.WriteAllTextAsync(other, "no certificate");
        var third = (await ReadAsync())!.Value[0];
        Assert.NotEqual(second.Stamp.Gateway, third.Stamp.Gateway);
        Assert.Contains("holds no certificate", (await third.Client.SignInAsync("291", default, false, default)).Fault, StringComparison.Ordinal);
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public void Stamp_OfManyAgents_ReadsTheirIndexAlone()
    {
        using var connection = SqliteConnections.OpenStore(_store.Directory.Database);
        using var command = connection.CreateCommand();
        command.CommandText = SessionRoster.Stamp;
        var plan = QueryPlan.Of(command);
        Assert.Contains("Agents USING COVERING INDEX", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP", plan, StringComparison.Ordinal);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _roster.Dispose();
        _store.Dispose();
    }

    private static AgentCredential Agent(string number, DateTimeOffset changedAt) => new() { AgentId = number, PhoneNumber = number, ChangedAt = changedAt };

    private static IEnumerable<string> Numbers(ImmutableArray<AgentPlan>? plans) => plans!.Value.Select(plan => plan.Id.WorkNo).Order();

    private static async Task WriteCertificateAsync(string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256).CreateSelfSigned(Noon, Noon.AddYears(1));
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
    }

    private async Task ChangeAsync(Action<ConfiguredGateway> change)
    {
        await using var db = _store.Open();
        change(await db.Gateways.Include(gateway => gateway.Agents.OrderBy(agent => agent.AgentId)).SingleAsync(gateway => gateway.Name == "demo"));
        await db.SaveChangesAsync();
    }

    private Task<ImmutableArray<AgentPlan>?> ReadAsync() => _roster.ReadAsync(CancellationToken.None);
}
