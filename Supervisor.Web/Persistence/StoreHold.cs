namespace Supervisor.Web.Persistence;

/// <summary>
/// Tells that an app runs on the data directory, as long as it does: a shared lock on a file, which the operating system takes back when the process dies. A restore needs it
/// alone. Registered before whatever opens the store.
/// </summary>
internal sealed class StoreHold(DataDirectory directory, ILogger<StoreHold> logger) : IHostedLifecycleService, IDisposable
{
    private FileStream? _held;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            directory.Create();
            if (directory.IsOpenToOthers) Log.DirectoryOpenToOthers(logger, directory.Root);
            _held ??= Open(directory, FileAccess.Read, FileShare.ReadWrite);
            return Task.CompletedTask;
        }
        catch (IOException exception) when (MigrationLock.IsHeld(exception))
        {
            throw new StoreUnavailableException($"The store {directory.Database} cannot be used: a restore is running on it. Start again when it is done.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(directory.Database, exception);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _held?.Dispose();

    /// <summary>The directory for oneself; null while an app runs on it, or another restore.</summary>
    public static IDisposable? TryTakeAlone(DataDirectory directory)
    {
        try
        {
            return Open(directory, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (MigrationLock.IsHeld(exception))
        {
            return null;
        }
    }

    private static FileStream Open(DataDirectory directory, FileAccess access, FileShare share) =>
        OwnerOnlyFile.Open(directory.Database + ".running", FileMode.OpenOrCreate, access, share);
}
