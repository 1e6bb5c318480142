using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Events;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

public sealed class EventWriterTests
{
    [Fact]
    public async Task TryWrite_EveryField_ReadBackBitForBit()
    {
        using var store = await TempStore.CreateAsync();
        var bytes = Encoding.UTF8.GetBytes("""{ "b" : 1.50, "a":"é\u00e9\n" , "x":null}""");
        var padded = new byte[bytes.Length + 20];
        bytes.CopyTo(padded, 7);
        var observed = TempStore.Event(41) with
        {
            ReceivedAt = TempStore.Noon.AddTicks(1234567),
            GeneratedAt = TempStore.Noon.AddMilliseconds(-3).ToOffset(TimeSpan.FromHours(8)),
            Origin = EventOrigin.Supervisor,
            Content = padded.AsMemory(7, bytes.Length),
        };
        await WriteAsync(store, [observed, TempStore.Event(42)]);

        var (first, second) = (await store.AllAsync()) is [var a, var b] ? (a, b) : throw new InvalidOperationException("not two rows");
        Assert.Equal(41, first.Sequence);
        Assert.Equal(observed.ReceivedAt, first.ReceivedAt);
        Assert.Equal(observed.GeneratedAt, first.GeneratedAt);
        Assert.Equal(("demo", "291", EventOrigin.Supervisor, "AgentState_Ready"), (first.Gateway, first.AgentId, first.Origin, first.Type));
        Assert.Equal(bytes, first.Content);
        Assert.Null(second.Content);
        Assert.Null(second.GeneratedAt);
    }

    [Fact]
    public async Task TryWrite_ManyBatches_AllInOrder()
    {
        using var store = await TempStore.CreateAsync();
        await WriteAsync(store, Enumerable.Range(1, 5_000).Select(n => TempStore.Event(n, agent: (100 + (n % 60)).ToString())));
        Assert.Equal(Enumerable.Range(1, 5_000).Select(n => (long)n), (await store.AllAsync()).Select(stored => stored.Sequence));
    }

    [Fact]
    public async Task TryWrite_RunningWriter_OnDiskWithinItsLinger()
    {
        using var store = await TempStore.CreateAsync();
        await using var writer = store.Writer();
        await writer.StartAsync(default);
        Assert.True(writer.TryWrite(TempStore.Event(1)));
        await Eventually.IsTrueAsync(() => writer.Health.LastWriteAt is not null, "the event is written");
        Assert.Single(await store.AllAsync()); // through another connection, while the writer still runs: it is in the log on disk
    }

    [Fact]
    public async Task Written_WhatWasTakenBefore_IsOnTheDisk()
    {
        using var store = await TempStore.CreateAsync();
        await using var writer = store.Writer();
        await writer.StartAsync(default);
        Assert.True(writer.WrittenAsync().IsCompletedSuccessfully);
        for (var n = 1; n <= 1_200; n++)
        {
            Assert.True(writer.TryWrite(TempStore.Event(n)));
            if (n % 400 != 0) continue;
            await writer.WrittenAsync();
            Assert.Equal(n, (await store.AllAsync()).Count);
        }
    }

    [Fact]
    public async Task Written_DiskThatNeverTakesIt_EndsWithTheWriter()
    {
        using var store = await TempStore.CreateAsync();
        var writer = store.Writer(new BreakableDisk(new EventAppender(store.Directory)) { Broken = true });
        await writer.StartAsync(default);
        Assert.True(writer.TryWrite(TempStore.Event(1)));
        var written = writer.WrittenAsync();
        await Eventually.IsTrueAsync(() => writer.Health.Fault is not null, "the disk refuses");
        Assert.False(written.IsCompleted);

        await writer.DisposeAsync();
        await written;
    }

    [Fact]
    public async Task LastSequence_AfterRestart_GoesOn()
    {
        using var store = await TempStore.CreateAsync();
        await using (var first = store.Writer()) Assert.Equal(0, await first.LastSequenceAsync(default));
        await WriteAsync(store, [TempStore.Event(7), TempStore.Event(9)]);
        await using var second = store.Writer();
        Assert.Equal(9, await second.LastSequenceAsync(default));
    }

    [Fact]
    public async Task TryWrite_FullQueue_GapsInThePlaceOfTheLost()
    {
        using var store = await TempStore.CreateAsync();
        var log = new LogLines();
        await using var writer = store.Writer(capacity: 4, log: log);
        for (var n = 1; n <= 4; n++) Assert.True(writer.TryWrite(TempStore.Event(n, "101")));
        Assert.False(writer.TryWrite(TempStore.Event(5, "102")));
        Assert.False(writer.TryWrite(TempStore.Event(6, "103")));
        Assert.False(writer.TryWrite(TempStore.Event(7, "102")));
        Assert.True(writer.Health.IsDegraded);
        Assert.Equal(3, writer.Health.Lost);

        await writer.StartAsync(default);
        await Eventually.IsTrueAsync(() => !writer.Health.IsDegraded && writer.Health.Queued == 0, "the queue is empty");
        Assert.True(writer.TryWrite(TempStore.Event(8, "102")));
        await writer.CompleteAsync(default);

        var all = await store.AllAsync();
        Assert.Equal([1L, 2, 3, 4, 5, 6, 8], all.Select(stored => stored.Sequence));
        Assert.Equal([("102", 2), ("103", 1)], all.Where(stored => stored.Type == SupervisorEventTypes.Gap)
            .Select(stored => (stored.AgentId, System.Text.Json.JsonDocument.Parse(stored.Content!).RootElement.GetProperty("lost").GetInt32())));
        Assert.All(all.Where(stored => stored.Type == SupervisorEventTypes.Gap), stored => Assert.Equal(EventOrigin.Supervisor, stored.Origin));
        Assert.Equal([4010, 4011], log.Ids); // one warning for the episode, one line at its end
    }

    [Fact]
    public async Task TryWrite_HugeContents_BoundedByBytesToo()
    {
        using var store = await TempStore.CreateAsync();
        await using var writer = store.Writer(maxBytes: 10);
        Assert.True(writer.TryWrite(TempStore.Event(1, content: "\"0123456789\"")));
        Assert.False(writer.TryWrite(TempStore.Event(2)));
        await writer.StartAsync(default);
        await writer.CompleteAsync(default);
        Assert.Equal(["AgentState_Ready", SupervisorEventTypes.Gap], (await store.AllAsync()).Select(stored => stored.Type));
    }

    [Fact]
    public async Task Append_DiskFails_KeptAndRetriedUntilItWorks()
    {
        using var store = await TempStore.CreateAsync();
        var log = new LogLines();
        var disk = new BreakableDisk(new EventAppender(store.Directory)) { Broken = true };
        await using var writer = store.Writer(disk, log: log);
        await writer.StartAsync(default);
        for (var n = 1; n <= 700; n++) Assert.True(writer.TryWrite(TempStore.Event(n)));
        await Eventually.IsTrueAsync(() => disk.Attempts >= 2 && writer.Health.Fault is not null, "the write fails twice");
        Assert.True(writer.Health.IsDegraded);
        Assert.Contains("disk", writer.Health.Fault, StringComparison.OrdinalIgnoreCase);

        disk.Broken = false;
        await Eventually.IsTrueAsync(() => writer.Health is { Fault: null, Queued: 0 }, "it resumes by itself");
        await writer.CompleteAsync(default);
        Assert.Equal(700, (await store.AllAsync()).Count);
        Assert.Equal(0, writer.Health.Lost);
        Assert.Equal([4012, 4013], log.Ids); // one error for the episode, one line at its end
    }

    [Fact]
    public async Task Append_DiskHangs_IsKnownByTheTimeUntilItAnswers()
    {
        using var store = await TempStore.CreateAsync();
        var time = new ManualTimeProvider();
        var disk = new HangingDisk();
        await using var writer = new EventWriter(new EventQueue(10, 1_000, NullLogger<EventQueue>.Instance), disk, store.Events, time, NullLogger<EventWriter>.Instance);
        using var last = disk; // answers before the writer is waited for
        await writer.StartAsync(default);
        time.Advance(TimeSpan.FromHours(1)); // a quiet night is no trouble
        Assert.Equal(TimeSpan.Zero, writer.Unwritten);
        Assert.True(writer.TryWrite(TempStore.Event(1)));
        await Eventually.IsTrueAsync(() => time.ArmedTimers == 1, "it waits for company");
        var lingered = Task.Run(() => time.Advance(EventWriter.Linger)); // the writer may go on in it, and then stands with the disk
        await Eventually.IsTrueAsync(() => disk.IsAsked, "the disk is asked");

        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal((TimeSpan.FromSeconds(31), null), (writer.Unwritten, writer.Health.Fault));

        disk.Answer();
        await Eventually.IsTrueAsync(() => writer.Unwritten == TimeSpan.Zero, "it is written");
        await lingered;
    }

    [Fact]
    public async Task Append_FaultAfterTheCommit_NothingTwice()
    {
        using var store = await TempStore.CreateAsync();
        var disk = new BreakableDisk(new EventAppender(store.Directory)) { FailAfterCommit = 1 };
        await using var writer = store.Writer(disk);
        await writer.StartAsync(default);
        for (var n = 1; n <= 10; n++) writer.TryWrite(TempStore.Event(n));
        await writer.CompleteAsync(default);
        Assert.Equal(10, (await store.AllAsync()).Count);
    }

    [Fact]
    public async Task Append_SequenceTakenByAnotherProcess_CountedAndLogged()
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(1, content: "\"theirs\"")]);
        var log = new LogLines();
        await using var writer = store.Writer(log: log);
        await writer.StartAsync(default);
        writer.TryWrite(TempStore.Event(1, content: "\"ours\""));
        writer.TryWrite(TempStore.Event(2));
        await writer.CompleteAsync(default);
        Assert.Equal([4014], log.Ids);
        Assert.Equal(2, (await store.AllAsync()).Count);
    }

    [Fact]
    public async Task Complete_ManyWaiting_AllWrittenBeforeItReturns()
    {
        using var store = await TempStore.CreateAsync();
        await using var writer = store.Writer();
        for (var n = 1; n <= 3_210; n++) Assert.True(writer.TryWrite(TempStore.Event(n)));
        await writer.StartAsync(default);
        await writer.StopAsync(default);
        Assert.Equal(3_210, (await store.AllAsync()).Count);
        Assert.False(writer.TryWrite(TempStore.Event(3_211)));
    }

    [Fact]
    public async Task Complete_DeadDiskAndHostGivesUp_EndsAndSaysWhatIsLost()
    {
        using var store = await TempStore.CreateAsync();
        var log = new LogLines();
        await using var writer = store.Writer(new BreakableDisk(new EventAppender(store.Directory)) { Broken = true }, log: log);
        for (var n = 1; n <= 10; n++) writer.TryWrite(TempStore.Event(n));
        await writer.StartAsync(default);
        using var hostGivesUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await writer.StopAsync(hostGivesUp.Token);
        Assert.Contains(4015, log.Ids);
        Assert.Equal(10, writer.Health.Lost);
    }

    private static async Task WriteAsync(TempStore store, IEnumerable<ObservedEvent> events)
    {
        await using var writer = store.Writer();
        await writer.StartAsync(default);
        foreach (var observed in events) Assert.True(writer.TryWrite(observed));
        await writer.CompleteAsync(default);
    }

    /// <summary>Takes what it gets, and does not come back until the test says so.</summary>
    private sealed class HangingDisk : IEventAppender
    {
        private readonly ManualResetEventSlim _answer = new();
        private volatile bool _isAsked;

        public bool IsAsked => _isAsked;

        public void Answer() => _answer.Set();

        public int Append(IReadOnlyList<ObservedEvent> batch)
        {
            _isAsked = true;
            _answer.Wait(CancellationToken.None);
            return 0;
        }

        public void Dispose() => _answer.Set();
    }

    /// <summary>A disk that can be full, and one that fails after the data has reached it.</summary>
    private sealed class BreakableDisk(EventAppender disk) : IEventAppender
    {
        private int _attempts;

        public bool Broken { get; set => Volatile.Write(ref field, value); }

        public int FailAfterCommit { get; set; }

        public int Attempts => Volatile.Read(ref _attempts);

        public int Append(IReadOnlyList<ObservedEvent> batch)
        {
            Interlocked.Increment(ref _attempts);
            if (Broken) throw new IOException("No space left on device, the disk is full");
            var taken = disk.Append(batch);
            if (FailAfterCommit-- > 0) throw new IOException("The disk failed after the commit");
            return taken;
        }

        public void Dispose() => disk.Dispose();
    }
}
