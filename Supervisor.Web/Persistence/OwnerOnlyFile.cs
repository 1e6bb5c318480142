namespace Supervisor.Web.Persistence;

/// <summary>Files that nobody but the account of the app may read, nor lock.</summary>
internal static class OwnerOnlyFile
{
    /// <summary>Makes an empty file.</summary>
    /// <exception cref="IOException">It is there already, or the place cannot be written.</exception>
    public static void Create(string file) => Open(file, FileMode.CreateNew, FileAccess.Write, FileShare.None).Dispose();

    /// <summary>Opens a file and makes it where it is not there, which <paramref name="mode"/> has to allow. One that is there keeps its rights.</summary>
    /// <exception cref="IOException">It is locked, or the place cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public static FileStream Open(string file, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(file, options);
    }
}
