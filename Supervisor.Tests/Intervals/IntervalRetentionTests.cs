using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Intervals;

/// <summary>State intervals whose events, or who themselves, are older than the retention.</summary>
public sealed class IntervalRetentionTests : StoredIntervals
{
    private const int RetentionDays = 10;
    private const double Day = 86_400;

    private static readonly AgentId Bob = new("demo", "292"), Cleo = new("demo", "293");

    private readonly List<ObservedEvent> _events = [];

    [Fact]
    public async Task Rebuild_SignInOlderThanTheRetention_ChangesNothing()
    {
        SignIn(Ann, 0, "70004");
        Call(Ann, 20 * Day, "70004");
        var keeper = await PrunedAsync();
        var before = Dump(Store);
        Assert.Empty((await RebuildAsync(keeper)).Different);
        Assert.Equal(before, Dump(Store));
        Assert.Contains(await AllAsync(Ann), interval => interval is { Direction: CallDirection.Outbound, OtherParty: "0755123" });
    }

    [Fact]
    public async Task Rebuild_IntervalsAlteredAfterASignInThatIsLeft_ChangesNothingElse()
    {
        foreach (var agent in (AgentId[])[Ann, Bob, Cleo]) SignIn(agent, 0, "70004");
        Call(Ann, 15 * Day, "70004");
        Call(Bob, 15 * Day, "70004");
        SignIn(Ann, 16 * Day, "70005");
        for (var call = 0; call < 40; call++) Call(Ann, (16 * Day) + 1_000 + (call * 200), "70005");
        var keeper = await PrunedAsync();
        Assert.DoesNotContain(await Store.AllAsync(), stored => stored.AgentId == Cleo.WorkNo);
        var before = await EverybodyAsync();
        Execute("UPDATE IntervalChunks SET Data = (SELECT Data FROM IntervalChunks ORDER BY Place LIMIT 1) WHERE Place = (SELECT Place FROM IntervalChunks ORDER BY Place LIMIT 1 OFFSET 1)");
        Assert.NotEqual(before, await EverybodyAsync());

        Assert.Equal([Ann], (await RebuildAsync(keeper)).Different);
        Assert.Equal(before, await EverybodyAsync());
        // the running keeper notices, and goes on from there
        Store.Append([Event(_events.Count + 1, 21 * Day, "AgentState_Work", agent: Bob.WorkNo)]);
        await keeper.CatchUpAsync(default);
        Assert.Equal((AgentState.WrapUp, Noon), ((await AllAsync(Bob))[^1].State, (await AllAsync(Bob))[^1].SignedInAt));
    }

    /// <summary>A session that goes on with its old sign-in may be in a call, of which nothing before it tells any more.</summary>
    [Fact]
    public async Task Rebuild_SessionGoesOnInACallAfterTheRetention_CountsTheCallOnce()
    {
        SignIn(Ann, 0, "70004");
        var restart = 16 * Day;
        Add(Event(0, restart - 60, "AgentEvent_Talking", Outbound("70004")));
        Add(SessionEvents.Gap(Ann, GapCauses.NotRunning, Noon.AddSeconds(restart), Noon.AddSeconds(restart)));
        Add(SessionEvents.Moved(Ann, SessionState.Initial with { Phase = SessionPhase.Live }, Noon, null, "70004", Noon.AddSeconds(restart + 1)));
        Add(Event(0, restart + 60, "AgentEvent_Talking", Outbound("70004")));
        Add(Event(0, restart + 90, "AgentState_Ready"));
        var keeper = await PrunedAsync();
        Assert.Single(await AllAsync(Ann), interval => interval.Marks.HasFlag(CallMarks.Answered));
        Assert.Empty((await RebuildAsync(keeper)).Different);
    }

    [Fact]
    public async Task CatchUp_OtherRulesAfterTheRetention_KeepsWhatTheEventsNoLongerTell()
    {
        foreach (var agent in (AgentId[])[Ann, Bob, Cleo]) SignIn(agent, 0, "70004");
        Call(Ann, 15 * Day, "70004");
        Call(Bob, 15 * Day, "70004");
        SignIn(Ann, 16 * Day, "70005");
        Call(Ann, 17 * Day, "70005");
        var keeper = await PrunedAsync();
        var before = await EverybodyAsync();
        Execute("UPDATE IntervalProgress SET Version = 0");
        await Keeper(Store, RetentionDays).CatchUpAsync(default);
        Assert.Equal(before, await EverybodyAsync());
        Assert.Equal(0L, Scalar("SELECT COUNT(*) FROM sqlite_master WHERE name LIKE '%Rebuilt'"));
        // whoever had folded before notices, and goes on from there
        Store.Append([Event(_events.Count + 1, 21 * Day, "AgentState_Work", agent: Bob.WorkNo)]);
        await keeper.CatchUpAsync(default);
        Assert.Equal((AgentState.WrapUp, Noon), ((await AllAsync(Bob))[^1].State, (await AllAsync(Bob))[^1].SignedInAt));
    }

    [Fact]
    public async Task Rebuild_NothingStoredOfAnAgent_MakesItFromTheEventsThatAreLeft()
    {
        SignIn(Ann, 0, "70004");
        Call(Ann, 20 * Day, "70004");
        var keeper = await PrunedAsync();
        Execute("DELETE FROM IntervalLines");
        Assert.Equal([Ann], (await RebuildAsync(keeper)).Different);
        Assert.Equal(AgentState.Idle, (await AllAsync(Ann))[^1].State);
    }

    [Fact]
    public async Task CatchUp_AgentQuietForLonger_KeepsHowItStandsAndNothingOfItsCalls()
    {
        SignIn(Ann, 0, "70004");
        Call(Ann, 100, "70004");
        SignIn(Bob, 0, "70004");
        _events.Add(Event(_events.Count + 1, 100, "AgentEvent_Talking", Outbound("70004"), Bob.WorkNo));
        Store.Append(_events);
        var (keeper, patient) = (Keeper(Store, RetentionDays), Keeper(Store, 100 * RetentionDays));
        await keeper.CatchUpAsync(default);
        await patient.CatchUpAsync(default);
        Assert.Contains("0755123", Dump(Store), StringComparison.Ordinal);

        Time.Advance(TimeSpan.FromDays(RetentionDays + 1));
        await keeper.CatchUpAsync(default);
        Assert.Equal(0L, Scalar("SELECT COUNT(*) FROM IntervalChunks"));
        Assert.DoesNotContain("0755123", Dump(Store), StringComparison.Ordinal);
        Assert.Equal((AgentState.Talking, Noon.AddSeconds(100)), ((await AllAsync(Bob))[0].State, (await AllAsync(Bob))[0].From));
        // done once
        var after = Dump(Store);
        Time.Advance(TimeSpan.FromHours(2));
        await keeper.CatchUpAsync(default);
        Assert.Equal(after, Dump(Store));
        // nobody who has folded what is gone puts it back
        Store.Append([Event(_events.Count + 1, 11 * Day, "AgentState_Ready", agent: Bob.WorkNo)]);
        await patient.CatchUpAsync(default);
        Assert.Equal([(AgentState.Talking, 100, null), (AgentState.Idle, 11 * Day, null)], (await AllAsync(Bob)).Select(interval => (interval.State, (interval.From - Noon).TotalSeconds, interval.OtherParty)));
        await keeper.CatchUpAsync(default);
        Assert.Equal(1L, Scalar("SELECT COUNT(*) FROM IntervalChunks"));
    }

    /// <summary>Folds the events as they come, and three weeks later removes those that are too old.</summary>
    private async Task<IntervalKeeper> PrunedAsync()
    {
        Store.Append(_events.OrderBy(observed => observed.ReceivedAt).Select((observed, i) => observed with { Sequence = i + 1 }));
        var keeper = Keeper(Store, RetentionDays);
        await keeper.CatchUpAsync(default);
        Time.Advance(TimeSpan.FromDays(21));
        using var pruner = new HistoryPruner(Store.Directory, Options.Create(new HistoryOptions { RetentionDays = RetentionDays }), Time, NullLogger<HistoryPruner>.Instance);
        Assert.True(await pruner.PruneAsync(default) > 0);
        await keeper.CatchUpAsync(default);
        return keeper;
    }

    private Task<RebuildReport> RebuildAsync(IntervalKeeper keeper) => new IntervalRebuild(Store.Directory, keeper).RunAsync(null, default);

    private async Task<IReadOnlyList<StateInterval>> AllAsync(AgentId agent) => await Reader().ReadAsync(agent, DateTimeOffset.UnixEpoch, Noon.AddYears(1), default);

    private async Task<IReadOnlyList<StateInterval>> EverybodyAsync() => [.. await AllAsync(Ann), .. await AllAsync(Bob), .. await AllAsync(Cleo)];

    private void SignIn(AgentId agent, double seconds, string phone)
    {
        var at = Noon.AddSeconds(seconds);
        Add(SessionEvents.Moved(agent, SessionState.Initial with { Phase = SessionPhase.SigningIn }, null, null, null, at));
        Add(SessionEvents.Moved(agent, SessionState.Initial with { Phase = SessionPhase.EnteringQueues }, at, AgentState.Idle, phone, at));
        Add(Event(0, seconds + 1, "AgentState_Ready", agent: agent.WorkNo));
    }

    private void Call(AgentId agent, double seconds, string phone)
    {
        Add(Event(0, seconds, "AgentState_Busy", agent: agent.WorkNo));
        Add(Event(0, seconds + 1, "AgentEvent_Talking", Outbound(phone), agent.WorkNo));
        Add(Event(0, seconds + 60, "AgentState_Ready", agent: agent.WorkNo));
    }

    private void Add(ObservedEvent observed) => _events.Add(observed with { Sequence = _events.Count + 1 });

    private static string Outbound(string phone) => $$"""{"callid":"1-1","caller":"{{phone}}","called":"0755123"}""";
}
