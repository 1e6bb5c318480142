using System.Text;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

/// <summary>What was said goes before its events, and the chain still tells retention from tampering.</summary>
public sealed class ErasureTests
{
    private static readonly HistoryOptions Short = new() { RetentionDays = 30, RecognitionRetentionDays = 5 };

    /// <summary>Ten events a day from noon on, each third was said; the first day and half of the second are older than five days then.</summary>
    private static readonly DateTimeOffset Later = TempStore.Noon.AddDays(6).AddSeconds(15);

    [Fact]
    public async Task Prune_OlderThanTheirRetention_WhatWasSaidIsGoneAndTheEventsStay()
    {
        using var store = await ErasedAsync();
        var all = await store.AllAsync();
        Assert.Equal(30, all.Count);
        Assert.Equal([3, 6, 9, 12], all.Where(stored => stored.Origin == EventOrigin.Recognition && stored.Content is null).Select(stored => stored.Sequence));
        Assert.Equal([15, 18, 21, 24, 27, 30], all.Where(stored => stored.Origin == EventOrigin.Recognition && stored.Content is not null).Select(stored => stored.Sequence));
        Assert.All(all.Where(stored => stored.Origin == EventOrigin.Gateway), stored => Assert.NotNull(stored.Content));
        Assert.Equal([15, 18, 21, 24, 27, 30], (await store.AllAsync(new EventFilter { Text = "number" })).Select(stored => stored.Sequence));
    }

    [Fact]
    public async Task Prune_WhatWasSaid_IsNowhereInTheFile()
    {
        using var store = await FilledAsync();
        Assert.Contains("number 3 was said", await FileAsync(store), StringComparison.Ordinal);
        await DayChainTests.PruneAsync(store, Later, Short);
        var file = await FileAsync(store);
        Assert.DoesNotContain("number 3 was said", file, StringComparison.Ordinal);
        Assert.Contains("number 15 was said", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Erased_NoFindingAndCounted()
    {
        using var store = await ErasedAsync();
        var report = Verify(store, out var findings);
        Assert.Empty(findings);
        Assert.Equal((30, 4, 0), (report.Events, report.Erased, report.Unerasable));
    }

    [Fact]
    public async Task Verify_ErasedThenRemoved_NoFinding()
    {
        using var store = await ErasedAsync();
        var now = TempStore.Noon.AddDays(31).AddSeconds(5);
        await DayChainTests.PruneAsync(store, now, Short);
        var report = DayChainTests.Verify(store, out var findings, options: Short, now: now);
        Assert.Empty(findings);
        Assert.True(report is { Pruned: 10, Erased: 7 }, report.ToString());
    }

    [Fact]
    public async Task Verify_HeadKeptBeforeTheErasure_Occurs()
    {
        using var store = await FilledAsync();
        var kept = Verify(store, out _).Newest!.Head;
        await DayChainTests.PruneAsync(store, Later, Short);
        DayChainTests.Verify(store, out var findings, kept, Short, Later);
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("UPDATE Events SET Content = NULL WHERE Sequence = 15", "event 15: lost its content, and the seal of its day knows of no retention")]
    [InlineData("UPDATE Events SET Content = NULL WHERE Sequence = 15; UPDATE DaySeals SET ErasedThrough = 20 WHERE First = 11", "event 15: lost its content before the retention asks for it")]
    [InlineData("UPDATE Events SET Content = NULL WHERE Sequence = 2", "event 2: was changed")] // not a recognition result
    [InlineData("UPDATE Events SET Content = NULL, ContentHash = zeroblob(32) WHERE Sequence = 2", "event 2: was changed")]
    [InlineData("UPDATE Events SET Content = NULL, ContentHash = zeroblob(32), Origin = 2 WHERE Sequence = 2", "event 2: was changed")] // to pass for one
    [InlineData("UPDATE Events SET Content = x'00' WHERE Sequence = 15", "event 15: has another content than it was written with")]
    [InlineData("UPDATE Events SET Content = x'00', ContentHash = NULL WHERE Sequence = 15", "event 15: was changed")]
    [InlineData("UPDATE Events SET ContentHash = zeroblob(32) WHERE Sequence = 15", "event 15: was changed")]
    [InlineData("UPDATE Events SET ContentHash = zeroblob(32) WHERE Sequence = 3", "event 3: was changed")] // an erased one
    [InlineData("UPDATE Events SET AgentId = '999' WHERE Sequence = 3", "event 3: was changed")]
    [InlineData("UPDATE Events SET ReceivedAt = ReceivedAt - 9000000000000, Content = NULL WHERE Sequence = 15", "event 15: was changed")] // to be old enough
    [InlineData("UPDATE Events SET Content = x'00' WHERE Sequence = 3", "event 3: has another content")]
    [InlineData("UPDATE Events SET Content = CAST('{\"n\":\"number 3 was said\"}' AS BLOB) WHERE Sequence = 3", "event 3: got its content back")]
    [InlineData("UPDATE Events SET Content = NULL WHERE Sequence = 15; UPDATE DaySeals SET ErasedThrough = 20 WHERE First = 11; UPDATE DaySeals SET Day = '2026-11-20', Count = 99 WHERE First = 21", "The seal that begins with event 21 bears another day")] // to make the day before look dated ahead
    [InlineData("UPDATE DaySeals SET ErasedThrough = NULL WHERE First = 1", "event 3: lost its content, and the seal")]
    public async Task Verify_AlterationInTheGuiseOfRetention_NamesIt(string sql, string expected)
    {
        using var store = await ErasedAsync();
        DayChainTests.Execute(store, sql);
        Verify(store, out var findings);
        Assert.Contains(findings, finding => finding.ToString().StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prune_LinkedOverTheContentItself_KeptCountedAndNoFinding()
    {
        using var store = await FilledAsync();
        DayChainTests.Execute(store, "DELETE FROM Events; DELETE FROM DaySeals WHERE First > 0; DELETE FROM RecognitionText");
        using (var old = new OldAppender(store)) old.Append(Days());
        await DayChainTests.PruneAsync(store, Later, Short);
        Assert.All(await store.AllAsync(), stored => Assert.NotNull(stored.Content));
        var report = Verify(store, out var findings);
        Assert.Empty(findings);
        Assert.Equal((0, 4), (report.Erased, report.Unerasable));
    }

    [Fact]
    public async Task Prune_FromBeforeTheChain_Erased()
    {
        using var store = new TempStore();
        await using (var db = store.Open()) await db.Database.GetService<IMigrator>().MigrateAsync("20261121000003_PendingPassword");
        var at = TempStore.Noon.AddDays(-10).UtcTicks;
        DayChainTests.Execute(store, $"INSERT INTO Events (Sequence, ReceivedAt, Gateway, AgentId, Origin, Type, Content) VALUES (6, {at}, 'demo', '291', 2, 'Recognition', x'01'), (7, {at}, 'demo', '291', 0, 'Recognition', x'02')");
        await store.Startup().PrepareAsync(default);
        store.Append([TempStore.Event(8)]);
        await DayChainTests.PruneAsync(store, TempStore.Noon, Short);
        Assert.Equal([6], (await store.AllAsync()).Where(stored => stored.Content is null && stored.Sequence < 8).Select(stored => stored.Sequence));
        Verify(store, out var findings);
        Assert.Empty(findings);
    }

    [Fact]
    public async Task Prune_SecondRun_GoesOnWhereTheFirstEnded()
    {
        using var store = await ErasedAsync();
        var now = Later.AddDays(1).AddSeconds(10);
        await DayChainTests.PruneAsync(store, now, Short);
        Assert.Equal(8, DayChainTests.Verify(store, out var findings, options: Short, now: now).Erased);
        Assert.Empty(findings);
    }

    /// <summary>Nor does the verification accuse them of having gone too soon.</summary>
    [Fact]
    public async Task Prune_DatedByAClockThatRanAhead_GoesWithThoseAfterIt()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Days().Select(observed => observed.Sequence is 3 ? observed with { ReceivedAt = observed.ReceivedAt.AddDays(20) } : observed));
        var now = TempStore.Noon.AddDays(22);
        await DayChainTests.PruneAsync(store, now, Short);
        Assert.Equal([3, 6, 9, 12, 15, 18, 21, 24, 27, 30], (await store.AllAsync()).Where(stored => stored.Content is null).Select(stored => stored.Sequence));
        Assert.Equal(10, DayChainTests.Verify(store, out var findings, options: Short, now: now).Erased);
        Assert.Empty(findings);
    }

    private static ChainReport Verify(TempStore store, out List<ChainFinding> findings) => DayChainTests.Verify(store, out findings, options: Short, now: Later);

    private static async Task<TempStore> ErasedAsync()
    {
        var store = await FilledAsync();
        await DayChainTests.PruneAsync(store, Later, Short);
        return store;
    }

    private static async Task<TempStore> FilledAsync()
    {
        var store = await TempStore.CreateAsync();
        foreach (var batch in Days().Chunk(4)) store.Append(batch);
        return store;
    }

    private static IEnumerable<ObservedEvent> Days() => Enumerable.Range(1, 30).Select(n =>
    {
        var at = TempStore.Noon.AddDays((n - 1) / 10).AddSeconds(n);
        return n % 3 != 0
            ? TempStore.Event(n, content: $$"""{"n":{{n}}}""") with { ReceivedAt = at }
            : TempStore.Event(n, type: Utterance.EventType, content: $$"""{"n":"number {{n}} was said"}""") with
            {
                ReceivedAt = at,
                Origin = EventOrigin.Recognition,
                Event = new AgentEvent.Recognised(new Utterance { Stage = UtteranceStage.Final, Readings = [$"number {n}"] }),
            };
    });

    private static async Task<string> FileAsync(TempStore store)
    {
        DayChainTests.Execute(store, "PRAGMA wal_checkpoint(TRUNCATE)");
        return Encoding.Latin1.GetString(await File.ReadAllBytesAsync(store.Directory.Database));
    }

    /// <summary>Appends as the version before this one did.</summary>
    private sealed class OldAppender(TempStore store) : IDisposable
    {
        private readonly Microsoft.Data.Sqlite.SqliteConnection _connection = SqliteConnections.OpenStore(store.Directory.Database);

        public void Append(IEnumerable<ObservedEvent> events)
        {
            using var transaction = _connection.BeginTransaction();
            using var chain = new DayChain(_connection);
            chain.Begin(transaction);
            foreach (var observed in events)
            {
                var link = chain.LinkOf(observed, null)!;
                chain.Add(observed, link);
                using var insert = _connection.CreateCommand();
                insert.CommandText = "INSERT INTO Events (Sequence, ReceivedAt, Gateway, AgentId, Origin, Type, Content, Link) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
                object[] values = [observed.Sequence, observed.ReceivedAt.UtcTicks, observed.Agent.Gateway, observed.Agent.WorkNo, (long)observed.Origin, observed.Type, observed.Content.ToArray(), link];
                for (var at = 0; at < values.Length; at++) insert.Parameters.AddWithValue($"${at + 1}", values[at]);
                insert.ExecuteNonQuery();
            }
            chain.End();
            transaction.Commit();
        }

        public void Dispose() => _connection.Dispose();
    }
}
