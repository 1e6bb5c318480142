namespace Supervisor.Web.Persistence;

/// <summary>Files that nobody but the account of the app may read, nor lock.</summary>
internal static class OwnerOnlyFile
{
    /// <summary>Makes an empty file.</summary>
    /// <exception cref="IOException">It is there already, or the place cannot be written.</exception>
    public static void Create(string file) => Open(file, FileMode.CreateNew, FileAccess.Write, FileShare.None).Dispose();

    /// <summary>Writes a file as a whole, in the place of one that is there: who reads it, or starts after a crash, finds the old content or the new one.</summary>
    /// <exception cref="IOException">The place cannot be written, or the disk is full; the old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public static void Replace(string file, Action<Stream> write)
    {
        var draft = file + ".new";
        using (var stream = Open(draft, FileMode.Create, FileAccess.Write, FileShare.None)) write(stream);
        File.Move(draft, file, overwrite: true);
    }

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
