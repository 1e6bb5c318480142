using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Intervals;

/// <summary>The tables in which intervals are made anew, beside those in use.</summary>
internal static class RebuiltIntervals
{
    private static readonly IntervalTables Old = IntervalTables.InUse, New = IntervalTables.Rebuilt;

    /// <summary>Makes them, empty; those that an interrupted rebuild has left go.</summary>
    public static void Create(SqliteConnection connection)
    {
        Drop(connection);
        Execute(connection, $"""
            CREATE TABLE {New.Chunks} (Place INTEGER NOT NULL PRIMARY KEY, EndsAt INTEGER NOT NULL, Count INTEGER NOT NULL, Data BLOB NOT NULL);
            CREATE TABLE {New.Lines} (Agent INTEGER NOT NULL PRIMARY KEY, Gateway TEXT NOT NULL, AgentId TEXT NOT NULL, State BLOB NOT NULL, GrowingPlace INTEGER NOT NULL);
            CREATE TABLE {New.Progress} (Id INTEGER NOT NULL PRIMARY KEY, Version INTEGER NOT NULL, Epoch INTEGER NOT NULL, Sequence INTEGER NOT NULL);
            INSERT INTO {New.Progress} VALUES (1, {IntervalFold.Version}, 0, 0);
            """);
    }

    /// <summary>Puts what is in them in the place of what is in use. Only inside a transaction; whoever folds notices by the epoch.</summary>
    public static void Use(SqliteConnection connection) => Execute(connection, $"""
        DELETE FROM {Old.Chunks};
        DELETE FROM {Old.Lines};
        INSERT INTO {Old.Chunks} SELECT Place, EndsAt, Count, Data FROM {New.Chunks} ORDER BY Place;
        INSERT INTO {Old.Lines} SELECT Agent, Gateway, AgentId, State, GrowingPlace FROM {New.Lines};
        UPDATE {Old.Progress} SET Version = {IntervalFold.Version}, Epoch = Epoch + 1, Sequence = (SELECT Sequence FROM {New.Progress});
        """);

    /// <summary>Removes them, if they are there.</summary>
    public static void Drop(SqliteConnection connection) =>
        Execute(connection, $"DROP TABLE IF EXISTS {New.Chunks}; DROP TABLE IF EXISTS {New.Lines}; DROP TABLE IF EXISTS {New.Progress};");

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
