using Microsoft.Data.Sqlite;

namespace Supervisor.Tests.Support;

/// <summary>Removes what a test's app has left. A read that was under way when the app stopped may still end, and SQLite tidies its files when the last connection closes.</summary>
internal static class Folders
{
    public static Task DeleteAsync(string path) => Eventually.IsTrueAsync(() => TryDelete(path), $"the app has let go of {path}");

    private static bool TryDelete(string path)
    {
        try
        {
            SqliteConnection.ClearAllPools();
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
