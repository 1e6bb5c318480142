using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>
/// Moves the write-ahead log into the store, on a connection of its own: inside a commit it costs the writer up to a quarter of a second.
/// Passive, beside the writer; only a log that has grown past <see cref="TooLong"/> (a reader held it) is cut with a short lock.
/// </summary>
internal sealed class WalCheckpointer(DataDirectory directory, TimeProvider time, ILogger<WalCheckpointer> logger) : BackgroundService
{
    private const long WorthIt = 1024 * 1024;
    private const long TooLong = 64 * 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new(); // a host may be stopped twice at once
    private SqliteConnection? _connection;
    private bool _failing;
    private bool _stopped;

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Checkpoint("TRUNCATE"); // the event writer has drained by now: leave one whole file
        lock (_gate)
        {
            _stopped = true;
            Close();
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var log = new FileInfo(directory.Database + "-wal");
            if (log.Exists && log.Length > WorthIt) Checkpoint(log.Length > TooLong ? "TRUNCATE" : "PASSIVE");
        }
    }

    private void Checkpoint(string mode)
    {
        lock (_gate)
        {
            if (_stopped) return;
            try
            {
                _connection ??= SqliteConnections.OpenForCheckpoints(directory.Database);
                using var command = _connection.CreateCommand();
                command.CommandText = $"PRAGMA wal_checkpoint({mode})";
                command.ExecuteNonQuery();
                _failing = false;
            }
            catch (SqliteException exception)
            {
                Close();
                if (!_failing) Log.CheckpointFailed(logger, StoreFault.Describe(exception));
                _failing = true;
            }
        }
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
