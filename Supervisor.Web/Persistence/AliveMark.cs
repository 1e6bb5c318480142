using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>
/// Says on the disk, every few seconds, until when this process was there to see. The next run learns from it since when nobody was, also after a crash, a lost machine or a restored backup.
/// Whatever came before the mark is on the disk or recorded as lost.
/// </summary>
internal sealed class AliveMark(DataDirectory directory, IEventSink history, TimeProvider time, ILogger<AliveMark> logger) : BackgroundService
{
    /// <summary>Time between two marks: as much knowledge is given up after a crash, at most.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>When somebody was there to see, for the last time: the last mark, or the last event.</summary>
    public const string Seen = "SELECT MAX(COALESCE((SELECT AliveAt FROM RunMarks), 0), COALESCE((SELECT ReceivedAt FROM Events ORDER BY Sequence DESC LIMIT 1), 0))";

    private bool _failing;
    private bool _ended;

    /// <summary>Until when the run before this one was there to see (UTC): its last mark, or its last event. Null in the first run.</summary>
    public DateTimeOffset? LastSeen { get; private set; }

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        LastSeen = Read();
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Whoever hands events to the history has stopped by now, and the history is on the disk.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // a host may be stopped twice at once, by its owner and by its own end: what the second one says would be later than the truth
        if (!Interlocked.Exchange(ref _ended, true)) Mark(time.GetUtcNow());
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            var now = time.GetUtcNow();
            await history.WrittenAsync().WaitAsync(stoppingToken);
            Mark(now);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private DateTimeOffset? Read()
    {
        using var connection = SqliteConnections.OpenStore(directory.Database);
        using var command = connection.CreateCommand();
        command.CommandText = Seen;
        return command.ExecuteScalar() is long ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    private void Mark(DateTimeOffset at)
    {
        try
        {
            using var connection = SqliteConnections.OpenStore(directory.Database);
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO RunMarks (Id, AliveAt) VALUES (1, $at) ON CONFLICT (Id) DO UPDATE SET AliveAt = excluded.AliveAt";
            command.Parameters.AddWithValue("$at", at.UtcTicks);
            command.ExecuteNonQuery();
            _failing = false;
        }
        catch (SqliteException exception)
        {
            if (!_failing) Log.MarkFailed(logger, StoreFault.Describe(exception));
            _failing = true;
        }
    }
}
