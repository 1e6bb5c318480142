using Supervisor.Domain.Events;

namespace Supervisor.Web.Persistence;

/// <summary>
/// The only writer of events. Takes what the floor keeper hands over and writes it in batches: what comes within
/// <see cref="Linger"/> is one transaction of up to <see cref="BatchSize"/>, so that a killed process loses no more than 250 ms.
/// A disk that refuses is tried again until it takes the batch; events wait meanwhile, and are lost only when the queue is full.
/// </summary>
internal sealed class EventWriter(EventQueue queue, IEventAppender appender, EventStore store, TimeProvider time, ILogger<EventWriter> logger) : IEventSink, IHostedService, IAsyncDisposable
{
    /// <summary>Most events of one transaction.</summary>
    public const int BatchSize = 500;

    /// <summary>How long the first event of a batch waits for company.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // never disposed: they hold no timer, and stopping may come late and twice
    private readonly CancellationTokenSource _completing = new();
    private readonly CancellationTokenSource _abandoning = new();
    private readonly WriteMarks _marks = new();
    private CancellationTokenSource _hurry = new();
    private Task _loop = Task.CompletedTask;
    private volatile string? _fault;
    private long _lastWriteTicks;
    private long _abandoned;
    private long _takenAt;

    /// <summary>How the history is kept at this moment.</summary>
    public EventWriterHealth Health => new(
        queue.Count,
        Interlocked.Read(ref _lastWriteTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
        _fault,
        queue.Overloaded,
        queue.Lost + Interlocked.Read(ref _abandoned));

    /// <summary>For how long the events in hand have waited to be on the disk; zero where there are none. A disk that hangs raises no fault.</summary>
    public TimeSpan Unwritten => Interlocked.Read(ref _takenAt) is var since and not 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>The number of the newest event of the history; the floor keeper goes on from there. Never goes back, also across pruning.</summary>
    public Task<long> LastSequenceAsync(CancellationToken cancellationToken) => store.LastSequenceAsync(cancellationToken);

    /// <inheritdoc />
    public bool HasRoom => !queue.Overloaded;

    /// <summary>Never blocks; call from one thread at a time, in order of sequence. False: the queue is full, the event is lost and counted.</summary>
    public bool TryWrite(ObservedEvent observed) => queue.TryWrite(observed);

    /// <inheritdoc />
    public Task WrittenAsync()
    {
        var written = _marks.ReachedAsync(queue.Entered);
        if (!written.IsCompleted) Volatile.Read(ref _hurry).Cancel();
        return written;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => CompleteAsync(cancellationToken);

    /// <summary>
    /// No more events will come: writes all that wait, then returns. Cancelling gives up on a disk that refuses; what is lost then is logged.
    /// </summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        await _completing.CancelAsync();
        await using (cancellationToken.Register(_abandoning.Cancel)) await _loop;
    }

    /// <summary>For whoever did not stop it in order. The container disposes a hosted singleton once per registration, and a host may stop twice.</summary>
    public async ValueTask DisposeAsync()
    {
        await _abandoning.CancelAsync();
        await CompleteAsync(CancellationToken.None);
    }

    private async Task RunAsync()
    {
        var batch = new List<ObservedEvent>(BatchSize);
        while (await queue.WaitAsync())
        {
            if (queue.Count < BatchSize) await LingerAsync();
            while (queue.TryTake(batch, BatchSize))
            {
                if (!await TryWriteAsync(batch)) { Abandon(batch.Count); return; }
                _marks.Advance(batch.Count);
                batch.Clear();
                queue.Settle();
            }
        }
        foreach (var gaps in queue.TakeGaps().Chunk(BatchSize))
            if (!await TryWriteAsync(gaps)) { Abandon(gaps.Length); return; }
        _marks.Close();
        appender.Dispose();
    }

    // Company makes a batch cheap; somebody who waits for the disk makes it short.
    private async Task LingerAsync()
    {
        var hurry = Volatile.Read(ref _hurry);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(hurry.Token, _completing.Token);
        await Task.Delay(Linger, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (hurry.IsCancellationRequested) Volatile.Write(ref _hurry, new CancellationTokenSource());
    }

    /// <summary>Tries until the disk takes the batch. False: the app ends and cannot wait any longer.</summary>
    private async Task<bool> TryWriteAsync(IReadOnlyList<ObservedEvent> batch)
    {
        Interlocked.Exchange(ref _takenAt, time.GetTimestamp());
        for (var failed = 0; ; failed++)
        {
            try
            {
                if (appender.Append(batch) is var taken and > 0) Log.SequenceTaken(logger, taken);
                Interlocked.Exchange(ref _lastWriteTicks, time.GetUtcNow().UtcTicks);
                Interlocked.Exchange(ref _takenAt, 0);
                _fault = null;
                if (failed > 0) Log.WriteResumed(logger, failed, queue.Count);
                return true;
            }
            catch (Exception exception) // whatever it is, the events are still in hand and the loop must live
            {
                _fault = StoreFault.Describe(exception);
                if (failed == 0) Log.WriteFailed(logger, _fault, exception);
            }
            if (_abandoning.IsCancellationRequested) return false;
            await Task.Delay(Pause(failed), time, _abandoning.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Abandon(int inHand)
    {
        var count = inHand + queue.Count;
        Interlocked.Add(ref _abandoned, count);
        Log.StoppedWithEventsUnwritten(logger, count);
        _marks.Close();
        appender.Dispose();
    }

    private static TimeSpan Pause(int failed) =>
        failed >= 6 ? LongestPause : TimeSpan.FromMilliseconds(100 * (1 << failed));
}
