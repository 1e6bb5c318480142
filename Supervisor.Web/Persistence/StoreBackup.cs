using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>
/// A backup is one file: the store as of one moment, with the keys of the data directory in a table of their own, so that the passwords in it can be read again. Whoever has the
/// file has the passwords; it is made with owner-only rights.
/// </summary>
internal static class StoreBackup
{
    /// <summary>The table by which a backup is told from a store.</summary>
    private const string Keys = "BackupKeys";

    /// <summary>
    /// Copies while the app runs: page by page with constant memory, as of the moment it begins. A reader of the write-ahead log never blocks the writer. In one step on purpose:
    /// a copy in several begins anew with every batch that is written meanwhile, and on a busy site never ends.
    /// </summary>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    /// <exception cref="SqliteException">The store cannot be read, or the disk is full.</exception>
    public static void Make(DataDirectory directory, string file, DateTimeOffset now)
    {
        if (File.Exists(file)) throw new IOException($"{file} is there already. Choose another name.");
        var part = $"{file}.{Guid.NewGuid():N}.part";
        try
        {
            OwnerOnlyFile.Create(part);
            using (var source = SqliteConnections.OpenStore(directory.Database))
            using (var copy = Open(part, SqliteOpenMode.ReadWrite))
            {
                source.BackupDatabase(copy);
                // one whole file, without a log beside it
                Execute(copy, $"PRAGMA journal_mode=DELETE; CREATE TABLE {Keys} (Name TEXT NOT NULL PRIMARY KEY, Content BLOB NOT NULL, MadeAt TEXT NOT NULL)");
                foreach (var key in Directory.EnumerateFiles(directory.Keys, "*.xml"))
                {
                    Execute(copy, $"INSERT INTO {Keys} VALUES ($name, $content, $at)", ("$name", Path.GetFileName(key)), ("$content", File.ReadAllBytes(key)),
                        ("$at", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
                }
            }
            File.Move(part, file, overwrite: false);
        }
        finally
        {
            DeleteStore(part);
        }
    }

    /// <summary>
    /// Puts a backup in the place of the store, whole or not at all. The keys come beside those that are there. The caller holds the directory alone.
    /// </summary>
    /// <returns>Null when done; else why the file cannot be restored, in words.</returns>
    /// <exception cref="IOException">The data directory cannot be written.</exception>
    public static string? Restore(DataDirectory directory, string file)
    {
        var draft = directory.Database + ".restoring";
        try
        {
            DeleteStore(draft);
            OwnerOnlyFile.Create(draft);
            if (Copy(file, draft, out var keys) is { } refused) return refused;
            foreach (var (name, content) in keys) OwnerOnlyFile.Replace(Path.Combine(directory.Keys, name), key => key.Write(content));
            SqliteConnection.ClearAllPools(); // they would go on with the old file
            // the log of the old store would be played into the new one
            DeleteStore(directory.Database);
            File.Move(draft, directory.Database);
            return null;
        }
        catch (SqliteException fault)
        {
            return $"{file} cannot be restored: {StoreFault.Describe(fault)}.";
        }
        finally
        {
            DeleteStore(draft);
        }
    }

    private static string? Copy(string file, string draft, out List<(string Name, byte[] Content)> keys)
    {
        keys = [];
        using var copy = Open(draft, SqliteOpenMode.ReadWrite);
        using (var source = Open(file, SqliteOpenMode.ReadOnly))
        {
            if (Scalar(source, $"SELECT COUNT(*) FROM sqlite_master WHERE name IN ('{Keys}', 'Events', 'DaySeals', '__EFMigrationsHistory')") is not 4L) return $"{file} is not a backup of Supervisor.";
            source.BackupDatabase(copy);
        }
        if (Scalar(copy, "PRAGMA quick_check(1)") is not "ok") return $"{file} is damaged.";
        if (Scalar(copy, "SELECT MAX(MigrationId) FROM __EFMigrationsHistory") is string newest && string.CompareOrdinal(newest, NewestMigration()) > 0)
            return $"{file} was made by a newer version of Supervisor ({newest}).";
        using (var command = copy.CreateCommand())
        {
            command.CommandText = $"SELECT Name, Content FROM {Keys}";
            using var reader = command.ExecuteReader();
            // a name from a file that anybody may have made: never a path
            while (reader.Read()) keys.Add((Path.GetFileName(reader.GetString(0)), reader.GetFieldValue<byte[]>(1)));
        }
        Execute(copy, $"DROP TABLE {Keys}");
        return null;
    }

    private static string NewestMigration() => typeof(StoreBackup).Assembly.GetTypes()
        .Select(type => type.GetCustomAttributes(typeof(Microsoft.EntityFrameworkCore.Migrations.MigrationAttribute), inherit: false).OfType<Microsoft.EntityFrameworkCore.Migrations.MigrationAttribute>().FirstOrDefault()?.Id)
        .Max(StringComparer.Ordinal)!;

    private static void DeleteStore(string file)
    {
        foreach (var ending in (string[])["", "-wal", "-shm", "-journal"]) File.Delete(file + ending);
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}
