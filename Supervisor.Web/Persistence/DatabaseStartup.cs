using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Supervisor.Web.Persistence;

/// <summary>Creates or migrates the store before anything else starts.</summary>
internal sealed class DatabaseStartup(DataDirectory directory, IDbContextFactory<SupervisorDb> databases, TimeProvider time, ILogger<DatabaseStartup> logger) : IHostedLifecycleService
{
    /// <summary>Also called by the command line, which runs no host.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be used; the message says why and what to do.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            directory.Create();
            using var held = await MigrationLock.TakeAsync(directory.Database, time, cancellationToken);
            CreateOwnerOnly(directory.Database);
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await db.Database.OpenConnectionAsync(cancellationToken);
            await MigrateAsync(db, cancellationToken);
            Log.StoreReady(logger, directory.Database);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(directory.Database, exception);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => PrepareAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Also where the directory was made by somebody else with wider rights. SQLite gives its log the rights of the file.</summary>
    private static void CreateOwnerOnly(string file)
    {
        if (!File.Exists(file)) OwnerOnlyFile.Create(file);
    }

    private async Task MigrateAsync(SupervisorDb db, CancellationToken cancellationToken)
    {
        // a file that can be read but not written would otherwise be found out by the first event
        await db.Database.ExecuteSqlRawAsync("BEGIN IMMEDIATE; ROLLBACK;", cancellationToken);
        if (!(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()) return;
        await ReleaseDeadLockAsync(db, cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>We hold the lock on the file, so a row in EF's lock table was left by a process that died.</summary>
    private async Task ReleaseDeadLockAsync(SupervisorDb db, CancellationToken cancellationToken)
    {
        var tables = await db.Database.SqlQueryRaw<int>("""SELECT COUNT(*) AS "Value" FROM sqlite_master WHERE name = '__EFMigrationsLock'""").SingleAsync(cancellationToken);
        if (tables == 1 && await db.Database.ExecuteSqlRawAsync("""DELETE FROM "__EFMigrationsLock";""", cancellationToken) > 0) Log.MigrationTakenUp(logger);
    }
}
