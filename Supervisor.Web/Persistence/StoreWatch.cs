using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>
/// Finds damage of the store file: soon after the start and once a day where the file is small enough to be read through in passing, and at once when anybody meets it.
/// Whoever meets it: a page, the pruner, the writer. Each of some forty places would have to tell, and the next one would forget; so the exceptions themselves are watched, and then the file is asked.
/// </summary>
internal sealed class StoreWatch(DataDirectory directory, StoreIntegrity integrity, TimeProvider time, ILogger<StoreWatch> logger) : BackgroundService
{
    /// <summary>Larger files are read through only where there is a reason, and by <c>doctor</c>.</summary>
    private const long InPassing = 1024L * 1024 * 1024;

    private const int Corrupt = 11, NotADatabase = 26;

    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private TaskCompletionSource _met = NewSignal();

    /// <summary>What is wrong with the file, in SQLite's words; null where nothing is. Reads all of it, without holding up the writer.</summary>
    public static string? Check(string file)
    {
        try
        {
            using var connection = SqliteConnections.OpenStore(file);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            var found = (string)command.ExecuteScalar()!;
            // "*** in database main ***" and the place are two lines
            return found == "ok" ? null : found.ReplaceLineEndings(" ").Trim();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is Corrupt or NotADatabase)
        {
            return StoreFault.Describe(exception);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        AppDomain.CurrentDomain.FirstChanceException += Notice;
        try
        {
            for (var asked = false; integrity.Damage is null;)
            {
                if (asked || new FileInfo(directory.Database).Length <= InPassing) await LookAsync(asked, stoppingToken);
                if (asked) await Task.Delay(Pause, time, stoppingToken); // a reason that the check cannot see must not keep it reading
                var met = Volatile.Read(ref _met);
                asked = await Task.WhenAny(met.Task, Task.Delay(Daily, time, stoppingToken)) == met.Task;
                if (asked) Volatile.Write(ref _met, NewSignal());
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Notice;
        }
    }

    private async Task LookAsync(bool asked, CancellationToken stopping)
    {
        try
        {
            // Reads may take long: not on the thread that starts the app.
            if (await Task.Run(() => Check(directory.Database), stopping) is { } damage) integrity.Found(damage);
            else if (asked) Log.DamageNotFound(logger);
        }
        catch (SqliteException exception)
        {
            Log.CheckFailed(logger, StoreFault.Describe(exception));
        }
    }

    private void Notice(object? sender, FirstChanceExceptionEventArgs raised)
    {
        if (raised.Exception is SqliteException { SqliteErrorCode: Corrupt or NotADatabase }) Volatile.Read(ref _met).TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
