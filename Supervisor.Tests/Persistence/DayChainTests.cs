using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Events;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

public sealed class DayChainTests
{
    [Fact]
    public async Task Verify_AsWritten_NoFindingAndOneSealPerDay()
    {
        using var store = await FilledAsync();
        var report = Verify(store, out var findings);
        Assert.Empty(findings);
        Assert.Equal((3, 30, 0, 0, 0), (report.Days, report.Events, report.Lost, report.Pruned, report.Unsealed));
        Assert.Equal((new DateOnly(2026, 11, 22), 30), (report.Newest!.Day, report.Newest.Last));
    }

    [Fact]
    public async Task Verify_TextsThatNoGatewayShouldSend_NoFinding()
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(1, type: "a\0b"), TempStore.Event(2, type: "\ud800"), TempStore.Event(3, type: "", content: "\0"), TempStore.Event(4, agent: "取消", content: "")]);
        Verify(store, out var findings);
        Assert.Empty(findings);
    }

    [Fact]
    public async Task Append_SealSpoilt_EventsAreKeptAndTheSealIsNamed()
    {
        using var store = await FilledAsync();
        Execute(store, "UPDATE DaySeals SET Day = 'x', Head = 'y' WHERE First = 21");
        store.Append([TempStore.Event(31)]);
        Assert.Equal(31, (await store.AllAsync()).Count);
        Verify(store, out var findings);
        Assert.NotEmpty(findings);
    }

    [Theory]
    [InlineData("UPDATE Events SET ReceivedAt = -1 WHERE Sequence = 11", "event 11: was changed")]
    [InlineData("UPDATE Events SET Content = x'00' WHERE Sequence = 5", "event 5: was changed")]
    [InlineData("UPDATE Events SET Content = NULL WHERE Sequence = 5", "event 5: was changed")]
    [InlineData("UPDATE Events SET ReceivedAt = ReceivedAt + 1 WHERE Sequence = 5", "event 5: was changed")]
    [InlineData("UPDATE Events SET GeneratedAt = 0 WHERE Sequence = 5", "event 5: was changed")]
    [InlineData("UPDATE Events SET Gateway = 'x' WHERE Sequence = 5", "event 5: was changed")]
    [InlineData("UPDATE Events SET AgentId = '999' WHERE Sequence = 5", "event 5: was changed")]
    [InlineData("UPDATE Events SET Origin = 1 WHERE Sequence = 5", "event 5: was changed")]
    [InlineData("UPDATE Events SET Type = 'AgentState_Busy' WHERE Sequence = 5", "event 5: was changed")]
    [InlineData("UPDATE Events SET Link = zeroblob(32) WHERE Sequence = 5", "event 5: ")]
    [InlineData("UPDATE Events SET Link = NULL WHERE Sequence = 5", "event 5: has no link")]
    [InlineData("UPDATE Events SET Type = 'x' WHERE Sequence = 10", "event 10: was changed")] // the last of a day
    [InlineData("UPDATE Events SET Type = 'x' WHERE Sequence = 30", "event 30: was changed")] // the newest
    [InlineData("DELETE FROM Events WHERE Sequence = 5", "event 5: was removed")]
    [InlineData("DELETE FROM Events WHERE Sequence BETWEEN 5 AND 7", "event 5: and all up to 7 were removed")]
    [InlineData("DELETE FROM Events WHERE Sequence = 1", "event 1: was removed")]
    [InlineData("DELETE FROM Events WHERE Sequence = 11", "event 11: was removed")] // the first of a day
    [InlineData("DELETE FROM Events WHERE Sequence = 20", "event 20: was removed")] // the last of a day
    [InlineData("DELETE FROM Events WHERE Sequence = 30", "event 30: was removed")]
    [InlineData("DELETE FROM Events WHERE Sequence BETWEEN 11 AND 20", "event 11: and all up to 20 were removed")]
    [InlineData("INSERT INTO Events (Sequence, ReceivedAt, GeneratedAt, Gateway, AgentId, Origin, Type, Content, Link) SELECT 31, ReceivedAt, NULL, Gateway, AgentId, Origin, Type, Content, Link FROM Events WHERE Sequence = 30", "event 31: and what follows (1 events) has no seal")]
    [InlineData("DELETE FROM DaySeals WHERE First = 11", "The seal of 2026-11-22 (from event 21) does not continue the one before it, of 2026-11-20")]
    [InlineData("DELETE FROM DaySeals WHERE First = 11", "10 events between 11 and 20 have no seal")]
    [InlineData("DELETE FROM DaySeals WHERE First = 21", "event 21: and what follows (10 events) has no seal")]
    [InlineData("DELETE FROM DaySeals WHERE First = 0", "The first seal, which says where the chain begins, was removed.")]
    [InlineData("UPDATE DaySeals SET Last = 10 WHERE First = 0", "does not continue")] // "those were there before the chain"
    [InlineData("UPDATE DaySeals SET Day = '2026-11-19' WHERE First = 11", "bears another day, 2026-11-19")]
    [InlineData("UPDATE DaySeals SET Count = 9 WHERE First = 11", "counts 9 events, and there are 10")]
    [InlineData("UPDATE DaySeals SET Head = zeroblob(32) WHERE First = 11", "The seal of the day does not end with event 20")]
    public async Task Verify_AlteredBySql_NamesIt(string sql, string expected)
    {
        using var store = await FilledAsync();
        Execute(store, sql);
        Verify(store, out var findings);
        Assert.Contains(findings, finding => finding.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_OneEventChanged_TheOthersAreNotAccused()
    {
        using var store = await FilledAsync();
        Execute(store, "UPDATE Events SET Content = x'00' WHERE Sequence IN (5, 25)");
        Verify(store, out var findings);
        Assert.Equal([5L, 25], findings.Select(finding => finding.Sequence));
    }

    [Fact]
    public async Task Verify_TwoEventsSwapped_BothNamed()
    {
        using var store = await FilledAsync();
        Execute(store, "UPDATE Events SET Sequence = 99 WHERE Sequence = 4; UPDATE Events SET Sequence = 4 WHERE Sequence = 7; UPDATE Events SET Sequence = 7 WHERE Sequence = 99");
        Verify(store, out var findings);
        Assert.Contains(findings, finding => finding.Sequence == 4);
        Assert.Contains(findings, finding => finding.Sequence == 7);
        Assert.DoesNotContain(findings, finding => finding.Sequence is < 4 or > 8 or 6);
    }

    [Fact]
    public async Task Verify_PutIntoAHole_NamesItAndNoOther()
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(1), TempStore.Event(2), TempStore.Event(5), TempStore.Event(6)]); // 3 and 4 found no room
        Assert.Equal(2, Verify(store, out var before).Lost);
        Assert.Empty(before);
        Execute(store, "INSERT INTO Events (Sequence, ReceivedAt, GeneratedAt, Gateway, AgentId, Origin, Type, Content, Link) SELECT 4, ReceivedAt, NULL, Gateway, AgentId, Origin, Type, Content, zeroblob(32) FROM Events WHERE Sequence = 2");
        Verify(store, out var findings);
        var finding = Assert.Single(findings, finding => finding.Sequence is not null);
        Assert.Equal("event 4: was put in: the chain goes on without it", finding.ToString());
    }

    [Fact]
    public async Task Verify_WholeChainRebuilt_FoundByAHeadThatWasKept()
    {
        using var store = await FilledAsync();
        var kept = Verify(store, out _).Newest!.Head;
        Execute(store, "DELETE FROM Events; DELETE FROM DaySeals WHERE First > 0");
        store.Append(Days().Select(observed => observed with { Type = "AgentState_Busy" }));
        Verify(store, out var without);
        Assert.Empty(without);
        Verify(store, out var with, kept);
        Assert.Contains("given head does not occur", Assert.Single(with).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_HeadKeptInTheMiddleOfADay_Occurs()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Days().Take(5));
        var kept = Verify(store, out _).Newest!.Head;
        store.Append(Days().Skip(5));
        Verify(store, out var findings, kept);
        Assert.Empty(findings);
    }

    [Fact]
    public async Task Verify_OneDayAsked_OtherDaysAreNotFollowed()
    {
        using var store = await FilledAsync();
        Execute(store, "UPDATE Events SET Type = 'x' WHERE Sequence = 5");
        var findings = new List<ChainFinding>();
        var report = new ChainVerification(store.Directory.Database, new Retention(new HistoryOptions(), TempStore.Noon)).Run(new DateOnly(2026, 11, 21), new DateOnly(2026, 11, 21), null, findings.Add, default);
        Assert.Equal((1, 10, 0), (report.Days, report.Events, findings.Count));
    }

    [Fact]
    public async Task Append_KilledBeforeTheCommit_ChainHoldsAndGoesOn()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Days().Take(5));
        using (var connection = new SqliteConnection($"Data Source={store.Directory.Database};Pooling=False"))
        {
            connection.Open();
            using var transaction = connection.BeginTransaction();
            using var chain = new DayChain(connection);
            chain.Begin(transaction);
            var sixth = Days().ElementAt(5);
            chain.Add(sixth, chain.LinkOf(sixth, null)!);
            chain.End(); // and then nobody commits
        }

        Verify(store, out var cut);
        Assert.Empty(cut);
        store.Append(Days().Skip(5));
        Assert.Equal(30, Verify(store, out var whole).Events);
        Assert.Empty(whole);
    }

    [Fact]
    public async Task Append_BatchTwiceAfterAFault_ChainHolds()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Days().Take(7));
        store.Append(Days());
        Assert.Equal(30, Verify(store, out var findings).Events);
        Assert.Empty(findings);
    }

    [Fact]
    public async Task Append_ClockJumps_ChainHoldsUnderSealsOfTheirOwn()
    {
        using var store = await TempStore.CreateAsync();
        int[] days = [0, 0, 400, 400, 0, 0, 1, 0, 1]; // a year ahead, put right, and a midnight with events of both days
        store.Append(days.Select((day, at) => TempStore.Event(at + 1) with { ReceivedAt = TempStore.Noon.AddDays(day) }));
        Assert.Equal(4, Verify(store, out var findings).Days);
        Assert.Empty(findings);
    }

    [Fact]
    public async Task Prune_DaysAndPartOfADay_SealsStayAndTheRestVerifies()
    {
        using var store = await FilledAsync();
        await PruneAsync(store, TempStore.Noon.AddDays(31).AddSeconds(15)); // the first day, and four of the second
        var report = Verify(store, out var findings);
        Assert.Empty(findings);
        Assert.Equal((16, 14), (report.Events, report.Pruned));
        Execute(store, "DELETE FROM Events WHERE Sequence = 15");
        Verify(store, out var removed);
        Assert.Equal("event 15: was removed, or event 16 was changed", Assert.Single(removed).ToString());
    }

    [Fact]
    public async Task Prune_DayThatWasShort_StillShowsIt()
    {
        using var store = await FilledAsync();
        Execute(store, "DELETE FROM Events WHERE Sequence = 5");
        await PruneAsync(store, TempStore.Noon.AddDays(31));
        Verify(store, out var findings);
        Assert.Contains("Of the 10 events of 2026-11-20 only 9 were left", Assert.Single(findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prune_EventDatedByAWrongClock_GoesWithTheOldOnesAfterIt()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 10).Select(n => TempStore.Event(n) with { ReceivedAt = TempStore.Noon.AddDays(n is 3 ? 4000 : n <= 5 ? 0 : 40) }));
        await PruneAsync(store, TempStore.Noon.AddDays(41));
        Assert.Equal([6L, 7, 8, 9, 10], (await store.AllAsync()).Select(stored => stored.Sequence));
        Verify(store, out var findings);
        Assert.Empty(findings);
    }

    [Fact]
    public async Task Prepare_StoreFromBeforeTheChain_OldEventsAreNotClaimed()
    {
        using var store = new TempStore();
        await using (var db = store.Open()) await db.Database.GetService<IMigrator>().MigrateAsync("20261121000003_PendingPassword");
        Execute(store, "INSERT INTO Events (Sequence, ReceivedAt, Gateway, AgentId, Origin, Type) VALUES (6, 1, 'demo', '291', 0, 'x'), (7, 1, 'demo', '291', 0, 'x')");
        await store.Startup().PrepareAsync(default);
        store.Append([TempStore.Event(8), TempStore.Event(9)]);
        var report = Verify(store, out var findings);
        Assert.Empty(findings);
        Assert.Equal((2, 2), (report.Events, report.Unsealed));
        Execute(store, "UPDATE Events SET Link = NULL WHERE Sequence = 8"); // to pass for an old one
        Verify(store, out findings);
        Assert.Contains(findings, finding => finding.Sequence == 8);
    }

    [Fact]
    public async Task Verify_WhileTheAppWrites_NoFinding()
    {
        using var store = await TempStore.CreateAsync();
        await using var writer = store.Writer();
        await writer.StartAsync(default);
        var written = Task.Run(() =>
        {
            for (var n = 1; n <= 20_000; n++) writer.TryWrite(TempStore.Event(n, content: "{}") with { ReceivedAt = TempStore.Noon.AddMinutes(n) });
        });
        do
        {
            Verify(store, out var findings);
            Assert.Empty(findings);
        }
        while (!written.IsCompleted);
        await writer.CompleteAsync(default);
        Assert.Equal(20_000, Verify(store, out _).Events);
    }

    internal static ChainReport Verify(TempStore store, out List<ChainFinding> findings, byte[]? head = null, HistoryOptions? options = null, DateTimeOffset? now = null)
    {
        findings = [];
        return new ChainVerification(store.Directory.Database, new Retention(options ?? new HistoryOptions(), now ?? TempStore.Noon)).Run(null, null, head, findings.Add, default);
    }

    internal static async Task<TempStore> FilledAsync()
    {
        var store = await TempStore.CreateAsync();
        foreach (var batch in Days().Chunk(4)) store.Append(batch);
        return store;
    }

    internal static void Execute(TempStore store, string sql)
    {
        using var connection = SqliteConnections.OpenStore(store.Directory.Database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Thirty events, ten a day.</summary>
    private static IEnumerable<ObservedEvent> Days() =>
        Enumerable.Range(1, 30).Select(n => TempStore.Event(n, content: $$"""{"n":{{n}}}""") with { ReceivedAt = TempStore.Noon.AddDays((n - 1) / 10).AddSeconds(n) });

    internal static async Task PruneAsync(TempStore store, DateTimeOffset now, HistoryOptions? options = null)
    {
        using var pruner = new HistoryPruner(store.Directory, Options.Create(options ?? new HistoryOptions { RetentionDays = 30 }), new FixedDate(now), NullLogger<HistoryPruner>.Instance);
        await pruner.PruneAsync(default);
    }
}
