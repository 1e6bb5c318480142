using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Intervals;

/// <summary>
/// Keeps the state intervals up with the events: every second, and whenever somebody asks. Off the way of the events, which never wait for it; the intervals are a reading of the history and can be
/// made again from it. Also used by the command line, which runs no host.
/// </summary>
internal sealed class IntervalKeeper(DataDirectory directory, IOptions<HistoryOptions> options, TimeProvider time, ILogger<IntervalKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(1);

    /// <summary>From so many events on, folding them is worth a line in the log.</summary>
    private const long WorthTelling = 50_000;

    private readonly IntervalFold _fold = new(directory, IntervalTables.InUse);

    [SuppressMessage("Usage", "CA2213", Justification = "It has no wait handle, and somebody may still ask while the app stops.")]
    private readonly SemaphoreSlim _turn = new(1, 1);

    private bool _failing;
    private DateTimeOffset _prunedAt;

    /// <summary>Folds what is in the history by now. What is written later may be in or not.</summary>
    /// <exception cref="SqliteException">The store cannot be read or written.</exception>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await Task.Run(() => CatchUp(cancellationToken), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The same for a reader: what cannot be folded at the moment, as on a full disk, must not keep it from what is there.</summary>
    public async Task TryCatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CatchUpAsync(cancellationToken);
        }
        catch (SqliteException)
        {
            // the loop says so, once, and goes on trying
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Turn, time);
        do
        {
            try
            {
                await CatchUpAsync(stoppingToken);
                if (_failing) Log.FoldResumed(logger);
                _failing = false;
            }
            catch (Exception exception) when (exception is not OperationCanceledException) // whatever it is, the events are safe and the loop must live
            {
                if (!_failing) Log.FoldFailed(logger, StoreFault.Describe(exception), exception);
                _failing = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void CatchUp(CancellationToken cancellationToken)
    {
        var (began, events) = (time.GetTimestamp(), 0L);
        while (_fold.Step() is var taken and > 0)
        {
            events += taken;
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (events >= WorthTelling) Log.Folded(logger, events, time.GetElapsedTime(began).TotalSeconds);
        if (time.GetUtcNow() - _prunedAt < PruneInterval) return;
        _prunedAt = time.GetUtcNow();
        var cutoff = _prunedAt.AddDays(-options.Value.RetentionDays);
        if (IntervalPruning.Run(directory, cutoff, cancellationToken) is var removed and > 0) Log.Pruned(logger, removed, cutoff);
    }
}
