using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;
using Supervisor.Domain.Statistics;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Intervals;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Intervals;

public sealed class IntervalKeeperTests : StoredIntervals
{
    [Fact]
    public async Task Read_AfterEvents_GivesTheIntervalsAndTheOpenOneUntilNow()
    {
        Mark(Noon.AddSeconds(100));
        Time.Advance(Noon.AddSeconds(100) - Noon);
        Store.Append([Event(1, 0, "AgentState_Ready"), Event(2, 30, "AgentState_SetNotReady_Success", """{"reason":"200"}""")]);
        var intervals = await Reader().ReadAsync(Ann, Noon, Noon.AddHours(1), default);
        Assert.Equal(["Idle  30 False", "Busy 200 70 True"], intervals.Where(interval => interval.IsKnown).Select(interval => $"{interval.State} {interval.Reason} {interval.Length.TotalSeconds} {interval.IsOpen}"));
    }

    [Fact]
    public async Task Read_AppNotRunning_EndsTheOpenIntervalWhereItWasLastSeen()
    {
        Mark(Noon.AddSeconds(40));
        Time.Advance(Noon.AddDays(3) - Noon);
        Store.Append([Event(1, 0, "AgentState_Ready")]);
        var open = (await Reader().ReadAsync(Ann, Noon, Noon.AddDays(9), default))[^1];
        Assert.Equal((Noon.AddSeconds(40), true), (open.To, open.IsOpen));
    }

    [Fact]
    public async Task Read_FoldingFails_GivesWhatIsThere()
    {
        Store.Append([Event(1, 0, "AgentState_Ready")]);
        await Keeper(Store).CatchUpAsync(default);
        Execute("ALTER TABLE IntervalProgress RENAME TO Gone");
        Store.Append([Event(2, 10, "AgentState_Work")]);
        Assert.Equal(AgentState.Idle, (await Reader().ReadAsync(Ann, Noon.AddSeconds(-1), Noon.AddSeconds(1), default))[^1].State);
    }

    [Fact]
    public async Task Read_InBatches_IsTheSameAsAtOnceToTheLastByte()
    {
        var events = Life(3_000);
        using var whole = await TempStore.CreateAsync();
        whole.Append(events);
        await Keeper(whole).CatchUpAsync(default);

        var random = new Random(1);
        for (var done = 0; done < events.Count;)
        {
            var some = random.Next(1, 400);
            Store.Append(events.Skip(done).Take(some));
            // a process of its own each time
            await Keeper(Store).CatchUpAsync(default);
            done += some;
        }

        Assert.Equal(Dump(whole), Dump(Store));
    }

    [Fact]
    public async Task CatchUp_TwoProcesses_FoldEveryEventOnce()
    {
        var (one, other) = (Keeper(Store), Keeper(Store));
        var events = Life(4_000);
        foreach (var batch in events.Chunk(250))
        {
            Store.Append(batch);
            await Task.WhenAll(one.CatchUpAsync(default), other.CatchUpAsync(default));
        }

        await one.CatchUpAsync(default);
        using var whole = await TempStore.CreateAsync();
        whole.Append(events);
        await Keeper(whole).CatchUpAsync(default);
        Assert.Equal(Dump(whole), Dump(Store));
    }

    [Fact]
    public async Task Rebuild_NothingAltered_ChangesNothing()
    {
        Store.Append(Life(3_000));
        var keeper = Keeper(Store);
        await keeper.CatchUpAsync(default);
        var before = Dump(Store);
        var report = await new IntervalRebuild(Store.Directory, keeper).RunAsync(null, default);
        Assert.Equal((3_000, 5), (report.Events, report.Agents));
        Assert.Empty(report.Different);
        Assert.True(report.Intervals > 100);
        Assert.Equal(before, Dump(Store));
    }

    [Fact]
    public async Task Rebuild_IntervalsAltered_NamesTheAgentAndPutsThemRight()
    {
        Store.Append(Life(3_000));
        var keeper = Keeper(Store);
        await keeper.CatchUpAsync(default);
        var before = Dump(Store, withEpoch: false);
        Execute("UPDATE IntervalChunks SET Data = (SELECT Data FROM IntervalChunks WHERE Place > 3 * 17592186044416 ORDER BY Place LIMIT 1) WHERE Place = (SELECT MIN(Place) FROM IntervalChunks)");
        var report = await new IntervalRebuild(Store.Directory, keeper).RunAsync(null, default);
        Assert.Single(report.Different);
        Assert.Equal(before, Dump(Store, withEpoch: false));
        // the running keeper notices, and goes on
        Store.Append([Event(3_001, 400_000, "AgentState_Work")]);
        await keeper.CatchUpAsync(default);
        Assert.Equal(AgentState.WrapUp, (await Reader().ReadAsync(Ann, Noon.AddSeconds(400_000), Noon.AddSeconds(400_001), default))[^1].State);
    }

    [Fact]
    public async Task Rebuild_IntervalsUnreadable_NamesTheAgentAndPutsThemRight()
    {
        Store.Append(Life(3_000));
        var keeper = Keeper(Store);
        await keeper.CatchUpAsync(default);
        var before = Dump(Store, withEpoch: false);
        Execute("UPDATE IntervalChunks SET Data = x'00' WHERE Place = (SELECT MIN(Place) FROM IntervalChunks)");
        var report = await new IntervalRebuild(Store.Directory, keeper).RunAsync(null, default);
        Assert.Single(report.Different);
        Assert.Equal(before, Dump(Store, withEpoch: false));
    }

    [Fact]
    public async Task CatchUp_OtherRules_FoldsAnew()
    {
        Store.Append(Life(500));
        await Keeper(Store).CatchUpAsync(default);
        var before = Dump(Store, withEpoch: false);
        Execute("UPDATE IntervalProgress SET Version = 0");
        await Keeper(Store).CatchUpAsync(default);
        Assert.Equal(before, Dump(Store, withEpoch: false));
    }

    [Fact]
    public async Task CatchUp_OldIntervals_AreRemovedWithTheRetention()
    {
        Time.Advance(Noon.AddDays(800) - Noon);
        Store.Append(Life(2_000).Append(Event(2_001, 800 * 86_400 - 10, "AgentState_Ready")));
        var keeper = Keeper(Store);
        await keeper.CatchUpAsync(default);
        // the one packet that ended within the retention
        Assert.Equal(1L, Scalar("SELECT COUNT(*) FROM IntervalChunks"));
        Assert.Equal(AgentState.Idle, (await Reader().ReadAsync(Ann, Noon.AddDays(799), Noon.AddDays(801), default))[^1].State);
    }

    [Fact]
    public async Task Read_AnyStretch_IsThePartOfTheWhole()
    {
        Time.Advance(Noon.AddDays(10) - Noon);
        Store.Append(Life(3_000));
        var reader = Reader();
        var all = (await reader.ReadAsync(Ann, DateTimeOffset.UnixEpoch, Noon.AddYears(1), default)).Where(interval => !interval.IsOpen).ToList();
        var random = new Random(4);
        for (var i = 0; i < 100; i++)
        {
            var from = all[0].From.AddSeconds(random.NextDouble() * (all[^1].To - all[0].From).TotalSeconds);
            var to = from.AddSeconds(random.Next(1, 20_000));
            var expected = all.Where(interval => interval.From < to && (interval.To > from || interval.From >= from));
            Assert.Equal(expected, (await reader.ReadAsync(Ann, from, to, default)).Where(interval => !interval.IsOpen));
        }
    }

    [Fact]
    public async Task StoredMeaning_OfASession_IsWhatTheSessionSaid()
    {
        var state = SessionState.Initial with { Phase = SessionPhase.Waiting, LastCode = "100-006" };
        ObservedEvent[] told =
        [
            SessionEvents.Moved(Ann, state, null, null, null, Noon),
            SessionEvents.Moved(Ann, SessionState.Initial with { Phase = SessionPhase.EnteringQueues }, Noon.AddSeconds(-1), AgentState.WrapUp, "70001", Noon),
            SessionEvents.Status(Ann, 7, Noon.AddSeconds(-5), Noon),
            SessionEvents.Gap(Ann, GapCauses.NotRunning, Noon, Noon.AddHours(-1)),
        ];
        Store.Append(told.Select((observed, i) => observed with { Sequence = i + 1 }));
        var stored = await Store.AllAsync();
        Assert.Equal(told.Select(observed => observed.Event), stored.Select(row => StoredMeaning.Of(row, "").Event));
        Assert.Equal("70001", StoredMeaning.PhoneNumberIn(stored[1]));
    }

    private void Mark(DateTimeOffset at) => Execute($"INSERT INTO RunMarks VALUES (1, {at.UtcTicks})");

    private static List<ObservedEvent> Life(int count)
    {
        var random = new Random(11);
        string[] types = ["AgentState_Ready", "AgentState_Busy", "AgentEvent_Ringing", "AgentEvent_Talking", "AgentEvent_Hold", "AgentEvent_Call_Release", "AgentState_Work", "AgentState_SetRest_Success", "AgentOther_ShutdownService", "Nobody_Knows"];
        return [.. Enumerable.Range(1, count).Select(n =>
        {
            var agent = "29" + ((n * 7 % 5) + 1);
            if (n % 13 == 0) return SessionEvents.Gap(new AgentId("demo", agent), GapCauses.NotRunning, Noon.AddSeconds(n * 60), Noon.AddSeconds((n * 60) - random.Next(200))) with { Sequence = n };
            var type = types[random.Next(types.Length)];
            var content = type.StartsWith("AgentEvent_", StringComparison.Ordinal) ? $$"""{"callid":"1-{{random.Next(n / 20, n / 10 + 1)}}","caller":"0755","feature":"7"}""" : null;
            return Event(n, n * 60, type, content, agent);
        })];
    }
}
