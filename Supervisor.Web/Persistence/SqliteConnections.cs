using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Supervisor.Web.Persistence;

/// <summary>How connections to the store are opened, in one place: write-ahead log, full sync, wait for a lock instead of failing.</summary>
internal static class SqliteConnections
{
    public static DbContextOptionsBuilder UseStore(this DbContextOptionsBuilder options, string file) => options
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString())
        .AddInterceptors(Pragmas.Instance)
        // migrations are written by hand; a test compares them with the model
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.ModelSnapshotNotFound, RelationalEventId.PendingModelChangesWarning));

    /// <summary>For the paths that EF would slow down: the append and the streaming reads. From the pool.</summary>
    public static SqliteConnection OpenStore(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString());
        return Opened(connection, Pragmas.Sql);
    }

    /// <summary>The one connection that appends events, of its own, outside the pool: it never checkpoints, so that no commit waits for that.</summary>
    /// <param name="file">The store.</param>
    /// <param name="patience">How long it waits for a lock of another process, in whole seconds; none: ten.</param>
    public static SqliteConnection OpenForAppending(string file, TimeSpan? patience = null)
    {
        var wait = patience ?? TimeSpan.FromSeconds(10);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = (int)wait.TotalSeconds }.ToString());
        return Opened(connection, string.Create(CultureInfo.InvariantCulture, $"{Pragmas.Sql} PRAGMA busy_timeout={wait.TotalMilliseconds:0}; PRAGMA wal_autocheckpoint=0;"));
    }

    /// <summary>
    /// The connection on which old history goes: what it deletes is overwritten, and no commit of its checkpoints. Nor does one wait for the disk while the writer waits for it: after a power
    /// cut the last steps are undone, whole, and done again.
    /// </summary>
    public static SqliteConnection OpenForPruning(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 30 }.ToString());
        return Opened(connection, Pragmas.Sql + " PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0; PRAGMA secure_delete=ON;");
    }

    /// <summary>The connection that checkpoints. It never waits for a reader: what is not done now is done at the next turn.</summary>
    public static SqliteConnection OpenForCheckpoints(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 1 }.ToString());
        return Opened(connection, "PRAGMA synchronous=FULL; PRAGMA busy_timeout=100;");
    }

    private static SqliteConnection Opened(SqliteConnection connection, string pragmas)
    {
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private sealed class Pragmas : DbConnectionInterceptor
    {
        public static readonly Pragmas Instance = new();

        public const string Sql = "PRAGMA journal_mode=WAL; PRAGMA busy_timeout=10000; PRAGMA synchronous=FULL;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Sql;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Sql;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
