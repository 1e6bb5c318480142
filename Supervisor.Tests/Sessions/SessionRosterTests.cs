using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
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
        ["an agent is taken away"] = gateway => gateway.Agents.RemoveAt(0),
        ["an agent is signed out here"] = gateway => gateway.Agents[0].SignedOutAt = Noon.AddDays(-2),
        ["a signed-out agent may be signed in again"] = gateway => gateway.Agents[1].SignedOutAt = null,
        ["an agent is changed after the clock was set back"] = gateway => (gateway.Agents[1].Team, gateway.Agents[1].ChangedAt) = ("other", Noon.AddSeconds(-2)),
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
        await using (var db = _store.Open())
        {
            All[change](await db.Gateways.Include(gateway => gateway.Agents.OrderBy(agent => agent.AgentId)).SingleAsync());
            await db.SaveChangesAsync();
        }

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

    private Task<ImmutableArray<AgentPlan>?> ReadAsync() => _roster.ReadAsync(CancellationToken.None);
}
