namespace Supervisor.Web.Persistence;

/// <summary>What the audit has of backups, and how the last good one is found in it.</summary>
internal static class BackupRecord
{
    /// <summary>A backup was asked for: also in the copy that is then made, and after one that failed.</summary>
    public const string Begun = "store.backup.begin";

    /// <summary>It was made. Versions before wrote this when it was asked for.</summary>
    public const string Made = "store.backup";

    /// <summary>A backup was put in the place of the store.</summary>
    public const string Restored = "store.restore";

    /// <summary>
    /// When the last one was made that succeeded (ticks). A copy knows only that it was begun, as it was made of the store before; where a store was restored from it, it had succeeded.
    /// </summary>
    public const string Last = $"""
        SELECT At FROM Audit AS one WHERE Action = '{Made}'
            OR (Action = '{Begun}' AND '{Restored}' = (SELECT Action FROM Audit AS next WHERE next.Id > one.Id AND Action IN ('{Begun}', '{Restored}') ORDER BY next.Id LIMIT 1))
        ORDER BY Id DESC LIMIT 1
        """;
}
