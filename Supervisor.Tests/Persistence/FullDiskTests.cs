using Microsoft.Data.Sqlite;
using Supervisor.Domain.Events;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

/// <summary>What a full disk does to the floor and to the history.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task FullDisk_EventsGoOn_FloorStaysLiveLossIsRecordedAndWritingResumes()
    {
        using var store = await TempStore.CreateAsync();
        var disk = new FullDisk(new EventAppender(store.Directory));
        await using var writer = store.Writer(disk, capacity: 50);
        await writer.StartAsync(default);
        disk.IsFull = true;
        // what a queue cannot hold, it loses and counts: nobody waits for the disk
        for (var n = 1; n <= 200; n++) writer.TryWrite(TempStore.Event(n));
        await Eventually.IsTrueAsync(() => writer.Health is { Fault: not null, Overloaded: true }, "the disk is found full");
        Assert.Contains("full", writer.Health.Fault, StringComparison.Ordinal);
        var lost = writer.Health.Lost;
        Assert.True(lost > 0);

        disk.IsFull = false;
        await Eventually.IsTrueAsync(() => writer.Health is { Fault: null, Overloaded: false, Queued: 0 }, "it resumes by itself");
        Assert.True(writer.TryWrite(TempStore.Event(201)));
        await writer.CompleteAsync(default);
        var all = await store.AllAsync();
        var gap = Assert.Single(all, stored => stored.Type == SupervisorEventTypes.Gap);
        Assert.Contains($"\"lost\":{lost}", System.Text.Encoding.UTF8.GetString(gap.Content!), StringComparison.Ordinal);
        Assert.Equal(201, all.Count - 1 + lost);
        DayChainTests.Verify(store, out var findings);
        Assert.Empty(findings);
    }

    /// <summary>Refuses as SQLite does on a full disk (SQLITE_FULL).</summary>
    private sealed class FullDisk(EventAppender disk) : IEventAppender
    {
        public bool IsFull { get; set => Volatile.Write(ref field, value); }

        public int Append(IReadOnlyList<ObservedEvent> batch) => IsFull ? throw new SqliteException("database or disk is full", 13) : disk.Append(batch);

        public void Dispose() => disk.Dispose();
    }
}
