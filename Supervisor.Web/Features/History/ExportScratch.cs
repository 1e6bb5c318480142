namespace Supervisor.Web.Features.History;

/// <summary>A file that nobody else sees and that is gone when it is closed, also by a crash.</summary>
internal static class ExportScratch
{
    /// <exception cref="IOException">The directory cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory cannot be written.</exception>
    public static FileStream Open(string directory)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose, BufferSize = 64 * 1024 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(directory, $"export-{Guid.NewGuid():N}.part"), options);
        if (!OperatingSystem.IsWindows()) File.Delete(file.Name); // an open file needs no name there; Windows keeps the promise by itself
        return file;
    }
}
