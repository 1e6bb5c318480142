using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

/// <summary>Two gateways, one of which does not answer.</summary>
public sealed class GatewayPaceTests : IAsyncLifetime, IDisposable
{
    private const int Agents = 100;

    private readonly ManualTimeProvider _time = new();
    private TempStore _store = null!;
    private SessionRoster _roster = null!;

    public async Task InitializeAsync()
    {
        _store = await TempStore.CreateAsync();
        _roster = new SessionRoster(_store.Contexts, Options.Create(new SessionOptions()), _time, NullLogger<SessionRoster>.Instance);
        await using var db = _store.Open();
        db.Gateways.AddRange(Gateway("dark", Agents), Gateway("good", 3), Gateway("broken", 2));
        db.Gateways.Local.Single(gateway => gateway.Name == "broken").CaCertificate = _store.PathOf("none.pem");
        await db.SaveChangesAsync();
    }

    [Theory]
    [InlineData("signIn", null)]
    [InlineData("status", "guid")]
    public async Task Gateway_DoesNotAnswer_OthersSignInAndComeBackAtTheirPace(string operation, string? keptGuid)
    {
        var (dark, good) = (new ScriptedGateway(), new ScriptedGateway());
        for (var i = 0; i < Agents; i++) dark.Hold(operation);
        var plans = await PlansAsync();
        var sessions = plans.Where(plan => plan.Id.Gateway != "broken").OrderBy(plan => plan.Id.Gateway, StringComparer.Ordinal)
            .Select(plan => Session(plan, plan.Id.Gateway == "dark" ? dark : good, keptGuid)).ToList();
        using var abandon = new CancellationTokenSource();
        var running = sessions.Select(session => session.RunAsync(abandon.Token)).ToList();

        var began = _time.GetUtcNow();
        await UntilAsync(() => sessions.Where(session => session.Plan.Id.Gateway == "good").All(session => session.State.IsFeeding));
        Assert.InRange(_time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.DoesNotContain(sessions, session => session.Plan.Id.Gateway == "dark" && session.State.IsFeeding);

        await abandon.CancelAsync();
        foreach (var session in sessions) session.Stop();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(running));
    }

    [Fact]
    public async Task Pace_OfEachGateway_IsOneForItsAgentsAndNobodyElses()
    {
        var plans = await PlansAsync();
        var paces = plans.GroupBy(plan => plan.Id.Gateway).ToDictionary(gateway => gateway.Key, gateway => gateway.Select(plan => plan.Pace).Distinct().Single());
        Assert.NotNull(paces["good"]);
        Assert.NotSame(paces["dark"], paces["good"]);
        // nothing is sent to it: nothing is to be spread
        Assert.Null(paces["broken"]);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _roster.Dispose();
        _store.Dispose();
    }

    private static ConfiguredGateway Gateway(string name, int agents)
    {
        var gateway = new ConfiguredGateway { Name = name, BaseUrl = $"https://{name}/", ChangedAt = TempStore.Noon };
        for (var i = 1; i <= agents; i++) gateway.Agents.Add(new AgentCredential { AgentId = $"{i}", PhoneNumber = $"{i}", ChangedAt = TempStore.Noon });
        return gateway;
    }

    private async Task<ImmutableArray<AgentPlan>> PlansAsync() => (await _roster.ReadAsync(default))!.Value;

    private AgentSession Session(AgentPlan plan, IGatewayClient client, string? keptGuid)
    {
        var kept = keptGuid is null ? null : new KeptSignIn(plan.Id.Gateway, plan.Id.WorkNo, plan.Stamp.Credential, keptGuid, null, _time.GetUtcNow(), null, InQueues: true);
        return new AgentSession(plan with { Client = client }, Surroundings.On(_time), NullLogger.Instance, kept);
    }

    private Task UntilAsync(Func<bool> condition) => Eventually.IsTrueAsync(() =>
    {
        if (condition()) return true;
        _time.Advance(TimeSpan.FromMilliseconds(20));
        return false;
    });
}
