namespace Supervisor.Web.Persistence;

/// <summary>
/// Lets one process at a time create or migrate the store. A lock on a file, because the operating system takes it back when the process
/// dies; EF's own lock is a row, and after a <c>kill -9</c> in the middle of a migration everybody would wait for it for ever.
/// </summary>
internal static class MigrationLock
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task<IDisposable> TakeAsync(string database, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return OwnerOnlyFile.Open(database + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            // 11: held by another process (EWOULDBLOCK); any other refusal is final
            catch (IOException exception) when (IsHeld(exception))
            {
                if (time.GetElapsedTime(started) > LongestWait)
                    throw new StoreUnavailableException($"The store {database} cannot be used: another process has been preparing it for over a minute. End that process, then start again.");
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <summary>Whether the file is locked by somebody else; any other refusal is final.</summary>
    internal static bool IsHeld(IOException exception) =>
        exception.HResult is 11 or 35 or unchecked((int)0x80070020); // Linux, macOS, Windows (sharing violation)
}
