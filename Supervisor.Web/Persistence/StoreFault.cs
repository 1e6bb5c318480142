using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>Says in words what is wrong with the store.</summary>
internal static class StoreFault
{
    // SQLite's result codes; SQLitePCL.raw, which names them, cannot be referenced beside Microsoft.Data.Sqlite (see SqliteLoader)
    private const int Busy = 5, Locked = 6, ReadOnly = 8, DiskError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    /// <summary>One sentence without the end mark: what happened, not what to do.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode switch
        {
            Full => "the disk is full",
            ReadOnly => "the file or its folder cannot be written",
            CannotOpen => "the file cannot be opened or made",
            Corrupt => "the file is damaged",
            NotADatabase => "the file is not a SQLite database",
            Busy or Locked => "another process holds it locked",
            DiskError => $"the disk reports an error (SQLite {sqlite.SqliteExtendedErrorCode})",
            _ => $"SQLite error {sqlite.SqliteExtendedErrorCode}: {sqlite.Message}",
        },
        UnauthorizedAccessException => "access is denied",
        IOException io => io.Message.TrimEnd('.'),
        _ => exception.GetType().Name,
    };

    /// <summary>What a person can do about it.</summary>
    public static string Advice(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: Full } => "Free some space, or put the data elsewhere",
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => "Restore it from a backup, or move it away to start with an empty store",
        SqliteException { SqliteErrorCode: Busy or Locked } => "End the other process, or wait until it is done",
        SqliteException { SqliteErrorCode: DiskError } => "Check the disk, or put the data elsewhere",
        _ => "Give this user the right to write there, or choose another folder",
    };
}
