using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

public sealed class DatabaseStartupTests
{
    /// <summary>The check that replaces EF's model snapshot: a migrated store and one made from the model have the same schema.</summary>
    [Fact]
    public async Task Migrations_Applied_EqualTheModel()
    {
        using var store = new TempStore();
        await using (var migrated = store.Open(store.PathOf("migrated.db"))) await migrated.Database.MigrateAsync();
        await using (var model = store.Open(store.PathOf("model.db"))) await model.Database.EnsureCreatedAsync();
        Assert.Equal(SqliteSchema.Of(store.PathOf("model.db")), SqliteSchema.Of(store.PathOf("migrated.db")));
    }

    [Fact]
    public async Task Prepare_TwiceAndInParallel_Idempotent()
    {
        using var store = new TempStore();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => store.Startup().PrepareAsync(default))));
        await store.Startup().PrepareAsync(default);
        Assert.Equal(0, await store.Events.LastSequenceAsync(default));
    }

    [Fact]
    public async Task Prepare_OpenedStore_WalFullSyncAndTheSystemLibrary()
    {
        using var store = await TempStore.CreateAsync();
        using var connection = SqliteConnections.OpenStore(store.Directory.Database);
        Assert.Equal("wal", Scalar(connection, "PRAGMA journal_mode"));
        Assert.Equal("2", Scalar(connection, "PRAGMA synchronous"));
        Assert.True(Version.Parse(Scalar(connection, "SELECT sqlite_version()")) >= new Version(3, 35));
    }

    [Fact]
    public async Task Prepare_MigrationKilledInTheMiddle_TakenUpAgain()
    {
        using var store = new TempStore();
        store.Directory.Create();
        using (var connection = SqliteConnections.OpenStore(store.Directory.Database))
        {
            // what EF leaves behind when its process dies while it migrates: others would wait for this row for ever
            Scalar(connection, """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-20'); SELECT 1""");
        }
        await store.Startup().PrepareAsync(default).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(0, await store.Events.LastSequenceAsync(default));
    }

    [Fact]
    public async Task Prepare_NotADatabase_SaysSoAndWhatToDo()
    {
        using var store = new TempStore();
        await File.WriteAllTextAsync(store.Directory.Database, new string('x', 5_000));
        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Startup().PrepareAsync(default));
        Assert.Contains("not a SQLite database", exception.Message, StringComparison.Ordinal);
        Assert.Contains("backup", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_PlaceThatCannotBeADirectory_SaysSo()
    {
        using var store = new TempStore();
        await File.WriteAllTextAsync(store.PathOf("file"), "");
        var directory = DataDirectory.From(new Microsoft.Extensions.Configuration.ConfigurationManager { [DataDirectory.Key] = store.PathOf("file/data") });
        var startup = new DatabaseStartup(directory, null!, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<DatabaseStartup>.Instance);
        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(() => startup.PrepareAsync(default));
        Assert.Contains(DataDirectory.Key, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, "cannot be written", "right to write")]
    [InlineData(13, "disk is full", "Free some space")]
    [InlineData(14, "cannot be opened", "right to write")]
    [InlineData(5, "another process", "other process")]
    [InlineData(11, "damaged", "backup")]
    public void Message_EachFaultOfSqlite_WhatAndWhatToDo(int code, string what, string advice)
    {
        var message = new StoreUnavailableException("the-store", new SqliteException("raw", code)).Message;
        Assert.Contains("the-store", message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.Contains(advice, message, StringComparison.Ordinal);
    }

    private static string Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!.ToString()!;
    }
}
