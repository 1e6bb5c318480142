namespace Supervisor.Web.Persistence;

/// <summary>Files that nobody but the account of the app may read.</summary>
internal static class OwnerOnlyFile
{
    /// <summary>Makes an empty file.</summary>
    /// <exception cref="IOException">It is there already, or the place cannot be written.</exception>
    public static void Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, options).Dispose();
    }
}
