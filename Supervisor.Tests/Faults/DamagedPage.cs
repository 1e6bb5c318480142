using Microsoft.Data.Sqlite;

namespace Supervisor.Tests.Faults;

/// <summary>Makes pages of a store file unreadable, as a failing disk or a torn write does.</summary>
internal static class DamagedPage
{
    /// <summary>Overwrites the first page of a table or index, behind SQLite's back.</summary>
    public static void Of(string file, string table)
    {
        long size, page;
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
            command.CommandText = "PRAGMA page_size";
            size = (long)command.ExecuteScalar()!;
            command.CommandText = $"SELECT rootpage FROM sqlite_master WHERE name = '{table}'";
            page = (long)command.ExecuteScalar()!;
        }

        using var bytes = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        bytes.Seek((page - 1) * size, SeekOrigin.Begin);
        bytes.Write(Enumerable.Repeat((byte)0xEE, (int)size).ToArray());
    }
}
